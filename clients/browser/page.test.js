// The page of the local cloud, as a newcomer uses it: every journey, in both languages, on a
// desktop and on a phone, in light and dark.

import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import {
  APPLICATIONS,
  messages,
  script,
  stranger,
  URL as CLOUD,
  vouched,
} from "../js/test/cloud.js";
import {
  barriers,
  close,
  DESKTOP,
  dragByMouse,
  dragByTouch,
  PHONE,
  solveByKeyboard,
  visit,
} from "./browser.js";

after(close);
afterEach(() => script());

const ENGLISH = {
  locale: "en-US",
  signUp: "Sign up",
  contact: "Mobile or e-mail",
  next: "Continue",
  fill: "Fill in",
  signedIn: "Signed in",
  refresh: "Refresh the id_token",
  refreshed: "Refreshed.",
  logout: "Log out",
  wire: "Wire",
  code: "Code",
  application: "Application",
  shop: "Demo shop · ciam",
  wechat: "WeChat",
  person: "Who comes from WeChat",
  wechatLogin: "Continue with WeChat",
  whichUser: "Which user are you?",
  number: "The phone number that WeChat vouches for",
  useNumber: "Use this number",
  unlink: "Unlink",
  saved: "Saved.",
  sessions: "Sessions",
  thisOne: "this one",
};
const CHINESE = {
  locale: "zh-CN",
  signUp: "注册",
  contact: "手机号或邮箱",
  next: "继续",
  fill: "填入",
  signedIn: "已登录",
  refresh: "刷新 id_token",
  refreshed: "已刷新。",
  logout: "退出登录",
  wire: "接口",
  code: "验证码",
  application: "应用",
  shop: "演示商城 · ciam",
  wechat: "微信",
  person: "微信用户",
  wechatLogin: "微信登录",
  whichUser: "请验证已注册的联系方式以绑定账号。",
  number: "微信提供的手机号",
  useNumber: "使用该手机号",
  unlink: "解绑",
  saved: "已保存。",
  sessions: "会话",
  thisOne: "当前会话",
};

const button = (page, name) => page.locator("#phone").getByRole("button", { name, exact: true });
const heading = (page, name) => page.locator("#phone").getByRole("heading", { name });

/** Opens a line of the wire that has `path`, and waits until its id_token is verified. */
async function verify(page, path) {
  await page.locator(".requests summary", { hasText: path }).first().click();
  await page.locator(".verdict.good").first().waitFor();
}

for (const [words, size, colorScheme] of [
  [ENGLISH, DESKTOP, "light"],
  [ENGLISH, PHONE, "dark"],
  [CHINESE, DESKTOP, "dark"],
  [CHINESE, PHONE, "light"],
]) {
  const isPhone = size === PHONE;
  const name = `${words.locale}, ${size.width} pixels wide, ${colorScheme}`;
  test(`a person registers by mobile, is refreshed and logs out: ${name}`, async () => {
    const { locale } = words;
    const visited = await visit(CLOUD, { size, touch: isPhone, locale, colorScheme });
    const { page, complaints } = visited;
    const { mobile } = stranger();
    await heading(page, words.signUp).waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByLabel(words.contact).fill(mobile);
    await button(page, words.next).click();
    await page.locator('bindery-captcha[data-phase="ready"]').waitFor();
    assert.deepEqual(await barriers(page), []);
    await (isPhone ? dragByTouch : dragByMouse)(visited);
    await page.locator("#notice").getByRole("button", { name: words.fill }).click();
    assert.deepEqual(await barriers(page), []);
    await button(page, words.next).click();
    await heading(page, words.signedIn).waitFor();
    await page.locator(".who", { hasText: `+86-${mobile}` }).waitFor();
    assert.deepEqual(await barriers(page), []);
    await button(page, words.refresh).click();
    await page.locator("#phone").getByText(words.refreshed).waitFor();
    if (isPhone) await page.locator("#views").getByRole("button", { name: words.wire }).click();
    await verify(page, "session-token/id-token");
    assert.deepEqual(await barriers(page), []);
    // Nothing of the page is wider than the screen.
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(width <= size.width, `${width}`);
    if (isPhone) await page.locator("#views button").first().click();
    await button(page, words.logout).click();
    await heading(page, words.signUp).waitFor();
    assert.deepEqual(complaints, []);
  });
}

for (const [words, size] of [
  [ENGLISH, DESKTOP],
  [ENGLISH, PHONE],
  [CHINESE, DESKTOP],
  [CHINESE, PHONE],
]) {
  const name = `${words.locale}, ${size.width} pixels wide`;
  test(`a person registers by mail and logs out by keys alone: ${name}`, async () => {
    const { locale } = words;
    const visited = await visit(CLOUD, { locale, size });
    const { page, complaints } = visited;
    const { keyboard } = page;
    const { email } = stranger();
    await heading(page, words.signUp).waitFor();
    await page.locator(":focus").and(page.getByLabel(words.contact)).waitFor();
    await keyboard.type(email);
    await keyboard.press("Enter");
    await solveByKeyboard(visited);
    await page
      .locator(":focus")
      .and(page.getByLabel(words.code, { exact: true }))
      .waitFor();
    const message = page.locator("#messages li", { hasText: email });
    await message.waitFor({ state: "attached" });
    await keyboard.type(await message.locator(".code strong").textContent());
    await keyboard.press("Enter");
    await heading(page, words.signedIn).waitFor();
    const logout = page.locator(":focus").and(button(page, words.logout));
    for (let tabs = 0; tabs < 12 && !(await logout.isVisible()); tabs += 1)
      await keyboard.press("Tab");
    await keyboard.press("Enter");
    await heading(page, words.signUp).waitFor();
    assert.deepEqual(complaints, []);
  });

  test(`a user who comes from WeChat binds, is known from then on, and unlinks: ${name}`, async () => {
    const { mobile } = await vouched();
    const { page, complaints } = await visit(CLOUD, { locale: words.locale, size });
    await page.getByLabel(words.application).selectOption({ label: words.shop });
    const signInWithWechat = async () => {
      await button(page, words.wechat).click();
      await page.getByLabel(words.person).fill(`shop-${mobile}`);
      await button(page, words.wechatLogin).click();
    };
    await signInWithWechat();
    await page.getByText(words.whichUser).waitFor();
    await page.getByLabel(words.number).fill(`+86-${mobile}`);
    await button(page, words.useNumber).click();
    await heading(page, words.signedIn).waitFor();
    await button(page, words.logout).click();
    await heading(page, words.signUp).or(heading(page, words.wechat)).first().waitFor();
    await signInWithWechat();
    await heading(page, words.signedIn).waitFor();
    await page.locator(".part summary", { hasText: words.wechat }).click();
    await button(page, words.unlink).first().click();
    await page.locator("#phone").getByText(words.saved).waitFor();
    await page.locator(".part summary", { hasText: words.sessions }).click();
    await page.getByText(words.thisOne).waitFor();
    assert.deepEqual(complaints, []);
  });
}

test("a stranger from WeChat becomes a user by a code", async () => {
  const visited = await visit(CLOUD, { locale: "en-US" });
  const { page, complaints } = visited;
  const { email, name } = stranger();
  await button(page, "WeChat").click();
  await page.getByLabel("Who comes from WeChat").fill(name);
  await button(page, "Continue with WeChat").click();
  await page.getByText("You are new here.").waitFor();
  await page.getByLabel("Mobile or e-mail").fill(email);
  await button(page, "Continue").first().click();
  await dragByMouse(visited);
  const message = page.locator("#messages li", { hasText: email });
  await message.getByRole("button", { name: "Fill in" }).click();
  await button(page, "Continue").click();
  await page.locator(".who", { hasText: email }).waitFor();
  assert.deepEqual(complaints, []);
});

test("a user changes the mail address and the name", async () => {
  const visited = await visit(CLOUD, { locale: "en-US" });
  const { page, complaints } = visited;
  const { mobile, email, name } = stranger();
  await button(page, "WeChat").click();
  await page.getByLabel("Who comes from WeChat").fill(name);
  await button(page, "Continue with WeChat").click();
  await page.getByLabel("The phone number that WeChat vouches for").fill(`+86-${mobile}`);
  await button(page, "Use this number").click();
  await page.locator(".part summary", { hasText: "Mobile and e-mail" }).click();
  await page.getByLabel("New mobile or e-mail").fill(email);
  await button(page, "Continue").click();
  await dragByMouse(visited);
  await page.locator("#notice").getByRole("button", { name: "Fill in" }).click();
  await button(page, "Continue").click();
  await page.locator(".who", { hasText: email }).waitFor();
  await page.locator(".part summary", { hasText: "Profile" }).click();
  await page.getByLabel("Name (optional)", { exact: true }).fill("李四");
  await button(page, "Save").first().click();
  await page.locator(".who strong", { hasText: "李四" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("a user logs in by a code and by password, and changes the password", async () => {
  const visited = await visit(CLOUD, { locale: "en-US" });
  const { page, complaints } = visited;
  const { mobile, name } = stranger();
  await page.getByLabel("Mobile or e-mail").fill(mobile);
  await page.getByLabel("User name (optional)").fill(name);
  await page.getByLabel("Password (optional)").fill("QWE@qwe123");
  await button(page, "Continue").click();
  await dragByMouse(visited);
  await page.locator("#notice").getByRole("button", { name: "Fill in" }).click();
  await button(page, "Continue").click();
  await heading(page, "Signed in").waitFor();
  await page.locator(".part summary", { hasText: "Password" }).click();
  await page.getByLabel("Old password").fill("QWE@qwe123");
  await page.getByLabel("New password").fill("Zuiderzee-1932");
  await button(page, "Save").last().click();
  await page.locator("#phone").getByText("Saved.").waitFor();
  await button(page, "Log out").click();

  await button(page, "Log in").first().click();
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill("QWE@qwe123");
  await button(page, "Log in").last().click();
  await page.getByRole("alert").getByText("Invalid account name or password").waitFor();
  await page.getByLabel("Password", { exact: true }).fill("Zuiderzee-1932");
  await button(page, "Log in").last().click();
  await heading(page, "Signed in").waitFor();
  assert.deepEqual(complaints, []);
});

test("a user who forgot the password sets another by a code", async () => {
  const { mobile } = await vouched();
  const visited = await visit(CLOUD, { locale: "en-US" });
  const { page, complaints } = visited;
  await button(page, "Log in").click();
  await page.getByText("Forgotten the password?").click();
  assert.deepEqual(await barriers(page), []);
  const form = page.locator(".part");
  await form.getByLabel("Mobile or e-mail").fill(mobile);
  await form.getByLabel("New password").fill("Zuiderzee-1932");
  await form.getByRole("button").click();
  await dragByMouse(visited);
  await page.locator("#notice").getByRole("button", { name: "Fill in" }).click();
  await button(page, "Continue").click();
  await page.locator(".who", { hasText: mobile }).waitFor();
  assert.deepEqual(complaints, []);
});

test("a text that nobody heard of is repeated by the client and sent once", async () => {
  const visited = await visit(CLOUD, { locale: "en-US" });
  const { page } = visited;
  const { mobile } = stranger();
  await page.getByRole("button", { name: "The next text is sent, but nobody hears of it" }).click();
  await page.getByText("Waiting: The next text is sent").waitFor();
  await page.getByLabel("Mobile or e-mail").fill(mobile);
  await button(page, "Continue").click();
  await dragByMouse(visited);
  await page.getByLabel("Code", { exact: true }).waitFor();
  await page.locator(".requests summary", { hasText: "sms/send" }).getByText("repeat").waitFor();
  assert.equal((await messages({ mobile })).length, 1);
  await page.getByText("No fault waits.").waitFor();
});

test("an answer that is lost on its way is asked for again", async () => {
  const visited = await visit(CLOUD, { locale: "en-US" });
  const { page } = visited;
  const { mobile, name } = stranger();
  await button(page, "WeChat").click();
  await page.getByLabel("Who comes from WeChat").fill(name);
  await button(page, "Continue with WeChat").click();
  await page.getByLabel("The phone number that WeChat vouches for").fill(`+86-${mobile}`);
  await page.getByRole("button", { name: "The next answer is lost on its way" }).click();
  await button(page, "Use this number").click();
  await heading(page, "Signed in").waitFor();
  const lines = page.locator(".requests summary", { hasText: "wechat-mobile-register-bind" });
  assert.equal(await lines.count(), 2);
  await lines.getByText("answer lost").waitFor();
  await lines.getByText("repeat").waitFor();
});

test("a wrong code is told in the language of the page, which can be changed at any time", async () => {
  const visited = await visit(CLOUD, { locale: "en-US" });
  const { page } = visited;
  const { mobile } = stranger();
  await page.getByLabel("Mobile or e-mail").fill(mobile);
  await button(page, "Continue").click();
  await dragByMouse(visited);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await button(page, "Continue").click();
  await page.getByRole("alert").getByText("Incorrect verification code").waitFor();
  await page.getByLabel("Language").selectOption("zh-CN");
  await page.getByLabel("验证码", { exact: true }).fill("000000");
  await button(page, "继续").click();
  await page.getByRole("alert").getByText("验证码").waitFor();
  await page.reload();
  await heading(page, "注册").waitFor();
});

test("a session that another local cloud on the port gave is forgotten", async () => {
  const { page, complaints } = await visit(CLOUD, { locale: "en-US" });
  const { mobile, name } = stranger();
  await page.getByLabel("Application").selectOption(APPLICATIONS.eiam);
  await button(page, "WeChat").click();
  await page.getByLabel("Who comes from WeChat").fill(name);
  await button(page, "Continue with WeChat").click();
  await page.getByLabel("The phone number that WeChat vouches for").fill(`+86-${mobile}`);
  await button(page, "Use this number").click();
  await heading(page, "Signed in").waitFor();
  const key = `bindery.${APPLICATIONS.eiam}.session`;
  await page.evaluate((key) => {
    const session = JSON.parse(localStorage.getItem(key));
    const [, ...rest] = session.id_token.split(".");
    session.id_token = [btoa('{"alg":"RS256","typ":"JWT","kid":"gone"}'), ...rest].join(".");
    session.session_token = "0".repeat(session.session_token.length);
    localStorage.setItem(key, JSON.stringify(session));
  }, key);
  await page.reload();
  await page.getByRole("alert").getByText("expired").waitFor();
  await heading(page, "Sign up").waitFor();
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), key), null);
  assert.deepEqual(complaints, []);
});

test("the page says that the local cloud has ended, until it is there again", async () => {
  const { page, context, complaints } = await visit(CLOUD, { locale: "en-US" });
  await heading(page, "Sign up").waitFor();
  const notice = page.getByText("The local cloud has ended.");
  assert.equal(await notice.isVisible(), false);
  await context.setOffline(true);
  await notice.waitFor();
  assert.deepEqual(await barriers(page), []);
  await page.getByLabel("Language").selectOption("zh-CN");
  await page.getByText("本地服务已停止。").waitFor();
  await page.getByRole("button", { name: "下一条短信发送失败" }).click();
  await context.setOffline(false);
  await page.locator("#ended").waitFor({ state: "hidden" });
  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes("ERR_INTERNET_DISCONNECTED")),
    [],
  );
});

test("what a curl of the wire says is what was sent", async () => {
  const { page } = await visit(CLOUD, { locale: "en-US" });
  await button(page, "WeChat").click();
  await page.getByLabel("Who comes from WeChat").fill("it's");
  await button(page, "Continue with WeChat").click();
  await page.getByText("You are new here.").waitFor();
  await page.locator(".requests summary", { hasText: "login/wechat-miniprogram" }).click();
  const curl = await page.locator(".curl").textContent();
  const { execFileSync } = await import("node:child_process");
  const answer = execFileSync("bash", ["-c", curl], { encoding: "utf8" });
  assert.equal(JSON.parse(answer).status, "USER_REGISTER");
});

test("the reference has every call, finds one by a word, and opens the one in the address", async () => {
  const { page, complaints } = await visit(`${CLOUD}/docs#sms-send`, { size: PHONE });
  await page.getByText("captcha_token").first().waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(width <= PHONE.width, `${width}`);
  assert.deepEqual(await barriers(page), []);
  // On a phone a table has no header; this is what to do about an error.
  await page.getByText("Get a new puzzle").first().waitFor();
  const { paths, tags } = await (await fetch(`${CLOUD}/openapi.json`)).json();
  const calls = page.locator("#calls .path");
  // Group by group.
  const documented = tags.flatMap(({ name }) =>
    Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method, operation]) => method !== "head" && operation.tags.includes(name))
        .map(() => path),
    ),
  );
  assert(documented.length >= 45, `${documented.length}`);
  assert.deepEqual(await calls.allTextContents(), documented);
  await page.getByLabel("Find a call").fill("social/bind");
  const shown = page.locator("#calls li:visible");
  assert.equal(await shown.count(), 1);
  await shown.locator("summary").click();
  await shown.getByText("verify_code").first().waitFor();
  assert.deepEqual(await barriers(page), []);
  assert.deepEqual(complaints, []);
});

test("the lists say when there is more, and do not reload themselves", async () => {
  const { page, complaints } = await visit(`${CLOUD}/_local/outbox`, { locale: "en-US" });
  assert.deepEqual(await barriers(page), []);
  await page.evaluate(() => {
    globalThis.isSamePage = true;
  });
  const other = await visit(CLOUD, { locale: "en-US" });
  await other.page.getByLabel("Mobile or e-mail").fill(stranger().mobile);
  await button(other.page, "Continue").click();
  await dragByMouse(other);
  await page.getByRole("link", { name: "There is more" }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.isSamePage), true);
  await page.setViewportSize(PHONE);
  for (const [path, name] of [
    ["outbox", "Outbox"],
    ["wechat", "WeChat"],
  ]) {
    await page.goto(`${CLOUD}/_local/${path}`);
    const current = page.locator("#pages [aria-current=page]");
    assert.deepEqual(await current.allTextContents(), [name]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(width <= PHONE.width, `${width}`);
    assert.deepEqual(await barriers(page), []);
  }
  assert.deepEqual(complaints, []);
});
