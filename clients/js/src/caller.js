// One call to the service: headers, retries, and what an answer means.
//
// A lost answer says nothing about whether the call was carried out. Calls that the service makes
// repeatable by `Idempotency-Key` are repeated with the same key, here and by a later identical
// call of the app, so a second tap on "send" after a failure never sends a second text.

import { BinderyError, errorOf, ownError } from "./errors.js";

/** How long the service recognises a repeated request, in milliseconds. */
const KEY_LIFETIME = 10 * 60 * 1000;

/** Milliseconds before each repetition. */
const PAUSES = [300, 1200];

/** After these, it is open whether the call was carried out. */
const OPEN = new Set(["no_answer", "busy", "not_sent"]);

/**
 * @typedef {object} CallOptions
 * @property {"GET" | "POST"} [method] GET, unless there is a body.
 * @property {object} [body]
 * @property {Record<string, string>} [headers]
 * @property {boolean} [keyed] Whether the service recognises a repeat by `Idempotency-Key`.
 * @property {boolean} [repeatable] Whether doing it twice is the same as doing it once. Keyed
 *   calls and GET are.
 *
 * @typedef {(path: string, options?: CallOptions) => Promise<any>} Call Answers are as api.d.ts
 *   says; each caller declares which.
 *
 * @typedef {object} CallerOptions
 * @property {string} baseUrl
 * @property {string} clientId
 * @property {string} [tenantId]
 * @property {() => string | undefined} language
 * @property {number} timeout
 * @property {import("./platform.js").Platform} platform
 * @property {() => Promise<string>} deviceId
 */

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export const hex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Header values are visible ASCII; a browser refuses to send others.
 *
 * @param {string} text
 */
const visible = (text) => text.replace(/[^ -~]/g, "?").slice(0, 256);

/**
 * @param {CallerOptions} options
 * @returns {Call}
 */
export function createCaller(options) {
  const { baseUrl, clientId, tenantId, language, timeout, platform, deviceId } = options;

  /**
   * The keys of calls whose answers were not heard, by what was asked.
   *
   * @type {Map<string, { key: string, until: number }>}
   */
  const unanswered = new Map();

  /** @param {string} request */
  async function keyFor(request) {
    const now = Date.now();
    for (const [name, { until }] of unanswered) {
      if (until <= now) unanswered.delete(name);
    }
    const known = unanswered.get(request);
    if (known) return known.key;
    const key = hex(await platform.random());
    unanswered.set(request, { key, until: now + KEY_LIFETIME });
    return key;
  }

  /** @returns {Promise<Record<string, string>>} */
  async function commonHeaders() {
    const spoken = language();
    return {
      "X-client-id": clientId,
      "X-operating-sys-version": visible(platform.device.system),
      "X-device-fingerprint": await deviceId(),
      "X-agent": visible(platform.device.agent),
      ...(spoken && { "X-L": spoken }),
      ...(tenantId && { "X-tenant-id": tenantId }),
    };
  }

  /**
   * @param {import("./platform.js").Request} request
   * @returns {Promise<{ value: any } | BinderyError>}
   */
  async function exchange(request) {
    try {
      const answer = await platform.transport(request);
      if (answer.status !== 200) return errorOf(answer);
      // Some calls answer success by an empty body. What is not JSON is not of the service: the
      // page of a public network where one has to sign in first, say.
      return { value: answer.body ? JSON.parse(answer.body) : undefined };
    } catch (cause) {
      return ownError("no_answer", language(), cause);
    }
  }

  /** @type {Call} */
  return async function call(path, { method, body, headers, keyed, repeatable } = {}) {
    const text = body && JSON.stringify(body);
    const verb = method ?? (text ? "POST" : "GET");
    const identity = [path, text, JSON.stringify(headers)].join("\n");
    const request = {
      method: verb,
      url: `${baseUrl}/api/v2/sdk/${path}`,
      headers: {
        ...(await commonHeaders()),
        ...(verb === "POST" && { "Content-Type": "application/json" }),
        ...(keyed && { "Idempotency-Key": await keyFor(identity) }),
        ...headers,
      },
      body: text,
      timeout,
    };
    const pauses = keyed || repeatable || verb === "GET" ? [...PAUSES] : [];
    for (let isRepeat = false; ; isRepeat = true) {
      const answer = await exchange(request);
      if (!(answer instanceof BinderyError)) {
        unanswered.delete(identity);
        return answer.value;
      }
      // A repeat is told to wait while the first one is still being carried out.
      const isOpen = OPEN.has(answer.reason) || (isRepeat && answer.reason === "too_many");
      if (!isOpen) unanswered.delete(identity);
      const pause = isOpen ? pauses.shift() : undefined;
      if (pause === undefined) throw answer;
      await platform.wait(pause);
    }
  };
}
