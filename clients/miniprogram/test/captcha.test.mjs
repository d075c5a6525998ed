// The component in the simulator, against the local cloud.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { dispatch, drag, next, render, until } from "./simulator.mjs";
import { app, codeFor, messages, solved, stranger } from "../../js/test/cloud.js";

const PATH = fileURLToPath(new URL("../captcha/captcha", import.meta.url));

/** A component that shows a puzzle, where its gap is, and which events it fired. */
async function shown(properties) {
  const { client } = app();
  const contact = { mobile: stranger().mobile };
  let target = 0;
  const { get } = client.captcha;
  client.captcha.get = async () => {
    const puzzle = await get();
    // The helper looks up the gap of the puzzle that it is given.
    ({ x: target } = await solved({ captcha: { get: async () => puzzle } }));
    return puzzle;
  };
  const component = render(PATH, properties);
  const events = [];
  component.addEventListener("sent", () => events.push("sent"));
  component.addEventListener("error", ({ detail }) => events.push(detail));
  await component.instance.open(client, contact);
  return { component, client, contact, events, target: () => target };
}

const text = (component, selector) => component.querySelector(selector).dom.textContent.trim();

test("the piece is dragged into its gap, and the code is sent", async () => {
  const { component, contact, target } = await shown();
  const sent = next(component, "sent");
  await drag(component.querySelector(".handle"), target());
  await sent;
  assert.equal(component.data.phase, "sent");
  assert.match(await codeFor(contact), /^\d{6}$/);
});

test("it can be dragged by the piece itself, on a screen of any size", async () => {
  const { component, target } = await shown();
  const { getWindowInfo } = wx;
  wx.getWindowInfo = () => ({ windowWidth: 750 });
  await drag(component.querySelector(".piece"), target() * 2);
  wx.getWindowInfo = getWindowInfo;
  await next(component, "sent");
});

test("it is solved by buttons alone", async () => {
  const { component, target } = await shown();
  for (let x = 0; x < target(); x += 5) await dispatch(component.querySelector(".right"), "tap");
  await dispatch(component.querySelector(".right"), "tap");
  await dispatch(component.querySelector(".left"), "tap");
  await dispatch(component.querySelector(".done"), "tap");
  await next(component, "sent");
});

test("a wrong place brings a new puzzle and sends nothing", async () => {
  const { component, contact, events, target } = await shown({ language: "en" });
  const before = component.data.picture;
  await drag(component.querySelector(".handle"), target() - 40);
  await until(component, ({ phase, picture }) => phase === "ready" && picture !== before);
  assert.match(text(component, ".message"), /not the place/);
  assert.equal(component.data.x, 0);
  assert.deepEqual(events, []);
  assert.deepEqual(await messages(contact), []);
  const sent = next(component, "sent");
  await drag(component.querySelector(".handle"), target());
  await sent;
});

test("what the service refuses is shown, and another puzzle can be had", async () => {
  const { component, client, contact, target } = await shown({ language: "en" });
  await client.register.start(contact, await solved(client));
  await component.instance.reload();
  await drag(component.querySelector(".handle"), target());
  const { reason, retryAfter } = await next(component, "error");
  assert.equal(reason, "too_many");
  assert(retryAfter > 0);
  assert.match(text(component, ".message"), /Too many requests/);
  await dispatch(component.querySelector(".reload"), "tap");
  await until(component, ({ phase }) => phase === "ready");
});

test("neither a tap nor a gesture that the system takes over is a try", async () => {
  const { component } = await shown();
  await drag(component.querySelector(".handle"), 0);
  await drag(component.querySelector(".handle"), 90, "touchcancel");
  assert.equal(component.data.phase, "ready");
  assert.equal(component.data.x, 0);
});

test("the piece stays inside of the picture", async () => {
  const { component } = await shown();
  const handle = component.querySelector(".handle");
  await dispatch(handle, "touchstart", 0);
  await dispatch(handle, "touchmove", 999);
  assert.equal(component.data.x, 263);
  await dispatch(handle, "touchmove", -999);
  assert.equal(component.data.x, 0);
});

test("a screen reader hears what it is and where the piece is, in either language", async () => {
  const { component } = await shown();
  assert.equal(component.data.texts.label, "拖动拼块到形状相同的缺口");
  await dispatch(component.querySelector(".right"), "tap");
  assert.equal(component.data.position, "5 / 263 像素");
  component.setData({ language: "en" });
  assert.equal(component.data.position, "5 of 263 pixels");
  assert.equal(component.data.texts.label, "Slide the piece into the gap of its shape");
});
