// A mini program in Node.js: `miniprogram-simulate` over jsdom, with a `wx` that reaches the local
// cloud. Importing this sets up the globals.

import { createRequire } from "node:module";
import { JSDOM } from "jsdom";
import { fakeWx } from "../../js/test/wx.js";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });

/** A touch event as WeChat makes it: jsdom's keeps no touches. */
class TouchEvent extends window.Event {
  constructor(type, { touches, targetTouches, changedTouches, ...options }) {
    super(type, options);
    Object.assign(this, { touches, targetTouches, changedTouches });
  }
}

Object.assign(window, { TouchEvent });
for (const name of ["document", "Event", "CustomEvent", "Node", "Element", "HTMLElement", "Text"]) {
  globalThis[name] = window[name];
}
Object.assign(globalThis, { window, TouchEvent });

// A phone whose screen is 375 pixels wide: 620rpx are 310 of them. The simulator adds what it has.
globalThis.wx = {
  ...fakeWx(),
  getWindowInfo: () => ({ windowWidth: 375 }),
  getAppBaseInfo: () => ({ language: "en" }),
};

const simulate = createRequire(import.meta.url)("miniprogram-simulate");

/**
 * Renders a component.
 *
 * @param {string} path Without its extension.
 */
export function render(path, properties = {}, usingComponents = {}) {
  const id = simulate.load(path, { compiler: "simulate", rootPath: "/", usingComponents });
  const component = simulate.render(id, properties);
  component.attach(document.body.appendChild(document.createElement("div")));
  return component;
}

/**
 * Waits until something is so. It is looked at after each change of a component's data, which the
 * simulator makes at once.
 *
 * @param {any} component
 * @param {(data: any) => unknown} isSo
 */
export function until(component, isSo) {
  const { instance } = component;
  if (isSo(instance.data)) return Promise.resolve();
  return new Promise((resolve) => {
    const setData = instance.setData;
    instance.setData = function watched(...change) {
      setData.apply(this, change);
      if (!isSo(this.data)) return;
      instance.setData = setData;
      resolve(undefined);
    };
  });
}

/** The detail of the next event of a name. */
export function next(component, name) {
  return new Promise((resolve) =>
    component.addEventListener(name, ({ detail }) => resolve(detail)),
  );
}

/** Dispatches an event. The simulator does so a moment later. */
export async function dispatch(part, type, x) {
  part.dispatchEvent(type, x === undefined ? {} : { touches: [{ x, y: 10 }] });
  await null;
  await null;
}

/** Touches `part` and moves by so many pixels of the screen. */
export async function drag(part, by, end = "touchend") {
  await dispatch(part, "touchstart", 20);
  await dispatch(part, "touchmove", 20 + by / 2);
  await dispatch(part, "touchmove", 20 + by);
  await dispatch(part, end);
}
