// Sign-in with WeChat; for who is new, binding by the phone number that WeChat vouches for or by a
// code to a mobile or an address; then the profile. A page made by `Component`, as WeChat allows,
// so that it can be tested like one.

const client = require("../../client");

/** The code of `wx.login`, which WeChat lets the service exchange for the person. */
function wechatCode() {
  return new Promise((resolve, reject) => {
    wx.login({
      success: ({ code }) => resolve(code),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

/** What was typed, as a contact. */
const contactOf = (text) => (text.includes("@") ? { email: text } : { mobile: text });

Component({
  data: {
    /** What is shown: `welcome`, `bind`, `captcha`, `code`, `profile` or `denied`. */
    step: "welcome",
    message: "",
    contact: "",
    code: "",
    language: "zh-CN",
    profile: null,
  },

  lifetimes: {
    async attached() {
      this.setData({ language: wx.getAppBaseInfo().language });
      if (await client.session.exists()) await this.attempt(() => this.showProfile());
    },
  },

  methods: {
    /** Runs what a tap is for, and shows what the service says if it fails. */
    async attempt(task) {
      this.setData({ message: "" });
      try {
        await task();
      } catch (error) {
        if (error.reason === "signed_out") this.setData({ step: "welcome" });
        this.setData({ message: error.message });
      }
    },

    login() {
      return this.attempt(async () =>
        this.goOn(await client.wechat.login({ code: await wechatCode() })),
      );
    },

    /** Of a button with `open-type="getPhoneNumber"`; without a code, the person declined. */
    bindPhone({ detail: { code } }) {
      if (!code) return undefined;
      return this.attempt(async () =>
        this.goOn(await client.bind.wechatPhone({ wechat_code: code })),
      );
    },

    typeContact({ detail: { value } }) {
      this.setData({ contact: value.trim() });
    },

    typeCode({ detail: { value } }) {
      this.setData({ code: value.trim() });
    },

    requestCode() {
      this.setData({ step: "captcha" });
      this.selectComponent("#captcha").open(client, contactOf(this.data.contact));
    },

    codeSent() {
      this.setData({ step: "code" });
    },

    bindByCode() {
      const proof = { ...contactOf(this.data.contact), verify_code: this.data.code };
      return this.attempt(async () => this.goOn(await client.bind.confirm(proof)));
    },

    logout() {
      return this.attempt(async () => {
        await client.session.logout();
        this.setData({ step: "welcome", profile: null });
      });
    },

    async goOn(result) {
      switch (result.status) {
        case "SUCCESS":
          return this.showProfile();
        case "USER_REGISTER":
        case "SOCIAL_BIND":
          return this.setData({ step: "bind" });
        default:
          return this.setData({ step: "denied" });
      }
    },

    async showProfile() {
      this.setData({ profile: await client.profile.get(), step: "profile" });
    },
  },
});
