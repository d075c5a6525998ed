/**
 * As much of a mini program's `wx` as is used, over the network of this machine. `requests` holds
 * what was asked.
 */
export function fakeWx() {
  const values = new Map();
  const wx = {
    requests: [],
    async request(options) {
      wx.requests.push(options);
      const { url, method, header, data, success, fail } = options;
      let answer;
      try {
        const response = await fetch(url, { method, headers: header, body: data });
        // As WeChat does, with the server's spelling of names.
        const named = [...response.headers].map(([name, value]) => [
          name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
          value,
        ]);
        answer = {
          statusCode: response.status,
          header: Object.fromEntries(named),
          data: await response.text(),
        };
      } catch (error) {
        return fail({ errMsg: `request:fail ${error.message}` });
      }
      return success(answer);
    },
    getStorageSync: (key) => values.get(key) ?? "",
    setStorageSync: (key, value) => values.set(key, value),
    removeStorageSync: (key) => values.delete(key),
    getRandomValues: ({ length, success }) =>
      success({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
    getDeviceInfo: () => ({ system: "iOS 17.4", model: "iPhone 15" }),
  };
  return wx;
}
