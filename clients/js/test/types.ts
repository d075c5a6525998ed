// What an app in TypeScript may rely on; compiled, never run. Statuses and reasons narrow, and a
// mistake does not compile.

import { BinderyError, createClient, type Client } from "@bindery/client";
import type { BinderyCaptcha } from "@bindery/client/bindery-captcha.js";

export async function journey(client: Client, captcha: BinderyCaptcha): Promise<string> {
  const result = await client.wechat.login({ code: "code" });
  switch (result.status) {
    case "SUCCESS":
      return result.id_token;
    case "SOCIAL_BIND":
    case "USER_REGISTER":
      return result.data.socialBindOrRegisterFlow[0];
    case "MFA_AUTH":
      return result.data.mfaAuthFlow[0];
    case "PASSWORD_WARN":
    case "PASSWORD_EXPIRED":
      return String(result.data.minLength);
    case "ACCESS_DENIED": {
      // @ts-expect-error Nobody was let in.
      result.id_token;
      break;
    }
    default: {
      const none: never = result;
      return none;
    }
  }
  captcha.client = client;
  captcha.contact = { email: "zhangsan@example.com" };
  captcha.purpose = "bind";
  // @ts-expect-error A code has one destination.
  captcha.contact = { email: "zhangsan@example.com", mobile: "15201657321" };
  // @ts-expect-error The service knows no such member.
  await client.profile.update({ nickname: "a" });
  await client.register.confirm({
    mobile: "15201657321",
    verify_code: "123456",
    attr_gender: "unknow",
  });
  // @ts-expect-error A code alone sets no password.
  await client.password.changeByMobile({ verify_code: "123456" });
  const { mobile, extension } = await client.profile.get();
  const [session] = await client.session.list();
  return `${mobile} ${extension} ${session.issued_at.toFixed()}`;
}

export function wait(error: unknown): number {
  if (!(error instanceof BinderyError) || error.reason !== "too_many") return 0;
  // @ts-expect-error Not every answer says when to try again.
  const seconds: number = error.retryAfter;
  return seconds;
}

// @ts-expect-error Without an application, nothing can be asked.
createClient({ baseUrl: "https://id.example.com" });
