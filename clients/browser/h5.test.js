// The sample on an origin of its own, which may call the service by CORS; and with it the element,
// by mouse, touch and keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { APPLICATIONS, codeFor, messages, stranger, URL as CLOUD } from "../js/test/cloud.js";
import {
  barriers,
  close,
  DESKTOP,
  dragByMouse,
  dragByTouch,
  PHONE,
  serveClients,
  solveByKeyboard,
  visit,
} from "./browser.js";

let server;
before(async () => {
  server = await serveClients();
});
after(async () => {
  server.close();
  await close();
});

const open = (options) => visit(`${server.url}/samples/h5/?api=${CLOUD}`, options);

/** Requests a code to a mobile or an address. */
async function requestCode(page, to) {
  await page.getByLabel("Mobile or e-mail").fill(to);
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a person registers by mobile with the mouse, and stays signed in after a reload", async () => {
  const visited = await open();
  const { page, complaints } = visited;
  const { mobile } = stranger();
  assert.deepEqual(await barriers(page), []);
  await requestCode(page, mobile);
  await page.locator('bindery-captcha[data-phase="ready"]').waitFor();
  assert.deepEqual(await barriers(page), []);
  await dragByMouse(visited);
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByRole("alert").filter({ hasText: "Incorrect verification code" }).waitFor();
  await page.getByLabel("Code").fill(await codeFor({ mobile }));
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByText(`You are +86-${mobile}.`).waitFor();
  await page.reload();
  await page.getByText(`You are +86-${mobile}.`).waitFor();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByLabel("Mobile or e-mail").waitFor();
  assert.deepEqual(complaints, []);
});

test("a person registers by mail with a finger, on a phone", async () => {
  const visited = await open({ size: PHONE, touch: true });
  const { page, complaints } = visited;
  const { email } = stranger();
  await requestCode(page, email);
  await dragByTouch(visited);
  await page.getByLabel("Code").waitFor();
  await page.getByLabel("Code").fill(await codeFor({ email }));
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByText(`You are ${email}.`).waitFor();
  assert.deepEqual(complaints, []);
});

test("a person registers by keys alone", async () => {
  const visited = await open();
  const { page, complaints } = visited;
  const { email } = stranger();
  await page.keyboard.press("Tab");
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await solveByKeyboard(visited);
  await page.getByLabel("Code").waitFor();
  await page.keyboard.type(await codeFor({ email }));
  await page.keyboard.press("Enter");
  await page.getByText(`You are ${email}.`).waitFor();
  await page.keyboard.press("Enter");
  await page.getByLabel("Mobile or e-mail").waitFor();
  assert.deepEqual(complaints, []);
});

test("a wrong place brings a new picture, says so, and sends nothing", async () => {
  const visited = await open({ locale: "zh-CN" });
  const { page } = visited;
  await page.evaluate(() => document.documentElement.removeAttribute("lang"));
  const { mobile } = stranger();
  await requestCode(page, mobile);
  await page.locator('bindery-captcha[data-phase="ready"]').waitFor();
  const picture = page.locator("bindery-captcha .background");
  const before = await picture.getAttribute("src");
  await dragByMouse(visited, -40);
  await page.getByRole("status").filter({ hasText: "位置不对" }).waitFor();
  await page.locator('bindery-captcha[data-phase="ready"]').waitFor();
  assert.notEqual(await picture.getAttribute("src"), before);
  assert.deepEqual(await messages({ mobile }), []);
  const slider = page.getByRole("slider", { name: "拖动拼块" });
  assert.equal(await slider.getAttribute("aria-valuetext"), "0 / 263 像素");
  await dragByMouse(visited);
  await page.getByLabel("Code").waitFor();
});

test("a tap on the handle is no try, and the piece stays inside of the picture", async () => {
  const { page } = await open();
  const { mobile } = stranger();
  await requestCode(page, mobile);
  await page.locator('bindery-captcha[data-phase="ready"]').waitFor();
  const slider = page.getByRole("slider");
  await slider.click();
  for (const [key, value] of [
    ["End", "263"],
    ["ArrowRight", "263"],
    ["Shift+ArrowLeft", "253"],
    ["Home", "0"],
    ["PageDown", "0"],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await slider.getAttribute("aria-valuenow"), value, key);
  }
  assert.equal(await page.locator("bindery-captcha").getAttribute("data-phase"), "ready");
});

test("what the service refuses is shown, and another picture can be had", async () => {
  const visited = await open();
  const { page } = visited;
  await requestCode(page, "12");
  await dragByMouse(visited);
  const failed = page.locator('bindery-captcha[data-phase="failed"]');
  await failed.getByText("The sender parameter format is incorrect").waitFor();
  await page.getByRole("button", { name: "New picture" }).click();
  await page.locator('bindery-captcha[data-phase="ready"]').waitFor();
});

test("of two tabs that need a fresh id_token at once, one refreshes", async () => {
  const visited = await open();
  const { page, context } = visited;
  const { mobile } = stranger();
  await requestCode(page, mobile);
  await dragByMouse(visited);
  await page.getByLabel("Code").waitFor();
  await page.getByLabel("Code").fill(await codeFor({ mobile }));
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByText("You are").waitFor();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.endsWith(".session"));
    const session = JSON.parse(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify({ ...session, refresh_at: 0 }));
  });
  let refreshes = 0;
  context.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/session-token/id-token"))
      refreshes += 1;
  });
  const other = await context.newPage();
  await Promise.all([page.reload(), other.goto(page.url())]);
  await page.getByText("You are").waitFor();
  await other.getByText("You are").waitFor();
  assert.equal(refreshes, 1);
});

/** Runs a task with the client in a page of another origin than the service's. */
async function inPage(page, task, facts) {
  assert.notEqual(await page.evaluate(() => location.origin), new URL(CLOUD).origin);
  await page.evaluate(
    async ([baseUrl, clientId]) => {
      const { createClient } = await import("/js/src/index.js");
      globalThis.client = createClient({ baseUrl, clientId, language: "en" });
    },
    [CLOUD, APPLICATIONS.eiam],
  );
  return page.evaluate(task, facts);
}

for (const size of [DESKTOP, PHONE]) {
  const name = `an app of another origin binds, logs in again, is refreshed and logs out: ${size.width}`;
  test(name, async () => {
    const { page, complaints } = await open({ size });
    const { mobile, name: code } = stranger();
    const task = async ({ code, mobile }) => {
      const { client } = globalThis;
      const statuses = [];
      statuses.push((await client.wechat.login({ code })).status);
      statuses.push((await client.bind.wechatPhone({ wechat_code: `+86-${mobile}` })).status);
      await client.session.logout();
      statuses.push((await client.wechat.login({ code })).status);
      const first = await client.session.idToken();
      const second = await client.session.refresh();
      const known = await client.profile.get();
      await client.profile.update({ name: "李四" });
      const { name } = await client.profile.get();
      await client.session.logout();
      return { statuses, isFresh: first !== second, mobile: known.mobile, name };
    };
    assert.deepEqual(await inPage(page, task, { code, mobile }), {
      statuses: ["USER_REGISTER", "SUCCESS", "SUCCESS"],
      isFresh: true,
      mobile: `+86-${mobile}`,
      name: "李四",
    });
    assert.deepEqual(complaints, []);
  });
}

test("an app of another origin hears how long to wait, and what the log calls the request", async () => {
  const { page } = await open();
  await page.exposeFunction("placeOf", async (token) => {
    const puzzles = await (await fetch(`${CLOUD}/_local/puzzles.json`)).json();
    return puzzles.find((puzzle) => puzzle.token === token).x;
  });
  const task = async (mobile) => {
    const { client, placeOf } = globalThis;
    const send = async () => {
      const { token } = await client.captcha.get();
      await client.register.start({ mobile }, { token, x: await placeOf(token) });
    };
    await send();
    const { reason, retryAfter, requestId } = await send().catch((error) => error);
    return { reason, retryAfter, requestId };
  };
  const limit = await inPage(page, task, stranger().mobile);
  assert.equal(limit.reason, "too_many");
  assert(limit.retryAfter > 0 && limit.retryAfter <= 60, `${limit.retryAfter}`);
  assert.match(limit.requestId, /./);
});
