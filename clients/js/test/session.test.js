// The session on the device: refreshed by one caller at a time, shared by pages, gone when over.

import assert from "node:assert/strict";
import { before, mock, test } from "node:test";
import { memoryStorage, webPlatform } from "../src/index.js";
import { app, APPLICATIONS, registered, URL, vouched } from "./cloud.js";
import { makeStrictTenant, strictApp } from "./operator.js";

const REFRESH = "sso/session-token/id-token";
const KEY = `bindery.${APPLICATIONS.eiam}.session`;
const HOUR = 60 * 60 * 1000;

/** Runs `task` with the device's clock moved on. */
async function later(milliseconds, task) {
  mock.timers.enable({ apis: ["Date"], now: Date.now() + milliseconds });
  try {
    return await task();
  } finally {
    mock.timers.reset();
  }
}

before(makeStrictTenant);

const refreshes = (paths) => paths.filter((path) => path === REFRESH).length;

test("an id_token is used as it is until shortly before its end, and then refreshed", async () => {
  const { client, paths } = app();
  await registered(client);
  const first = await client.session.idToken();
  const within = await later(2 * HOUR - 61_000, () => client.session.idToken());
  assert.equal(within, first);
  const after = await later(2 * HOUR - 59_000, () => client.session.idToken());
  assert.notEqual(after, first);
  assert.equal(refreshes(paths()), 1);
  assert.equal(await client.session.idToken(), after);
});

test("however many calls need it at once, one refreshes", async () => {
  const { client, paths } = app();
  await registered(client);
  await later(2 * HOUR, () => Promise.all(Array.from({ length: 10 }, () => client.profile.get())));
  assert.equal(refreshes(paths()), 1);
});

test("of two tabs that need it at once, one refreshes", async () => {
  const storage = memoryStorage();
  const one = app({ storage });
  const other = app({ storage });
  await registered(one.client);
  const [first, second] = await later(2 * HOUR, () =>
    Promise.all([one.client.session.idToken(), other.client.session.idToken()]),
  );
  assert.equal(first, second);
  assert.equal(refreshes([...one.paths(), ...other.paths()]), 1);
  assert.deepEqual(await other.client.profile.get(), await one.client.profile.get());
});

test("two tabs are one device", async () => {
  const storage = memoryStorage();
  const one = app({ storage });
  const other = app({ storage });
  await Promise.all([one.client.captcha.get(), other.client.captcha.get()]);
  const devices = [...one.seen, ...other.seen].map(
    ({ headers }) => headers["X-device-fingerprint"],
  );
  assert.equal(devices.length, 2);
  assert.equal(new Set(devices).size, 1);
});

test("a device whose clock is wrong refreshes no sooner", async () => {
  const { client, paths } = app();
  await later(400 * 24 * HOUR, async () => {
    await registered(client);
    await client.profile.get();
  });
  assert.equal(refreshes(paths()), 0);
});

for (const dialect of Object.keys(APPLICATIONS)) {
  test(`an id_token that the service finds expired is refreshed, and the call made again: ${dialect}`, async () => {
    const { mobile } = await vouched();
    const storage = memoryStorage();
    const { client, paths } = app({ dialect, storage });
    await client.login.wechatPhone({ code: `+86-${mobile}#ended` });
    const old = await client.session.idToken();
    await client.session.logout();
    await client.login.wechatPhone({ code: `+86-${mobile}#alive` });
    const key = `bindery.${APPLICATIONS[dialect]}.session`;
    storage.set(key, JSON.stringify({ ...JSON.parse(storage.get(key)), id_token: old }));
    assert.equal((await client.profile.get()).mobile, `+86-${mobile}`);
    assert.deepEqual(paths().slice(-3), ["profile", REFRESH, "profile"]);
  });
}

/** The token as if it was signed with a key that is gone. */
function orphaned(token) {
  const [header, payload, signature] = token.split(".");
  const fields = JSON.parse(Buffer.from(header, "base64url"));
  const other = Buffer.from(JSON.stringify({ ...fields, kid: "gone" })).toString("base64url");
  return [other, payload, signature].join(".");
}

for (const dialect of Object.keys(APPLICATIONS)) {
  for (const language of ["en", "zh-CN"]) {
    test(`an id_token whose signing key is gone is refreshed: ${dialect}, ${language}`, async () => {
      const { mobile } = await vouched();
      const storage = memoryStorage();
      const { client, paths } = app({ dialect, storage, language });
      await client.login.wechatPhone({ code: `+86-${mobile}#gone` });
      const key = `bindery.${APPLICATIONS[dialect]}.session`;
      const session = JSON.parse(storage.get(key));
      storage.set(key, JSON.stringify({ ...session, id_token: orphaned(session.id_token) }));
      assert.equal((await client.profile.get()).mobile, `+86-${mobile}`);
      assert.deepEqual(paths().slice(-3), ["profile", REFRESH, "profile"]);
    });
  }
}

test("a session of which the service knows neither key nor token is forgotten", async () => {
  const storage = memoryStorage();
  const { client } = app({ storage });
  await registered(client);
  const kept = JSON.parse(storage.get(KEY));
  await client.session.logout();
  storage.set(KEY, JSON.stringify({ ...kept, id_token: orphaned(kept.id_token) }));
  await assert.rejects(client.profile.get(), { reason: "signed_out", code: "SDK.COMMON.1005" });
  assert.equal(storage.get(KEY), undefined);
});

test("another wrong parameter than the id_token has nothing refreshed", async () => {
  const { client, paths } = app();
  await registered(client);
  const before = paths().length;
  await assert.rejects(client.profile.unlink(""), { reason: "refused" });
  await assert.rejects(client.session.revoke("no id"), { reason: "refused" });
  assert.equal(refreshes(paths().slice(before)), 0);
});

test("an id_token that is refused after its refresh as well is refreshed no more", async () => {
  const { client: helper } = await vouched();
  const id_token = await helper.session.refresh();
  const seen = [];
  const { client } = app({
    async transport({ url }) {
      seen.push(url.split("/sdk/")[1]);
      if (!url.endsWith("/profile")) {
        const answer = { session_token: "s".repeat(32), id_token, expire: 600 };
        return { status: 200, headers: {}, body: JSON.stringify({ ...answer, status: "SUCCESS" }) };
      }
      return { status: 400, headers: {}, body: '{"error_code":"SDK.COMMON.1005"}' };
    },
  });
  await client.login.wechatPhone({ code: "phone" });
  await assert.rejects(client.profile.get(), { reason: "expired" });
  assert.deepEqual(seen.slice(1), ["profile", REFRESH, "profile"]);
});

test("a session that was ended elsewhere is forgotten, and the app is told", async () => {
  const storage = memoryStorage();
  const one = app({ storage });
  const other = app({ storage });
  await registered(one.client);
  const kept = storage.get(KEY);
  await other.client.session.logout();
  storage.set(KEY, kept);
  const changes = [];
  const stop = one.client.session.onChange((session) => changes.push(session));
  await assert.rejects(one.client.profile.get(), { reason: "signed_out", code: "SDK.COMMON.1005" });
  assert.equal(storage.get(KEY), undefined);
  assert.deepEqual(changes, [null]);
  stop();
  await one.client.session.logout();
  assert.equal(changes.length, 1);
});

test("a session that is over by the device's clock is over", async () => {
  const { client } = app();
  await registered(client);
  await later(13 * HOUR, async () => assert.equal(await client.session.exists(), false));
});

test("a refresh whose answer was lost is repeated", async () => {
  const { client, lose, paths } = app();
  await registered(client);
  lose(1);
  await client.session.refresh();
  assert.equal(refreshes(paths()), 2);
  await client.profile.get();
});

test("a session token that is replaced at each refresh survives lost answers", async () => {
  const { client, lose, paths } = strictApp("replacing");
  const { result } = await registered(client);
  lose(1);
  await client.session.refresh();
  assert.equal(refreshes(paths()), 2);
  const replaced = await client.session.token();
  assert.notEqual(replaced, result.session_token);
  await client.session.refresh();
  assert.notEqual(await client.session.token(), replaced);
  await client.profile.get();
});

test("two tabs that cannot lock each other out both stay signed in", async () => {
  const storage = memoryStorage();
  // As of pages in a browser without Web Locks: each knows of its own tasks alone.
  const alone = () => ({ ...webPlatform(), locks: { request: (name, task) => task() } });
  const one = strictApp("replacing", { storage, platform: alone() });
  const other = strictApp("replacing", { storage, platform: alone() });
  await registered(one.client);
  const tokens = await later(2 * HOUR, () =>
    Promise.all([one.client.session.idToken(), other.client.session.idToken()]),
  );
  assert.equal(new Set(tokens).size, 2);
  for (const { client } of [one, other]) {
    await client.profile.get();
    await client.session.refresh();
  }
});

test("a tab whose session token was replaced meanwhile goes on with the new one", async () => {
  const { mobile } = await vouched();
  const storage = memoryStorage();
  const elsewhere = memoryStorage();
  for (const each of [storage, elsewhere]) {
    each.set(KEY.replace("session", "device"), "d".repeat(32));
  }
  const other = app({ storage: elsewhere });
  await other.client.login.wechatPhone({ code: `+86-${mobile}#other` });

  const { transport } = webPlatform();
  const late = app({
    storage,
    async transport(request) {
      if (request.url.endsWith(REFRESH)) {
        // The other tab was faster, and what this one has is good no more.
        storage.set(KEY, elsewhere.get(KEY));
        await transport({ ...request, method: "GET", url: `${URL}/api/v2/sdk/logout` });
      }
      return transport(request);
    },
  });
  await late.client.login.wechatPhone({ code: `+86-${mobile}#late` });
  assert.equal(await late.client.session.refresh(), await other.client.session.idToken());
  assert.equal((await late.client.profile.get()).mobile, `+86-${mobile}`);
});

test("a refresh that nobody answers ends no session", async () => {
  const { client, lose } = app();
  await registered(client);
  lose(3);
  await assert.rejects(client.session.refresh(), { reason: "no_answer" });
  assert.equal(await client.session.exists(), true);
  await client.session.refresh();
});

test("whoever logs out is signed out here even if the service cannot be reached", async () => {
  const { client, lose } = app();
  await registered(client);
  lose(3);
  await assert.rejects(client.session.logout(), { reason: "no_answer" });
  assert.equal(await client.session.exists(), false);
});

test("logging out everywhere ends the other sessions", async () => {
  const { client, mobile } = await vouched();
  const other = app();
  await other.client.wechat.login({ code: `second-${mobile}` });
  await client.session.list();
  await client.session.logout({ all: true });
  await assert.rejects(client.session.list(), { reason: "signed_out" });
});
