// Bindery's client for web pages and WeChat mini programs. The README beside this folder shows it.

/**
 * @typedef {import("./client.js").Client} Client
 * @typedef {import("./client.js").ClientOptions} ClientOptions
 * @typedef {import("./errors.js").Reason} Reason
 * @typedef {import("./platform.js").Platform} Platform
 * @typedef {import("./platform.js").Storage} Storage
 * @typedef {import("./platform.js").Transport} Transport
 * @typedef {import("./session.js").Claims} Claims
 * @typedef {import("./types.js").Contact} Contact
 * @typedef {import("./types.js").SignIn} SignIn
 * @typedef {import("./types.js").Solution} Solution
 */

export { createCaptcha, PICTURE, textsIn } from "./captcha.js";
export { createClient } from "./client.js";
export { BinderyError } from "./errors.js";
export {
  fetchTransport,
  memoryStorage,
  webPlatform,
  webStorage,
  wxPlatform,
  wxStorage,
  wxTransport,
} from "./platform.js";
export { claimsOf } from "./session.js";
