// The session on this device: kept in the storage, shared by all pages of the app.
//
// An id_token is refreshed when a call needs it and it is about to end. However many callers and
// pages need it at once, one of them asks the service: they take turns by a lock, and each looks
// into the storage first.

import { BinderyError, ownError } from "./errors.js";

/**
 * @typedef {object} StoredSession
 * @property {string} session_token
 * @property {string} id_token
 * @property {number} ends When the session ends, in milliseconds of this device's clock.
 * @property {number} refresh_at When the `id_token` should be refreshed, by the same clock.
 *
 * @typedef {object} Claims What an `id_token` says. The signature is for servers to verify.
 * @property {string} sub
 * @property {string} aud
 * @property {string} iss
 * @property {number} iat
 * @property {number} exp
 * @property {string} sid
 * @property {string} [id]
 * @property {string} [name]
 * @property {string} [userName]
 * @property {string} [mobile]
 * @property {string} [email]
 */

/** How long before its end an `id_token` is refreshed at the most, in milliseconds. */
const MARGIN = 60_000;

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Reads the claims of an `id_token`. Written out, as mini programs have neither `atob` nor
 * `TextDecoder`.
 *
 * @param {string} token
 * @returns {Claims}
 */
export function claimsOf(token) {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const digit of token.split(".")[1]) {
    held = (held << 6) | DIGITS.indexOf(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      text += `%${((held >> bits) & 255).toString(16).padStart(2, "0")}`;
    }
  }
  return JSON.parse(decodeURIComponent(text));
}

/**
 * @param {{ call: import("./caller.js").Call, storage: import("./platform.js").Storage,
 *   locks: import("./platform.js").Locks, prefix: string, language: () => string | undefined
 * }} options
 */
export function createSession({ call, storage, locks, prefix, language }) {
  const key = `${prefix}session`;
  /** @type {Set<(session: StoredSession | null) => void>} */
  const listeners = new Set();

  // Tells of what other pages of the app do. Node.js and mini programs have no such event.
  globalThis.addEventListener?.("storage", async (event) => {
    if (/** @type {StorageEvent} */ (event).key === key) tell(await read());
  });

  /** @param {StoredSession | null} session */
  function tell(session) {
    for (const listener of listeners) listener(session);
  }

  /** @returns {Promise<StoredSession | null>} */
  async function read() {
    const text = await storage.get(key);
    /** @type {StoredSession | null} */
    const session = text ? JSON.parse(text) : null;
    return session && session.ends > Date.now() ? session : null;
  }

  /** @param {{ session_token: string, id_token: string, expire: number }} answer */
  async function save({ session_token, id_token, expire }) {
    const { iat, exp } = claimsOf(id_token);
    const lifetime = (exp - iat) * 1000;
    // By the length of the lifetime: the clock of a device is often wrong.
    const now = Date.now();
    const refresh_at = now + lifetime - Math.min(MARGIN, lifetime / 5);
    const session = { session_token, id_token, ends: now + expire * 1000, refresh_at };
    await storage.set(key, JSON.stringify(session));
    tell(session);
    return session;
  }

  async function clear() {
    await storage.remove(key);
    tell(null);
  }

  async function required() {
    const session = await read();
    if (session) return session;
    throw ownError("signed_out", language());
  }

  /**
   * Exchanges the session token for a fresh `id_token`, unless another caller or page did so since
   * `stale` was read.
   *
   * @param {StoredSession} stale
   */
  function refresh(stale) {
    return locks.request(key, async () => {
      const session = await required();
      if (session.id_token !== stale.id_token) return session;
      try {
        return await save(
          await call("sso/session-token/id-token", {
            method: "POST",
            headers: { "X-session-token": session.session_token },
            // Also where the service changes the token: the old one is good for a while longer.
            repeatable: true,
          }),
        );
      } catch (error) {
        if (!(error instanceof BinderyError) || error.reason !== "expired") throw error;
        // Without Web Locks, another page may have been faster.
        const other = await read();
        if (other && other.session_token !== session.session_token) return other;
        await clear();
        throw new BinderyError(error.message, { ...error, reason: "signed_out", cause: error });
      }
    });
  }

  async function fresh() {
    const session = await required();
    return session.refresh_at > Date.now() ? session : refresh(session);
  }

  /**
   * Makes a call with the `id_token` as its proof. Where the service finds it expired all the
   * same, it is refreshed and the call is made once more: that call did nothing.
   *
   * @type {import("./caller.js").Call}
   */
  async function authorized(path, options) {
    const made = (/** @type {StoredSession} */ { id_token }) =>
      call(path, {
        ...options,
        headers: { ...options?.headers, Authorization: `Bearer ${id_token}` },
      });
    const session = await fresh();
    try {
      return await made(session);
    } catch (error) {
      if (!(error instanceof BinderyError) || error.reason !== "expired") throw error;
      return made(await refresh(session));
    }
  }

  return {
    read,
    save,
    clear,
    fresh,
    authorized,
    async refresh() {
      return refresh(await required());
    },
    /** @param {(session: StoredSession | null) => void} listener */
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
