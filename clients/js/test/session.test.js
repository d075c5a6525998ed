// The session on the device: refreshed by one caller at a time, shared by pages, gone when over.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { memoryStorage } from "../src/index.js";
import { app, APPLICATIONS, registered, vouched } from "./cloud.js";

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

test("an id_token that the service finds expired is refreshed, and the call made again", async () => {
  const storage = memoryStorage();
  const { client, paths } = app({ storage });
  await registered(client);
  const ended = (await vouched()).client;
  const old = await ended.session.idToken();
  await ended.session.logout();
  storage.set(KEY, JSON.stringify({ ...JSON.parse(storage.get(KEY)), id_token: old }));
  assert.match((await client.profile.get()).mobile, /^\+86-/);
  assert.deepEqual(paths().slice(-3), ["profile", REFRESH, "profile"]);
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
