// Coming back, and passwords.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, APPLICATIONS, codeFor, registered, solved, stranger, vouched } from "./cloud.js";

const PASSWORD = "QWE@qwe123";
const OTHER = "Zuiderzee-1932";

/** A user with user name and password, who registered by mail. */
async function userWithPassword() {
  const { client } = app();
  const { email, name: user_name } = stranger();
  await client.register.start({ email }, await solved(client));
  const proof = { email, verify_code: await codeFor({ email }) };
  const result = await client.register.confirm({ ...proof, user_name, pwd: PASSWORD });
  assert.equal(result.status, "SUCCESS");
  return { client, email, user_name };
}

test("a user logs in by a code to the mobile", async () => {
  const { mobile } = await vouched();
  const { client } = app();
  await client.login.start({ mobile }, await solved(client));
  const result = await client.login.confirm({ mobile, verify_code: await codeFor({ mobile }) });
  assert.equal(result.status, "SUCCESS");
  assert.equal((await client.profile.get()).mobile, `+86-${mobile}`);
});

test("a log-in by a code whose answer was lost is repeated", async () => {
  const { mobile } = await vouched();
  const { client, lose, paths } = app();
  await client.login.start({ mobile }, await solved(client));
  const proof = { mobile, verify_code: await codeFor({ mobile }) };
  lose(1);
  assert.equal((await client.login.confirm(proof)).status, "SUCCESS");
  assert.equal(paths().filter((path) => path === "login/mobile-verify-code").length, 2);
});

test("who is no user yet is told so, having proved the contact", async () => {
  const { client } = app();
  const { email } = stranger();
  await client.login.start({ email }, await solved(client));
  const login = client.login.confirm({ email, verify_code: await codeFor({ email }) });
  await assert.rejects(login, { reason: "no_such_user" });
});

test("a user logs in by password, with user name or address", async () => {
  const { email, user_name } = await userWithPassword();
  for (const name of [{ user_name }, { email }]) {
    const { client } = app();
    const result = await client.login.password({ ...name, password: PASSWORD });
    assert.equal(result.status, "SUCCESS", JSON.stringify(name));
    assert.equal((await client.session.claims()).userName, user_name);
  }
});

test("a user logs in by whatever name was typed into one field", async () => {
  const { client: own, email, user_name } = await userWithPassword();
  const { mobile } = stranger();
  await own.contact.start({ mobile }, await solved(own));
  await own.contact.confirm({ mobile, verify_code: await codeFor({ mobile }) });
  for (const name of [user_name, email, mobile]) {
    const { client } = app();
    const result = await client.login.auth({ user_name: name, password: PASSWORD });
    assert.equal(result.status, "SUCCESS", name);
    assert.equal((await client.session.claims()).userName, user_name);
  }
});

test("a wrong password is tried once, also if its answer is lost", async () => {
  const { user_name } = await userWithPassword();
  const { client, lose, paths } = app();
  const proof = { user_name, password: OTHER };
  await assert.rejects(client.login.password(proof), { reason: "wrong_password" });
  lose(1);
  await assert.rejects(client.login.password(proof), { reason: "no_answer" });
  lose(1);
  await assert.rejects(client.login.auth(proof), { reason: "no_answer" });
  assert.deepEqual(paths(), ["login", "login", "login/auth"]);
});

test("a user logs in by the phone number that WeChat vouches for", async () => {
  const { mobile } = await registered(app().client);
  const { client } = app();
  const result = await client.login.wechatPhone({ code: `+86-${mobile}` });
  assert.equal(result.status, "SUCCESS");
});

test("a user changes the password", async () => {
  const { client, user_name } = await userWithPassword();
  assert.equal(await client.password.exists(), true);
  const change = { old_password: OTHER, new_password: OTHER };
  await assert.rejects(client.password.change(change));
  await client.password.change({ old_password: PASSWORD, new_password: OTHER });
  const again = app().client;
  const wrong = again.login.password({ user_name, password: PASSWORD });
  await assert.rejects(wrong, { reason: "wrong_password" });
  const result = await again.login.password({ user_name, password: OTHER });
  assert.equal(result.status, "SUCCESS");
});

test("a user who has no password sets the first", async () => {
  const { client } = await vouched();
  assert.equal(await client.password.exists(), false);
  await assert.rejects(client.password.change({ new_password: "1" }), { reason: "weak_password" });
  await client.password.change({ new_password: PASSWORD });
  assert.equal(await client.password.exists(), true);
});

test("who forgot the password sets another by a code, and other sessions end", async () => {
  const { client: before, mobile } = await vouched();
  const { client } = app();
  await client.password.start({ mobile }, await solved(client));
  const verify_code = await codeFor({ mobile });
  await client.password.confirm({ mobile, verify_code, password: OTHER });
  const result = await client.login.password({ mobile, password: OTHER });
  assert.equal(result.status, "SUCCESS");
  await assert.rejects(before.profile.get(), { reason: "signed_out" });
});

test("a new password whose answer was lost is good, and its code is not tried again", async () => {
  const { mobile } = await vouched();
  const { client, lose, paths } = app();
  await client.password.start({ mobile }, await solved(client));
  const verify_code = await codeFor({ mobile });
  lose(1);
  const change = client.password.confirm({ mobile, verify_code, password: OTHER });
  await assert.rejects(change, { reason: "no_answer" });
  assert.equal(paths().filter((path) => path === "pwd/update-by-mobile").length, 1);
  const result = await client.login.password({ mobile, password: OTHER });
  assert.equal(result.status, "SUCCESS");
});

for (const dialect of Object.keys(APPLICATIONS)) {
  test(`a user who is signed in changes the password by a code to the mobile: ${dialect}`, async () => {
    const { client: other, mobile } = await vouched();
    const { client } = app({ dialect });
    await client.login.wechatPhone({ code: `+86-${mobile}#2` });
    await client.password.startChange({ mobile }, await solved(client));
    const wrong = client.password.changeByMobile({ verify_code: "000000", password: PASSWORD });
    await assert.rejects(wrong, { reason: "wrong_code" });
    const verify_code = await codeFor({ mobile });
    await client.password.changeByMobile({ verify_code, password: PASSWORD });
    assert.equal(await client.password.exists(), true);
    await assert.rejects(other.profile.get(), { reason: "signed_out" });
  });
}
