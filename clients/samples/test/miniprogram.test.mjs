// The sample mini program in the simulator, against the local cloud.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { dispatch, drag, render, until } from "../../miniprogram/test/simulator.mjs";
import { codeFor, solved, stranger, URL as CLOUD } from "../../js/test/cloud.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const client = createRequire(import.meta.url)("../miniprogram/client.js");

// The sample's own address is that of a plain `cargo run`.
const { request } = wx;
wx.request = (options) =>
  request({ ...options, url: options.url.replace("http://127.0.0.1:4000", CLOUD) });

/** The page of a person who is signed in to WeChat. */
function open(person) {
  wx.login = ({ success }) => success({ code: person });
  return render(
    path("../miniprogram/pages/index/index"),
    {},
    {
      "bindery-captcha": path("../../miniprogram/captcha/captcha"),
    },
  );
}

const tap = (page, selector) => dispatch(page.querySelector(selector), "tap");
const at = (step) => (data) => data.step === step;
const text = (page, selector) => page.querySelector(selector).dom.textContent;

test("a stranger binds by the phone number of WeChat, and is known the next time", async () => {
  const { mobile, name } = stranger();
  const page = open(name);
  await tap(page, ".login");
  await until(page, at("bind"));
  await page.instance.bindPhone({ detail: { code: `+86-${mobile}` } });
  assert.equal(page.data.step, "profile");
  assert.equal(text(page, ".mobile"), `+86-${mobile}`);
  await tap(page, ".logout");
  await until(page, at("welcome"));
  await tap(page, ".login");
  await until(page, at("profile"));

  const restarted = open(name);
  await until(restarted, at("profile"));
  await client.session.logout();
});

test("who declines to tell WeChat's phone number binds by a code", async () => {
  const { email, name } = stranger();
  const page = open(name);
  await tap(page, ".login");
  await until(page, at("bind"));
  await page.instance.bindPhone({ detail: { errMsg: "getPhoneNumber:fail user deny" } });
  assert.equal(page.data.step, "bind");

  let puzzle;
  const { get } = client.captcha;
  client.captcha.get = async () => (puzzle = await get());
  page.instance.typeContact({ detail: { value: ` ${email} ` } });
  await tap(page, ".request");
  const captcha = page.querySelector("#captcha");
  await until(captcha, ({ phase }) => phase === "ready");
  client.captcha.get = get;
  const { x } = await solved({ captcha: { get: async () => puzzle } });
  await drag(captcha.querySelector(".handle"), x);
  await until(page, at("code"));

  page.instance.typeCode({ detail: { value: "000000" } });
  await page.instance.bindByCode();
  assert.equal(page.data.step, "code");
  assert.notEqual(page.data.message, "");
  page.instance.typeCode({ detail: { value: await codeFor({ email }) } });
  await page.instance.bindByCode();
  assert.equal(text(page, ".email"), email);
  assert.equal(page.data.message, "");
  await client.session.logout();
});

test("whom WeChat blocks is not let in", async () => {
  const page = open("blocked");
  await tap(page, ".login");
  await until(page, at("denied"));
});
