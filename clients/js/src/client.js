// The client: all calls of an app, grouped by what they are for.

import { createCaller, hex } from "./caller.js";
import { currentPlatform } from "./platform.js";
import { claimsOf, createSession } from "./session.js";

/**
 * @template {keyof import("./api.js").paths} P
 * @typedef {import("./types.js").Body<P>} Body
 */
/**
 * @template {keyof import("./api.js").paths} P
 * @template {"get" | "post"} [M="get"]
 * @typedef {import("./types.js").Ok<P, M>} Ok
 */
/**
 * @typedef {import("./types.js").Contact} Contact
 * @typedef {import("./types.js").Solution} Solution
 * @typedef {import("./types.js").SignIn} SignIn
 * @typedef {import("./session.js").StoredSession} StoredSession
 */

/**
 * @typedef {object} ClientOptions
 * @property {string} baseUrl Where Bindery answers, such as `https://id.example.com`.
 * @property {string} clientId The application, as it stands in Bindery's configuration.
 * @property {string} [tenantId] For an application that serves several tenants.
 * @property {string | (() => string)} [language] Of messages, such as `zh-CN`; a function where it
 *   can change. The tenant's own where nothing is said.
 * @property {number} [timeout] Milliseconds that each request may take [15000].
 * @property {import("./platform.js").Transport} [transport] `fetch` or `wx.request`, as is there.
 * @property {import("./platform.js").Storage} [storage] `localStorage` or that of the mini
 *   program, as is there.
 * @property {import("./platform.js").Platform} [platform] Everything else that is taken from the
 *   surroundings, for those that are neither a web page nor a mini program.
 */

/** @typedef {ReturnType<typeof createClient>} Client */

/**
 * Makes the client of an application. Nothing is sent before the first call.
 *
 * @param {ClientOptions} options
 */
export function createClient(options) {
  const { baseUrl, clientId, tenantId, timeout = 15_000 } = options;
  const chosen = options.language;
  const language = typeof chosen === "function" ? chosen : () => chosen;
  const surroundings = options.platform ?? currentPlatform();
  const platform = {
    ...surroundings,
    transport: options.transport ?? surroundings.transport,
    storage: options.storage ?? surroundings.storage,
  };
  const { storage, locks } = platform;
  const prefix = `bindery.${clientId}.${tenantId ? `${tenantId}.` : ""}`;

  /** @type {Promise<string> | undefined} */
  let device;
  // One for all pages of the app: the service binds a session to its device.
  const deviceId = () =>
    (device ??= locks.request(`${prefix}device`, async () => {
      const known = await storage.get(`${prefix}device`);
      if (known) return known;
      const made = hex(await platform.random());
      await storage.set(`${prefix}device`, made);
      return made;
    }));

  const call = createCaller({
    baseUrl: baseUrl.replace(/\/+$/, ""),
    clientId,
    tenantId,
    language,
    timeout,
    platform,
    deviceId,
  });
  const current = createSession({ call, storage, locks, prefix, language });
  const { authorized } = current;

  /**
   * What a person has to do before the sign-in is complete.
   *
   * @type {Exclude<SignIn, { status: "SUCCESS" | "ACCESS_DENIED" }> | null}
   */
  let pending = null;

  /**
   * Makes a call that signs a person in, and keeps what comes of it.
   *
   * @param {string} path
   * @param {object | undefined} body
   * @param {{ keyed?: boolean, withState?: boolean }} [how]
   * @returns {Promise<SignIn>}
   */
  async function signIn(path, body, { keyed = true, withState } = {}) {
    const headers = withState ? stateHeader() : undefined;
    const answer = await call(path, { body, keyed, headers });
    /** @type {SignIn} */
    const result = answer.data ? { ...answer, data: JSON.parse(answer.data) } : answer;
    pending = "state_token" in result ? result : null;
    if (result.status === "SUCCESS") await current.save(result);
    return result;
  }

  /** @returns {Record<string, string>} */
  const stateHeader = () => (pending ? { "X-state-token": pending.state_token } : {});

  /**
   * Sends a code. A solved puzzle is exchanged for a pass first, which is good for this contact.
   *
   * @param {(channel: "SMS" | "EMS", kind: "MOBILE" | "EMAIL") => string} type
   * @param {Contact} contact
   * @param {Solution | string} solution A solved puzzle, or a pass that it was exchanged for.
   * @returns {Promise<void>}
   */
  async function send(type, { mobile, email }, solution) {
    const sender = mobile ?? email;
    const captcha_token =
      typeof solution === "string" ? solution : await captcha.verify(solution, sender);
    if (mobile !== undefined) {
      const body = { mobile, type: type("SMS", "MOBILE"), captcha_token };
      return call("sms/send", { body, keyed: true });
    }
    return call("email/send", {
      body: { email, type: type("EMS", "EMAIL"), captcha_token },
      keyed: true,
    });
  }

  const captcha = {
    /**
     * @returns {Promise<Ok<"/api/v2/sdk/captcha">>} A puzzle: two pictures, in base64.
     */
    get: () => call("captcha"),
    /**
     * Exchanges a solved puzzle for a pass. The first try spends the puzzle, right or wrong.
     *
     * @param {Solution} solution
     * @param {string | undefined} sender The contact that a code will be sent to.
     * @returns {Promise<string>}
     */
    async verify({ token, x }, sender) {
      const point_json = JSON.stringify({ x: Math.round(x), y: 5 });
      const { captcha_token } = await call("captcha/verify", {
        body: { point_json, token, sender },
      });
      return captcha_token;
    },
  };

  const register = {
    /**
     * @param {Contact} contact
     * @param {Solution | string} solution
     */
    start: (contact, solution) => send((channel) => `REGISTER_${channel}`, contact, solution),
    /**
     * Registers the person who received the code, and signs them in.
     *
     * @param {Body<"/api/v2/sdk/register/mobile-verify-code">
     *   | Body<"/api/v2/sdk/register/email-verify-code">} form With `mobile`, that is what the
     *   code proves; an `email` beside it is stored unproved.
     */
    confirm: (form) => signIn(`register/${form.mobile ? "mobile" : "email"}-verify-code`, form),
  };

  const wechat = {
    /**
     * Signs in by a code of `wx.login`. Not repeated: WeChat spends a code by looking at it.
     *
     * @param {{ code: string }} login
     */
    login: (login) => signIn("login/wechat-miniprogram", login, { keyed: false }),
  };

  /** @param {string} registering @param {string} binding */
  const byStatus = (registering, binding) =>
    pending?.status === "SOCIAL_BIND" ? binding : registering;

  // Who may register registers; who may not binds to the user they are. `register-bind` does both.
  const bind = {
    /**
     * @param {Contact} contact
     * @param {Solution | string} solution
     */
    start: (contact, solution) =>
      send(
        (channel, kind) => byStatus(`REGISTER_${channel}`, `BIND_${kind}_${channel}`),
        contact,
        solution,
      ),
    /**
     * Binds the WeChat account by a code.
     *
     * @param {Body<"/api/v2/sdk/social/bind">} proof
     */
    confirm: (proof) =>
      signIn(byStatus("social/register-bind", "social/bind"), proof, { withState: true }),
    /**
     * Binds the WeChat account by the phone number that WeChat vouches for.
     *
     * @param {{ wechat_code: string }} proof The code of a `getPhoneNumber` button.
     */
    wechatPhone: (proof) =>
      signIn(byStatus("social/wechat-mobile-register-bind", "social/wechat-mobile-bind"), proof, {
        withState: true,
      }),
    /**
     * Binds the WeChat account by user name and password.
     *
     * @param {Body<"/api/v2/sdk/social/username-password-bind">} proof
     */
    password: (proof) => signIn("social/username-password-bind", proof, { withState: true }),
  };

  const mfa = {
    /**
     * @param {Contact} contact
     * @param {Solution | string} solution
     */
    start: (contact, solution) => send((channel) => `MFA_AUTH_${channel}`, contact, solution),
    /**
     * @param {Contact & { verify_code: string }} proof
     */
    confirm: (proof) =>
      signIn(`mfa/${proof.mobile !== undefined ? "sms" : "email"}`, proof, { withState: true }),
    /**
     * @returns {Promise<{ mobile: string }>} The mobile that a code can be sent to, masked unless
     *   the application reveals it.
     */
    mobile: () => call("mobile-by-token", { headers: stateHeader() }),
  };

  const login = {
    /**
     * @param {Contact} contact
     * @param {Solution | string} solution
     */
    start: (contact, solution) => send((channel) => `LOGIN_${channel}`, contact, solution),
    /**
     * @param {Contact & { verify_code: string }} proof
     */
    confirm: (proof) =>
      signIn(`login/${proof.mobile !== undefined ? "mobile" : "email"}-verify-code`, proof),
    /**
     * Not repeated after a lost answer: each wrong password counts.
     *
     * @param {({ user_name: string } | Contact) & { password: string }} proof
     */
    password(proof) {
      const path =
        "user_name" in proof ? "" : proof.mobile !== undefined ? "/mobile-pwd" : "/email-pwd";
      return signIn(`login${path}`, proof, { keyed: false });
    },
    /**
     * As `password`, for a form with one field for the name. Not repeated either.
     *
     * @param {{ user_name: string, password: string }} proof A user name, mobile or address.
     */
    auth: (proof) => signIn("login/auth", proof, { keyed: false }),
    /**
     * Signs in by the phone number that WeChat vouches for.
     *
     * @param {{ code: string }} proof The code of a `getPhoneNumber` button.
     */
    wechatPhone: (proof) => signIn("login/wechat-mini-program-mobile", proof, { keyed: false }),
  };

  const session = {
    /** @returns {Promise<boolean>} Whether a person is signed in, as far as this device knows. */
    exists: async () => !!(await current.read()),
    /**
     * @returns {Promise<string>} An `id_token` with a while to go, refreshed if need be. Rejects
     *   with reason `signed_out` where nobody is signed in.
     */
    idToken: async () => (await current.fresh()).id_token,
    /**
     * @returns {Promise<string>} The session token, for the app's own server.
     */
    token: async () => (await current.fresh()).session_token,
    /** @returns {Promise<import("./session.js").Claims>} Who is signed in. */
    claims: async () => claimsOf((await current.fresh()).id_token),
    /** Asks for a new `id_token` at once. */
    refresh: async () => (await current.refresh()).id_token,
    /**
     * @returns {Promise<Ok<"/api/v2/sdk/sessions">["sessions"]>} The user's sessions everywhere.
     */
    list: async () => (await authorized("sessions")).sessions,
    /**
     * @param {string} id
     * @returns {Promise<void>}
     */
    revoke: (id) => authorized("sessions/revoke", { body: { id }, repeatable: true }),
    /**
     * Ends the session here, and on the service if it can be reached.
     *
     * @param {{ all?: boolean }} [which] With `all`, every session of the user.
     * @returns {Promise<void>}
     */
    async logout({ all } = {}) {
      const known = await current.read();
      pending = null;
      await current.clear();
      if (!known) return;
      const headers = { "X-session-token": known.session_token };
      try {
        await call(`logout${all ? "?all=true" : ""}`, { headers });
      } catch (error) {
        if (/** @type {import("./errors.js").BinderyError} */ (error).reason !== "expired")
          throw error;
      }
    },
    /**
     * Calls `listener` whenever the session begins, is refreshed or ends, also in another tab.
     * Returns a function that ends it.
     */
    onChange: current.onChange,
  };

  const profile = {
    /** @returns {Promise<Ok<"/api/v2/sdk/profile">>} */
    get: () => authorized("profile"),
    /**
     * @param {Body<"/api/v2/sdk/profile/update">} changes
     * @returns {Promise<void>}
     */
    update: (changes) => authorized("profile/update", { body: changes, repeatable: true }),
    /** @returns {Promise<Ok<"/api/v2/sdk/social">["social"]>} The linked social accounts. */
    links: async () => (await authorized("social")).social,
    /**
     * @param {string} id Of the link.
     * @returns {Promise<void>}
     */
    unlink: (id) => authorized("social/unbind-account", { body: { id } }),
  };

  const contact = {
    /**
     * Sends a code to the user's new mobile or address.
     *
     * @param {Contact} contact
     * @param {Solution | string} solution
     */
    start: (contact, solution) =>
      send((channel, kind) => `UPDATE_${kind}_${channel}`, contact, solution),
    /**
     * Changes the user's mobile or address. Ends their other sessions.
     *
     * @param {Contact & { verify_code: string }} proof
     * @returns {Promise<void>}
     */
    confirm: (proof) =>
      authorized(`profile/update-${proof.mobile !== undefined ? "mobile" : "email"}`, {
        body: proof,
        keyed: true,
      }),
  };

  const password = {
    /**
     * Sends a code to a person who forgot the password.
     *
     * @param {Contact} contact
     * @param {Solution | string} solution
     */
    start: (contact, solution) => send((channel) => `FORGET_PWD_${channel}`, contact, solution),
    /**
     * Sets a new password for whom the code was sent to. Not repeated after a lost answer, which
     * would find the code spent: whether the new password is good, a login by it tells.
     *
     * @param {Contact & { verify_code: string, password: string }} proof
     * @returns {Promise<void>}
     */
    confirm: (proof) =>
      call(`pwd/update-by-${proof.mobile !== undefined ? "mobile" : "email"}`, { body: proof }),
    /** @returns {Promise<boolean>} Whether the user has a password. */
    exists: async () => (await authorized("pwd/check-exist")).is_set_pwd,
    /**
     * Changes the password of who is signed in.
     *
     * @param {{ old_password?: string, new_password: string }} change Without the old one where
     *   there is none.
     * @returns {Promise<void>}
     */
    change: (change) => authorized("pwd/change", { body: change }),
    /**
     * Sends a code to the user's own contact, for a change without the old password.
     *
     * @param {Contact} contact
     * @param {Solution | string} solution
     */
    startChange: (contact, solution) =>
      send((channel) => `CHANGE_PWD_${channel}`, contact, solution),
    /**
     * Changes the password of who is signed in, by a code to their mobile. Not repeated, as
     * `confirm` is not.
     *
     * @param {Body<"/api/v2/sdk/pwd/change-by-mobile">} change
     * @returns {Promise<void>}
     */
    changeByMobile: (change) => authorized("pwd/change-by-mobile", { body: change }),
    /**
     * Changes the password of who is signed in, by a code to their address. Not repeated, as
     * `confirm` is not.
     *
     * @param {Body<"/api/v2/sdk/pwd/change-by-email">} change
     * @returns {Promise<void>}
     */
    changeByEmail: (change) => authorized("pwd/change-by-email", { body: change }),
    /**
     * Goes on after `PASSWORD_WARN` or `PASSWORD_EXPIRED`, with a new password.
     *
     * @param {{ old_password: string, new_password: string }} change
     */
    renew: (change) => signIn("pwd/update", change, { withState: true }),
    /** Goes on after `PASSWORD_WARN`, with the old password. */
    keep: () => signIn("pwd/skip-update", undefined, { withState: true }),
  };

  return {
    captcha,
    register,
    wechat,
    bind,
    mfa,
    login,
    session,
    profile,
    contact,
    password,
    /** @returns {Promise<Ok<"/api/v2/sdk/country-codes">>} The area codes that a person can choose. */
    countryCodes: () => call("country-codes"),
    /** What the person has to do next, if the last answer left something to do. */
    get pending() {
      return pending;
    },
  };
}
