// <bindery-captcha>: the puzzle as an element, for any framework or none.
//
//   const captcha = document.querySelector("bindery-captcha");
//   captcha.client = createClient({ … });
//   captcha.contact = { mobile: "15201657315" };
//   captcha.addEventListener("bindery-sent", () => showCodeField());
//
// It shows a puzzle once it has both. When the piece is in its place, it has the code sent for the
// purpose in its attribute `purpose`: `register` (as if absent), `bind`, `login`, `mfa`, `contact`
// or `password`, the groups of the client that have `start`. It tells by events, which bubble:
// `bindery-sent`, and `bindery-error` with the error as `detail`.
//
// Attributes: `purpose`, and `lang` for English or Chinese. Slot `alternative`: what a person can
// do who cannot solve it, such as signing in by WeChat's phone number. Custom properties:
// `--bindery-accent`, `--bindery-on-accent`, `--bindery-surface`, `--bindery-border`.

import { createCaptcha, PICTURE, textsIn } from "./captcha.js";

/** How far the piece moves by a key, in pixels of the picture. */
const STEPS = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 20,
  PageDown: -20,
  Home: -PICTURE.range,
  End: PICTURE.range,
};

const STYLE = `
  :host {
    --accent: var(--bindery-accent, #1a6b45);
    --on-accent: var(--bindery-on-accent, #fff);
    --surface: var(--bindery-surface, #eef1f4);
    --border: var(--bindery-border, #767f8a);
    display: block;
    max-inline-size: 26rem;
  }
  :host([hidden]) { display: none; }
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --accent: var(--bindery-accent, light-dark(#1a6b45, #5fc493));
      --on-accent: var(--bindery-on-accent, light-dark(#fff, #10151a));
      --surface: var(--bindery-surface, light-dark(#eef1f4, #2a3038));
      --border: var(--bindery-border, light-dark(#767f8a, #8a94a0));
    }
  }
  .picture {
    position: relative;
    aspect-ratio: ${PICTURE.width} / ${PICTURE.height};
    overflow: hidden;
    border-radius: .5rem;
    background: var(--surface);
    direction: ltr;
  }
  .picture img {
    position: absolute;
    inset-block: 0;
    left: 0;
    block-size: 100%;
    user-select: none;
    -webkit-user-drag: none;
  }
  .picture img:not([src]) { visibility: hidden; }
  .background { inline-size: 100%; }
  .piece {
    inline-size: ${(100 * PICTURE.piece) / PICTURE.width}%;
    filter: drop-shadow(0 0 2px #000a);
    touch-action: none;
    cursor: grab;
  }
  .track {
    position: relative;
    block-size: 2.75rem;
    margin-block-start: .5rem;
    border: 1px solid var(--border);
    border-radius: 1.5rem;
    background: var(--surface);
    direction: ltr;
  }
  .hint {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding-inline: 3.25rem 1rem;
    font-size: .875rem;
    line-height: 1.2;
    text-align: center;
    pointer-events: none;
  }
  .handle {
    position: absolute;
    inset-block: -1px;
    left: 0;
    inline-size: ${(100 * PICTURE.piece) / PICTURE.width}%;
    display: grid;
    place-items: center;
    border-radius: 1.5rem;
    background: var(--accent);
    color: var(--on-accent);
    touch-action: none;
    cursor: grab;
  }
  .handle:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .handle:active, .piece:active { cursor: grabbing; }
  .handle[aria-disabled=true] { opacity: .5; cursor: default; }
  .foot { display: flex; gap: .75rem; align-items: center; margin-block-start: .5rem; min-block-size: 2.75rem; }
  .message { flex: 1; margin: 0; font-size: .875rem; }
  button {
    min-block-size: 2.75rem;
    padding-inline: .9rem;
    border: 1px solid var(--border);
    border-radius: .5rem;
    background: none;
    color: inherit;
    font: inherit;
    font-size: .875rem;
    cursor: pointer;
  }
`;

// Not a `<style>`, which the content security policy of many pages forbids.
const STYLE_SHEET = new CSSStyleSheet();
STYLE_SHEET.replaceSync(STYLE);

const MARKUP = `
  <div class="picture" part="picture">
    <img class="background" draggable="false"><img class="piece" alt="" draggable="false">
  </div>
  <div class="track" part="track">
    <span class="hint" aria-hidden="true"></span>
    <div class="handle" part="handle" role="slider" tabindex="0" aria-valuemin="0"
      aria-valuemax="${PICTURE.range}" aria-describedby="help">
      <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2"
        stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m5 5 5 5-5 5m6-10 5 5-5 5"/></svg>
    </div>
  </div>
  <div class="foot">
    <p class="message" role="status"></p>
    <button type="button" part="reload"></button>
  </div>
  <span id="help" hidden></span>
  <slot name="alternative"></slot>
`;

/** @typedef {"register" | "bind" | "login" | "mfa" | "contact" | "password"} Purpose */

/** The element `<bindery-captcha>`. */
export class BinderyCaptcha extends HTMLElement {
  /** @type {import("./client.js").Client | null} */
  #client = null;
  /** @type {import("./types.js").Contact | null} */
  #contact = null;
  #x = 0;
  /**
   * Where the piece and the pointer were when a drag began.
   *
   * @type {{ x: number, at: number } | null}
   */
  #drag = null;
  #root = this.attachShadow({ mode: "open" });
  #captcha = createCaptcha({
    get: () => this.#ready().client.captcha.get(),
    send: (solution) => {
      const { client, contact } = this.#ready();
      return client[this.purpose].start(contact, solution);
    },
    language: () => this.#language,
    show: (state) => this.#show(state),
  });

  constructor() {
    super();
    this.#root.innerHTML = MARKUP;
    this.#root.adoptedStyleSheets = [STYLE_SHEET];
    const handle = this.#part(".handle");
    for (const target of [handle, this.#part(".piece")]) {
      target.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) =>
        this.#grab(event),
      );
      target.addEventListener("pointermove", (/** @type {PointerEvent} */ event) =>
        this.#pull(event),
      );
      target.addEventListener("pointerup", () => this.#release());
      // The system took the gesture over: that is not the person's try.
      target.addEventListener("pointercancel", () => this.#letGo(0));
    }
    handle.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#press(event));
    this.#part("button").addEventListener("click", () => this.reload());
  }

  /** What the code is for. */
  get purpose() {
    return /** @type {Purpose} */ (this.getAttribute("purpose") ?? "register");
  }

  set purpose(purpose) {
    this.setAttribute("purpose", purpose);
  }

  /**
   * The client that gets puzzles and has codes sent.
   *
   * @type {import("./client.js").Client | null}
   */
  get client() {
    return this.#client;
  }

  set client(client) {
    this.#client = client;
    this.#begin();
  }

  /**
   * Where the code goes to. Another contact brings another puzzle.
   *
   * @type {import("./types.js").Contact | null}
   */
  get contact() {
    return this.#contact;
  }

  set contact(contact) {
    this.#contact = contact;
    this.#begin();
  }

  connectedCallback() {
    this.#begin();
  }

  /** Shows another puzzle, unless one is on its way or being tried. */
  async reload() {
    if (["loading", "checking"].includes(this.#captcha.state.phase)) return;
    this.#report(await this.#captcha.load());
  }

  focus() {
    this.#part(".handle").focus();
  }

  #begin() {
    this.#show(this.#captcha.state);
    if (this.#client && this.#contact && this.isConnected) this.reload();
  }

  #ready() {
    if (!this.#client || !this.#contact)
      throw new Error("bindery-captcha needs client and contact");
    return { client: this.#client, contact: this.#contact };
  }

  get #language() {
    return /** @type {HTMLElement | null} */ (this.closest("[lang]"))?.lang || navigator.language;
  }

  /** @param {import("./errors.js").BinderyError | null | undefined} error */
  #report(error) {
    if (!error) return;
    this.dispatchEvent(
      new CustomEvent("bindery-error", { detail: error, bubbles: true, composed: true }),
    );
  }

  /**
   * @param {string} selector
   * @returns {any}
   */
  #part(selector) {
    return this.#root.querySelector(selector);
  }

  /** @param {import("./captcha.js").CaptchaState} state */
  #show({ phase, message, picture, piece }) {
    const texts = textsIn(this.#language);
    for (const [selector, url] of [
      [".background", picture],
      [".piece", piece],
    ]) {
      if (url) this.#part(selector).src = url;
      else this.#part(selector).removeAttribute("src");
    }
    this.#part(".background").alt = texts.picture;
    this.#part(".hint").textContent = phase === "ready" ? texts.label : "";
    this.#part(".message").textContent = message;
    this.#part("#help").textContent = texts.help;
    this.#part("button").textContent = texts.reload;
    const handle = this.#part(".handle");
    handle.setAttribute("aria-label", texts.label);
    handle.setAttribute("aria-disabled", String(phase !== "ready"));
    if (phase === "loading") this.#letGo(0);
    else this.#moveTo(this.#x);
    this.dataset.phase = phase;
  }

  /** @param {number} x */
  #moveTo(x) {
    this.#x = Math.min(PICTURE.range, Math.max(0, x));
    const left = `${(100 * this.#x) / PICTURE.width}%`;
    this.#part(".piece").style.left = left;
    const handle = this.#part(".handle");
    handle.style.left = left;
    handle.setAttribute("aria-valuenow", String(Math.round(this.#x)));
    handle.setAttribute("aria-valuetext", textsIn(this.#language).at(Math.round(this.#x)));
    if (this.#x > 0) this.#part(".hint").textContent = "";
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (this.#captcha.state.phase !== "ready" || event.button !== 0) return;
    event.preventDefault();
    const target = /** @type {HTMLElement} */ (event.currentTarget);
    target.setPointerCapture(event.pointerId);
    this.#part(".handle").focus({ preventScroll: true });
    this.#drag = { x: this.#x, at: event.clientX };
  }

  /** @param {PointerEvent} event */
  #pull(event) {
    if (!this.#drag) return;
    const scale = PICTURE.width / this.#part(".picture").clientWidth;
    this.#moveTo(this.#drag.x + (event.clientX - this.#drag.at) * scale);
  }

  #release() {
    if (!this.#drag) return;
    const moved = Math.abs(this.#x - this.#drag.x);
    this.#letGo(this.#x);
    // A tap is no try.
    if (moved >= 1) this.#drop();
  }

  /** @param {number} x */
  #letGo(x) {
    this.#drag = null;
    this.#moveTo(x);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (this.#captcha.state.phase !== "ready") return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#drop();
      return;
    }
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    if (step === undefined) return;
    event.preventDefault();
    this.#moveTo(this.#x + step * (event.shiftKey ? 10 : 1));
  }

  async #drop() {
    const error = await this.#captcha.drop(Math.round(this.#x));
    if (error === null) {
      this.dispatchEvent(new CustomEvent("bindery-sent", { bubbles: true, composed: true }));
    }
    this.#report(error);
  }
}

customElements.define("bindery-captcha", BinderyCaptcha);
