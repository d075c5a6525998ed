// Chromium for the tests: pages that fail on any complaint of the browser, and hands that solve
// puzzles by what the local cloud tells of them.

import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { URL as CLOUD } from "../js/test/cloud.js";

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** How long something may take to appear, in milliseconds, before a test fails. */
const PATIENCE = 10_000;

/** The browser must not look for anything outside of this machine. */
const launching = chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

/** Ends the browser; the process would wait for it. */
export const close = async () => (await launching).close();

/**
 * A page of its own browser profile. `complaints` holds every error that the browser reports, but
 * for answers of the service that are not 200, which it reports as well.
 */
export async function visit(url, { size = DESKTOP, touch = false, ...options } = {}) {
  const browser = await launching;
  const context = await browser.newContext({ viewport: size, hasTouch: touch, ...options });
  context.setDefaultTimeout(PATIENCE);
  const complaints = [];
  let puzzle = null;
  context.on("page", (page) => {
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      const isAnswer = /status of 4\d\d/.test(message.text());
      if (["error", "warning"].includes(message.type()) && !isAnswer)
        complaints.push(message.text());
    });
    page.on("response", async (response) => {
      if (response.url().endsWith("/sdk/captcha")) puzzle = response.json();
    });
  });
  const page = await context.newPage();
  await page.goto(url);
  return { page, context, complaints, puzzle: () => puzzle };
}

/** Waits until a puzzle is shown, and says where its gap is. */
async function gap({ page, puzzle }) {
  await page.locator('bindery-captcha[data-phase="ready"]').waitFor();
  const { token } = await puzzle();
  const puzzles = await (await fetch(`${CLOUD}/_local/puzzles.json`)).json();
  return puzzles.find((each) => each.token === token).x;
}

/** Where the handle is, and how many pixels of the screen the piece has to move. */
async function measure(visited, off) {
  const x = (await gap(visited)) + off;
  const { page } = visited;
  const handle = page.locator("bindery-captcha .handle");
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  const { width } = await page.locator("bindery-captcha .picture").boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, by: (x * width) / 310 };
}

/** Drags the handle with the mouse. `off` misses the gap by so many pixels of the picture. */
export async function dragByMouse(visited, off = 0) {
  const { x, y, by } = await measure(visited, off);
  const { mouse } = visited.page;
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + by / 2, y + 3, { steps: 4 });
  await mouse.move(x + by, y - 2, { steps: 4 });
  await mouse.up();
}

/** Drags the handle with a finger. */
export async function dragByTouch(visited) {
  const { x, y, by } = await measure(visited, 0);
  const session = await visited.context.newCDPSession(visited.page);
  const touch = (type, ...touchPoints) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", { x, y });
  for (const part of [0.3, 0.6, 1]) await touch("touchMove", { x: x + by * part, y });
  await touch("touchEnd");
}

/** Solves the puzzle by keys alone; the handle has the focus. */
export async function solveByKeyboard(visited) {
  const x = await gap(visited);
  const { keyboard } = visited.page;
  for (let step = 0; step < Math.floor(x / 20); step += 1) await keyboard.press("PageUp");
  for (let step = 0; step < x % 20; step += 1) await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds wrong for people with disabilities: labels, roles, contrast and the like. */
export async function barriers(page) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
};

/** Serves clients/ on an origin of its own, as an app would. */
export async function serveClients() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    const file = join(root, path.endsWith("/") ? `${path}index.html` : path);
    const stream = createReadStream(file);
    stream.on("error", () => response.writeHead(404).end());
    stream.once("open", () =>
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "" }),
    );
    stream.pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
