// What the client needs of the place where it runs: a web page (also Node.js) or a WeChat mini
// program. Everything here can be replaced by an option of `createClient`.

/**
 * @typedef {{ method: "GET" | "POST", url: string, headers: Record<string, string>,
 *   body?: string, timeout: number }} Request `timeout` is in milliseconds.
 * @typedef {{ status: number, headers: Record<string, string>, body: string }} Answer
 *   Names of headers are in lower case.
 * @typedef {(request: Request) => Promise<Answer>} Transport Rejects if no answer was heard.
 *
 * @typedef {{ get(key: string): MaybePromise<string | null | undefined>,
 *   set(key: string, value: string): MaybePromise<unknown>,
 *   remove(key: string): MaybePromise<unknown> }} Storage
 *   What the client keeps on the device.
 *
 * @typedef {{ request<T>(name: string, task: () => Promise<T>): Promise<T> }} Locks
 *   Runs one task of a name at a time, as `navigator.locks` does.
 *
 * @typedef {{ transport: Transport, storage: Storage, locks: Locks,
 *   device: { agent: string, system: string },
 *   random(): MaybePromise<Uint8Array>,
 *   wait(milliseconds: number): Promise<unknown> }} Platform
 *   `random` gives 16 bytes.
 */

/**
 * @template T
 * @typedef {T | Promise<T>} MaybePromise
 */

/** @type {Transport} */
export async function fetchTransport({ method, url, headers, body, timeout }) {
  // Not AbortSignal.timeout, which older web views of WeChat lack.
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    const answer = await fetch(url, {
      method,
      headers,
      body,
      signal: abort.signal,
      credentials: "omit",
    });
    const text = await answer.text();
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: text };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What is used of a mini program's `wx`.
 *
 * @typedef {object} Wx
 * @property {(options: { url: string, method: string, header: object, data?: string,
 *   timeout: number, dataType: string,
 *   success(answer: { statusCode: number, header: Record<string, string>, data: string }): void,
 *   fail(problem: { errMsg: string }): void }) => unknown} request
 * @property {(key: string) => any} getStorageSync
 * @property {(key: string, value: string) => void} setStorageSync
 * @property {(key: string) => void} removeStorageSync
 * @property {(options: { length: number,
 *   success(answer: { randomValues: ArrayBuffer }): void,
 *   fail(problem: { errMsg: string }): void }) => unknown} getRandomValues
 * @property {() => { system?: string, model?: string }} [getDeviceInfo]
 */

/**
 * @param {Wx} wx
 * @returns {Transport}
 */
export function wxTransport(wx) {
  return ({ method, url, headers, body, timeout }) =>
    new Promise((resolve, reject) => {
      wx.request({
        url,
        method,
        header: headers,
        data: body,
        timeout,
        // Anything but "json" leaves the text alone.
        dataType: "text",
        success({ statusCode, header, data }) {
          const lower = Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]);
          resolve({ status: statusCode, headers: Object.fromEntries(lower), body: data });
        },
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    });
}

/**
 * Keeps everything until the page or process ends.
 *
 * @returns {Storage}
 */
export function memoryStorage() {
  const values = new Map();
  return {
    get: (key) => values.get(key),
    set: (key, value) => values.set(key, value),
    remove: (key) => values.delete(key),
  };
}

/**
 * @returns {Storage} `localStorage`, or the memory where a page may not use it.
 */
export function webStorage() {
  try {
    const storage = globalThis.localStorage;
    storage.removeItem("bindery.probe");
    return {
      get: (key) => storage.getItem(key),
      set: (key, value) => storage.setItem(key, value),
      remove: (key) => storage.removeItem(key),
    };
  } catch {
    return memoryStorage();
  }
}

/**
 * @param {Wx} wx
 * @returns {Storage}
 */
export function wxStorage(wx) {
  return {
    get: (key) => wx.getStorageSync(key),
    set: (key, value) => wx.setStorageSync(key, value),
    remove: (key) => wx.removeStorageSync(key),
  };
}

/** @type {Map<string, Promise<unknown>>} */
const tails = new Map();

/**
 * Locks of this page or process alone, for where there are no Web Locks: a mini program is one
 * process, and so is Node.js.
 *
 * @type {Locks}
 */
export const processLocks = {
  request(name, task) {
    const run = (tails.get(name) ?? Promise.resolve()).then(task);
    const tail = run.catch(() => {});
    tails.set(name, tail);
    // Otherwise every name that was ever locked would stay.
    tail.then(() => tails.get(name) === tail && tails.delete(name));
    return run;
  },
};

/** @param {number} milliseconds */
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @returns {Platform} */
export function webPlatform() {
  const { userAgent = "", userAgentData, locks } = /** @type {any} */ (globalThis.navigator ?? {});
  return {
    transport: fetchTransport,
    storage: webStorage(),
    locks: locks ?? processLocks,
    device: { agent: userAgent || "js", system: userAgentData?.platform || "web" },
    random: () => globalThis.crypto.getRandomValues(new Uint8Array(16)),
    wait,
  };
}

/**
 * @param {Wx} wx
 * @returns {Platform}
 */
export function wxPlatform(wx) {
  // Older versions of WeChat have no getDeviceInfo.
  const { system = "wechat", model = "" } = wx.getDeviceInfo?.() ?? {};
  return {
    transport: wxTransport(wx),
    storage: wxStorage(wx),
    locks: processLocks,
    device: { agent: `miniprogram ${model}`, system },
    random: () =>
      new Promise((resolve, reject) => {
        wx.getRandomValues({
          length: 16,
          success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
          fail: ({ errMsg }) => reject(new Error(errMsg)),
        });
      }),
    wait,
  };
}

/**
 * The platform under our feet. A web page inside of WeChat has a `wx` too, that of the JS-SDK,
 * which cannot make requests.
 *
 * @returns {Platform}
 */
export function currentPlatform() {
  // @ts-expect-error `wx` is a global of mini programs only.
  const mini = typeof wx === "object" && typeof wx.request === "function" ? wx : null;
  return mini ? wxPlatform(mini) : webPlatform();
}
