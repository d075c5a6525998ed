// Every journey of a person, as an app makes it with the client.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BinderyError } from "../src/index.js";
import {
  app,
  APPLICATIONS,
  codeFor,
  messages,
  registered,
  solved,
  stranger,
  vouched,
} from "./cloud.js";

const refused = (reason) => (error) => {
  assert(error instanceof BinderyError, String(error));
  assert.equal(error.reason, reason, `${error.code} ${error.message}`);
  return true;
};

test("a person registers by mobile and is signed in", async () => {
  const { client } = app();
  const { mobile } = await registered(client, { name: "张三" });
  assert.equal(await client.session.exists(), true);
  const claims = await client.session.claims();
  assert.equal(claims.aud, APPLICATIONS.eiam);
  assert.equal(claims.name, "张三");
  assert.equal((await client.profile.get()).mobile, `+86-${mobile}`);
});

test("a person registers by mail", async () => {
  const { client } = app();
  const { email } = stranger();
  await client.register.start({ email }, await solved(client));
  const proof = { email, verify_code: await codeFor({ email }) };
  const result = await client.register.confirm(proof);
  assert.equal(result.status, "SUCCESS");
  assert.equal((await client.session.claims()).email, email);
});

test("a piece in the wrong place sends nothing", async () => {
  const { client } = app();
  const { mobile } = stranger();
  const wrong = await solved(client, 30);
  await assert.rejects(client.register.start({ mobile }, wrong), refused("captcha"));
  assert.deepEqual(await messages({ mobile }), []);
});

test("the dialects' codes of one error have one reason", async () => {
  const codes = [];
  for (const dialect of Object.keys(APPLICATIONS)) {
    const { client } = app({ dialect });
    const form = { mobile: stranger().mobile, verify_code: "000000" };
    await assert.rejects(client.register.confirm(form), (error) => {
      codes.push(error.code);
      assert.equal(error.status, 400);
      assert.match(error.requestId, /./);
      return refused("wrong_code")(error);
    });
  }
  assert.deepEqual(codes, ["SDK.CAPTCHA.1007", "IDAAS.SDK.CAPTCHA.0007", "CAPTCHA.0007"]);
});

test("messages are in the language of the moment", async () => {
  let language = "zh-CN";
  const { client } = app({ language: () => language });
  const form = { mobile: stranger().mobile, verify_code: "000000" };
  await assert.rejects(client.register.confirm(form), { message: /验证码/ });
  language = "en";
  await assert.rejects(client.register.confirm(form), { message: /code/ });
});

test("a stranger from WeChat becomes a user by a code, and is known from then on", async () => {
  const { client } = app();
  const { email, name } = stranger();
  const first = await client.wechat.login({ code: name });
  assert.equal(first.status, "USER_REGISTER");
  assert.deepEqual(first.data.socialBindOrRegisterFlow, ["VERIFY_PHONE", "VERIFY_EMAIL"]);
  await client.bind.start({ email }, await solved(client));
  const bound = await client.bind.confirm({ email, verify_code: await codeFor({ email }) });
  assert.equal(bound.status, "SUCCESS");
  assert.equal(client.pending, null);
  assert.equal((await client.wechat.login({ code: name })).status, "SUCCESS");
});

test("a user binds by the phone number that WeChat vouches for", async () => {
  const { mobile, name } = await registered(app({ dialect: "ciam" }).client);
  const { client, paths } = app({ dialect: "ciam" });
  assert.equal((await client.wechat.login({ code: name })).status, "SOCIAL_BIND");
  const bound = await client.bind.wechatPhone({ wechat_code: `+86-${mobile}` });
  assert.equal(bound.status, "SUCCESS");
  assert.equal(paths().at(-1), "social/wechat-mobile-bind");
});

test("a user binds by a code where nobody may register", async () => {
  const { client: user, mobile, name } = await vouched();
  const [link] = await user.profile.links();
  await user.profile.unlink(link.id);
  const { client, paths } = app({ dialect: "ciam" });
  assert.equal((await client.wechat.login({ code: name })).status, "SOCIAL_BIND");
  await client.bind.start({ mobile }, await solved(client));
  const bound = await client.bind.confirm({ mobile, verify_code: await codeFor({ mobile }) });
  assert.equal(bound.status, "SUCCESS");
  assert.equal(paths().at(-1), "social/bind");
});

test("a user binds by password, and a wrong one leaves the sign-in pending", async () => {
  const { name: user_name } = stranger();
  await registered(app().client, { user_name, pwd: "QWE@qwe123" });
  const { client } = app();
  await client.wechat.login({ code: user_name });
  const wrong = client.bind.password({ user_name, password: "QWE@qwe124" });
  await assert.rejects(wrong, refused("wrong_password"));
  assert.equal(client.pending.status, "USER_REGISTER");
  const bound = await client.bind.password({ user_name, password: "QWE@qwe123" });
  assert.equal(bound.status, "SUCCESS");
});

test("a mobile that is taken is told apart from other errors", async () => {
  const { mobile } = await vouched();
  const { client } = app();
  await client.register.start({ mobile }, await solved(client));
  const again = client.register.confirm({ mobile, verify_code: await codeFor({ mobile }) });
  await assert.rejects(again, refused("mobile_taken"));
});

test("a user looks after profile, contacts and links", async () => {
  const { client, email } = await vouched();
  await client.profile.update({ name: "李四" });
  await client.contact.start({ email }, await solved(client));
  await client.contact.confirm({ email, verify_code: await codeFor({ email }) });
  const profile = await client.profile.get();
  assert.equal(profile.name, "李四");
  assert.equal(profile.email, email);
  const { mobile } = stranger();
  await client.contact.start({ mobile }, await solved(client));
  await client.contact.confirm({ mobile, verify_code: await codeFor({ mobile }) });
  assert.equal((await client.profile.get()).mobile, `+86-${mobile}`);
  const [link] = await client.profile.links();
  assert.equal(link.socialType, "weixin");
  await client.profile.unlink(link.id);
  assert.deepEqual(await client.profile.links(), []);
});

test("a user sees the sessions, ends one, and logs out", async () => {
  const { client } = app();
  const { mobile, name } = await registered(client);
  const { client: other } = app();
  await other.wechat.login({ code: name });
  await other.bind.wechatPhone({ wechat_code: `+86-${mobile}` });
  const sessions = await client.session.list();
  assert.deepEqual(sessions.map(({ current }) => current).sort(), [false, true]);
  await client.session.revoke(sessions.find(({ current }) => !current).id);
  await assert.rejects(other.profile.get(), refused("signed_out"));
  assert.equal(await other.session.exists(), false);

  await client.session.logout();
  assert.equal(await client.session.exists(), false);
  await assert.rejects(client.profile.get(), refused("signed_out"));
});

test("area codes are there to choose from", async () => {
  const { phoneAreaCodeDefinitions } = await app().client.countryCodes();
  assert.equal(phoneAreaCodeDefinitions[0].countryCode, "CN");
});
