// What may stand between a person and a session: a second factor, and a password that is too old.
// And what takes two codes to one contact, which other tenants send no sooner than after a minute.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { codeFor, solved, stranger } from "./cloud.js";
import { agePassword, makeStrictTenant, strictApp } from "./operator.js";

const PASSWORD = "QWE@qwe123";
const OTHER = "Zuiderzee-1932";

before(makeStrictTenant);

/** Registers a user by a contact, with a password. */
async function userWithPassword(application, contact) {
  const { client } = strictApp(application);
  const { name: user_name } = stranger();
  await client.register.start(contact, await solved(client));
  const proof = { ...contact, verify_code: await codeFor(contact) };
  const result = await client.register.confirm({ ...proof, user_name, pwd: PASSWORD });
  assert.equal(result.status, "SUCCESS");
  const { id } = await client.session.claims();
  return { client, user_name, id };
}

test("a user with a second factor gives a code to the mobile after the password", async () => {
  const { mobile } = stranger();
  const { user_name } = await userWithPassword("twoFactors", { mobile });
  const { client, paths } = strictApp("twoFactors");
  const first = await client.login.password({ user_name, password: PASSWORD });
  assert.equal(first.status, "MFA_AUTH");
  assert.deepEqual(first.data.mfaAuthFlow, ["VERIFY_PHONE"]);
  assert.equal(await client.session.exists(), false);
  const masked = `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
  assert.deepEqual(await client.mfa.mobile(), { mobile: masked });

  await client.mfa.start({ mobile }, await solved(client));
  const wrong = client.mfa.confirm({ mobile, verify_code: "000000" });
  await assert.rejects(wrong, { reason: "wrong_code" });
  assert.equal(client.pending.status, "MFA_AUTH");
  const second = await client.mfa.confirm({ mobile, verify_code: await codeFor({ mobile }) });
  assert.equal(second.status, "SUCCESS");
  assert.equal(client.pending, null);
  assert.equal(paths().at(-1), "mfa/sms");
  assert.deepEqual((await client.session.claims()).amr, ["pwd", "sms", "mfa"]);
});

test("a second factor by mail whose answer was lost is repeated, and signs in once", async () => {
  const { email } = stranger();
  const { user_name } = await userWithPassword("twoFactors", { email });
  const { client, lose, paths } = strictApp("twoFactors");
  const first = await client.login.auth({ user_name, password: PASSWORD });
  assert.deepEqual(first.data, { mfaAuthFlow: ["VERIFY_EMAIL"] });
  await client.mfa.start({ email }, await solved(client));
  const verify_code = await codeFor({ email });
  lose(1);
  assert.equal((await client.mfa.confirm({ email, verify_code })).status, "SUCCESS");
  assert.deepEqual(paths().slice(-2), ["mfa/email", "mfa/email"]);
});

test("without a step that waits, there is no state token to go on with", async () => {
  const { client, seen } = strictApp("twoFactors");
  await assert.rejects(client.mfa.mobile(), { status: 400 });
  assert.equal(seen[0].headers["X-state-token"], undefined);
});

test("an expired password has to be replaced, and the new one signs in", async () => {
  const { mobile } = stranger();
  const { user_name, id } = await userWithPassword("oneFactor", { mobile });
  await agePassword(id, 365);
  const { client, lose } = strictApp("oneFactor");
  const expired = await client.login.password({ user_name, password: PASSWORD });
  assert.equal(expired.status, "PASSWORD_EXPIRED");
  const { minLength, maxLength, regEx } = expired.data;
  assert.deepEqual({ minLength, maxLength }, { minLength: 8, maxLength: 128 });
  assert.match(OTHER, new RegExp(regEx, "u"));
  await assert.rejects(client.password.keep(), { reason: "state_token" });
  assert.equal(await client.session.exists(), false);

  const weak = client.password.renew({ old_password: PASSWORD, new_password: "1" });
  await assert.rejects(weak, { reason: "weak_password" });
  lose(1);
  const change = { old_password: PASSWORD, new_password: OTHER };
  assert.equal((await client.password.renew(change)).status, "SUCCESS");
  assert.equal(client.pending, null);
  const again = strictApp("oneFactor").client;
  const result = await again.login.password({ user_name, password: OTHER });
  assert.equal(result.status, "SUCCESS");
});

test("a password that will expire soon may be kept", async () => {
  const { mobile } = stranger();
  const { id } = await userWithPassword("oneFactor", { mobile });
  await agePassword(id, 364);
  const { client, paths } = strictApp("oneFactor");
  const warning = await client.login.auth({ user_name: mobile, password: PASSWORD });
  assert.equal(warning.status, "PASSWORD_WARN");
  assert.equal((await client.password.keep()).status, "SUCCESS");
  assert.equal(client.pending, null);
  assert.equal(paths().at(-1), "pwd/skip-update");
  assert.equal((await client.profile.get()).mobile, `+86-${mobile}`);
});

test("a user who is signed in changes the password by a code to the address", async () => {
  const { email } = stranger();
  const { client, user_name } = await userWithPassword("oneFactor", { email });
  await client.password.startChange({ email }, await solved(client));
  const wrong = client.password.changeByEmail({ verify_code: "000000", password: OTHER });
  await assert.rejects(wrong, { reason: "wrong_code" });
  const verify_code = await codeFor({ email });
  await client.password.changeByEmail({ verify_code, password: OTHER });
  const again = strictApp("oneFactor").client;
  const result = await again.login.password({ user_name, password: OTHER });
  assert.equal(result.status, "SUCCESS");
});
