// The surroundings: mini programs, pages that may not keep anything, locks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { claimsOf, createClient, webStorage, wxPlatform } from "../src/index.js";
import { processLocks } from "../src/platform.js";
import { APPLICATIONS, stranger, URL } from "./cloud.js";
import { fakeWx } from "./wx.js";

test("a mini program signs in, and stays so after a restart", async () => {
  const wx = fakeWx();
  const options = { baseUrl: URL, clientId: APPLICATIONS.eiam, platform: wxPlatform(wx) };
  const client = createClient(options);
  const { mobile, name } = stranger();
  assert.equal((await client.wechat.login({ code: name })).status, "USER_REGISTER");
  await client.bind.wechatPhone({ wechat_code: `+86-${mobile}` });
  const restarted = createClient({ ...options, platform: wxPlatform(wx) });
  assert.equal((await restarted.profile.get()).mobile, `+86-${mobile}`);
  assert.match(wx.requests[0].header["X-device-fingerprint"], /^[0-9a-f]{32}$/);
});

test("an error of the service reaches a mini program whole", async () => {
  const client = createClient({
    baseUrl: URL,
    clientId: APPLICATIONS.eiam,
    language: "en",
    platform: wxPlatform(fakeWx()),
  });
  const form = { mobile: stranger().mobile, verify_code: "000000" };
  await assert.rejects(client.register.confirm(form), (error) => {
    assert.equal(error.code, "SDK.CAPTCHA.1007");
    assert.match(error.requestId, /./);
    return true;
  });
});

test("a mini program without a network hears that nobody answered", async () => {
  const wx = fakeWx();
  wx.request = ({ fail }) => fail({ errMsg: "request:fail" });
  const platform = { ...wxPlatform(wx), wait: async () => {} };
  const client = createClient({ baseUrl: URL, clientId: APPLICATIONS.eiam, platform });
  await assert.rejects(client.captcha.get(), { reason: "no_answer" });
});

test("a page that may not keep anything works until it is left", () => {
  const name = "localStorage";
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      throw new Error("SecurityError");
    },
  });
  try {
    const storage = webStorage();
    storage.set("a", "b");
    assert.equal(storage.get("a"), "b");
  } finally {
    delete globalThis[name];
    if (before) Object.defineProperty(globalThis, name, before);
  }
});

test("what an agent calls itself is sent as header values may be", async () => {
  const wx = fakeWx();
  wx.getDeviceInfo = () => ({ system: "系统 1\n", model: "手机" });
  const client = createClient({
    baseUrl: URL,
    clientId: APPLICATIONS.eiam,
    platform: wxPlatform(wx),
  });
  await client.captcha.get();
  const { header } = wx.requests[0];
  assert.equal(header["X-operating-sys-version"], "?? 1?");
  assert.equal(header["X-agent"], "miniprogram ??");
});

test("one task of a name runs at a time, also after one that failed", async () => {
  const steps = [];
  const task = (name) => async () => {
    steps.push(`${name} begins`);
    await null;
    steps.push(`${name} ends`);
    if (name === "a") throw new Error("a");
    return name;
  };
  const first = processLocks.request("x", task("a"));
  const second = processLocks.request("x", task("b"));
  await assert.rejects(first, { message: "a" });
  assert.equal(await second, "b");
  assert.deepEqual(steps, ["a begins", "a ends", "b begins", "b ends"]);
});

test("claims are read whatever their characters and length", () => {
  for (const name of ["a", "ab", "abc", "张三 🦊", "ÿ?~"]) {
    const payload = Buffer.from(JSON.stringify({ name })).toString("base64url");
    assert.deepEqual(claimsOf(`e30.${payload}.x`), { name });
  }
});
