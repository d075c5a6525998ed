// What the client does when answers are lost, the service is busy, or it is asked too often.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { app, codeFor, messages, registered, script, solved, stranger } from "./cloud.js";

afterEach(() => script());

const keysOf = (seen, path) =>
  new Set(
    seen.filter(({ url }) => url.endsWith(path)).map(({ headers }) => headers["Idempotency-Key"]),
  );

test("a text that was sent though nobody heard of it is not sent again", async () => {
  const { client, seen, paths } = app();
  const { mobile } = stranger();
  const solution = await solved(client);
  await script({ function: "sms-send", call: "Publish", fault: "drop-after", times: 1 });
  await client.register.start({ mobile }, solution);
  assert.equal((await messages({ mobile })).length, 1);
  assert.equal(paths().filter((path) => path === "sms/send").length, 2);
  assert.equal(keysOf(seen, "sms/send").size, 1);
  const proof = { mobile, verify_code: await codeFor({ mobile }) };
  assert.equal((await client.register.confirm(proof)).status, "SUCCESS");
});

test("a text that was not sent is sent by the repeat", async () => {
  const { client } = app();
  const { mobile } = stranger();
  const solution = await solved(client);
  await script({ function: "sms-send", call: "Publish", fault: "refuse", times: 1 });
  await client.register.start({ mobile }, solution);
  assert.equal((await messages({ mobile })).length, 1);
});

test("a send whose answer was lost is repeated with its key, after a pause", async () => {
  const { client, seen, pauses, lose } = app();
  const { mobile } = stranger();
  const { token, x } = await solved(client);
  const pass = await client.captcha.verify({ token, x }, mobile);
  lose(2);
  await client.register.start({ mobile }, pass);
  assert.deepEqual(pauses, [300, 1200]);
  assert.equal(keysOf(seen, "sms/send").size, 1);
  assert.equal((await messages({ mobile })).length, 1);
});

test("where no answer is heard at all, the app's own repeat has the same key", async () => {
  const { client, seen, lose } = app();
  const { mobile } = stranger();
  const pass = await client.captcha.verify(await solved(client), mobile);
  lose(3);
  await assert.rejects(client.register.start({ mobile }, pass), { reason: "no_answer", status: 0 });
  await client.register.start({ mobile }, pass);
  assert.equal(keysOf(seen, "sms/send").size, 1);
  assert.equal((await messages({ mobile })).length, 1);
});

test("what the client has to say itself is said in the person's language", async () => {
  for (const [language, unanswered, unknown] of [
    ["en", "No answer from the service", "Nobody is signed in"],
    ["zh-CN", "服务没有响应", "尚未登录"],
    [undefined, "No answer from the service", "Nobody is signed in"],
    [() => "zh", "服务没有响应", "尚未登录"],
  ]) {
    const { client, lose } = app({ language });
    lose(3);
    await assert.rejects(client.captcha.get(), { reason: "no_answer", message: unanswered });
    await assert.rejects(client.profile.get(), { reason: "signed_out", message: unknown });
  }
});

test("a repeat that comes while the first is being carried out waits for it", async () => {
  const answers = [
    { status: 500, headers: {}, body: '{"error_code":"SDK.COMMON.1008","error_msg":"busy"}' },
    { status: 429, headers: { "retry-after": "29" }, body: '{"error_code":"SDK.CAPTCHA.1008"}' },
    { status: 200, headers: {}, body: "" },
  ];
  const keys = [];
  const { client } = app({
    transport: async ({ headers }) => {
      keys.push(headers["Idempotency-Key"]);
      return answers.shift();
    },
  });
  await client.register.start(stranger(), "pass");
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
});

test("a call that was answered has another key the next time", async () => {
  const { client, seen } = app();
  const { mobile } = stranger();
  const form = { mobile, verify_code: "000000" };
  await assert.rejects(client.register.confirm(form), { reason: "wrong_code" });
  await assert.rejects(client.register.confirm(form), { reason: "wrong_code" });
  assert.equal(keysOf(seen, "mobile-verify-code").size, 2);
  const transport = async (request) => {
    seen.push(request);
    return { status: 200, headers: {}, body: "" };
  };
  const { client: other } = app({ transport });
  await other.register.start({ mobile }, "pass");
  await other.register.start({ mobile }, "pass");
  assert.equal(keysOf(seen, "sms/send").size, 2);
});

test("a registration whose answer was lost is done once, and its person is signed in", async () => {
  const { client, lose, paths } = app();
  const { mobile } = stranger();
  await client.register.start({ mobile }, await solved(client));
  const verify_code = await codeFor({ mobile });
  lose(1);
  assert.equal((await client.register.confirm({ mobile, verify_code })).status, "SUCCESS");
  assert.equal(paths().filter((path) => path.startsWith("register/")).length, 2);
  assert.equal((await client.profile.get()).mobile, `+86-${mobile}`);
});

test("a binding whose answer was lost is done once, though its state token is spent", async () => {
  const { client, lose } = app();
  const { mobile, name } = stranger();
  await client.wechat.login({ code: name });
  lose(1);
  const bound = await client.bind.wechatPhone({ wechat_code: `+86-${mobile}` });
  assert.equal(bound.status, "SUCCESS");
});

test("a code of WeChat is never shown twice", async () => {
  const { client, lose, paths } = app();
  lose(1);
  await assert.rejects(client.wechat.login({ code: stranger().name }), { reason: "no_answer" });
  assert.deepEqual(paths(), ["login/wechat-miniprogram"]);
});

test("a busy service is asked again", async () => {
  const { client, pauses } = app();
  await registered(client);
  await script({ function: "profile", call: "", fault: "throttle", times: 4 });
  assert.match((await client.profile.get()).mobile, /^\+86-/);
  assert(pauses.length > 0);
});

test("a limit says when to try again, and is not tried again before", async () => {
  const { client, paths } = app();
  const { mobile } = stranger();
  await client.register.start({ mobile }, await solved(client));
  await assert.rejects(client.register.start({ mobile }, await solved(client)), (error) => {
    assert.equal(error.reason, "too_many");
    assert.equal(error.status, 429);
    assert(error.retryAfter > 0 && error.retryAfter <= 60, String(error.retryAfter));
    return true;
  });
  assert.equal(paths().filter((path) => path === "sms/send").length, 2);
});

test("an answer that is not the service's own is an error like any other", async () => {
  const transport = async () => ({ status: 503, headers: {}, body: "<html>" });
  const { client, pauses } = app({ transport });
  await assert.rejects(client.captcha.get(), { reason: "busy", code: "", message: "HTTP 503" });
  assert.equal(pauses.length, 2);
  const portal = async () => ({ status: 200, headers: {}, body: "<html>Sign in to the network" });
  await assert.rejects(app({ transport: portal }).client.captcha.get(), { reason: "no_answer" });
  const limited = async () => ({
    status: 429,
    headers: {},
    body: '{"message":"Too Many Requests"}',
  });
  await assert.rejects(app({ transport: limited }).client.captcha.get(), {
    reason: "too_many",
    message: "Too Many Requests",
    retryAfter: undefined,
  });
});
