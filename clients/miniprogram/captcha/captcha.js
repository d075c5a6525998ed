// <bindery-captcha> for mini programs: the same puzzle as the web component of @bindery/client.
//
//   <bindery-captcha id="captcha" purpose="bind" bindsent="showCodeField" binderror="show"/>
//   this.selectComponent("#captcha").open(client, { mobile: "15201657315" });
//
// `open` shows a puzzle. When the piece is in its place, the code is sent for the purpose, one of
// the groups of the client that have `start`. Events: `sent`; `error` with `{ reason, message,
// retryAfter }` as its detail. The default slot is for what a person can do who cannot solve it.

const { createCaptcha, PICTURE, textsIn } = require("@bindery/client");

// The picture is 620rpx wide, so that it fills the screen whatever its size: the style sheet has
// the same.
const RPX_PER_PIXEL = 2;

/** Pixels of the picture for each pixel of the screen. */
function scale() {
  const { windowWidth } = (wx.getWindowInfo || wx.getSystemInfoSync)();
  return 750 / windowWidth / RPX_PER_PIXEL;
}

Component({
  properties: {
    purpose: { type: String, value: "register" },
    language: { type: String, value: "zh-CN" },
  },

  data: {
    phase: "idle",
    message: "",
    picture: "",
    piece: "",
    range: PICTURE.range,
    /** How far the piece was moved, in pixels of the picture. */
    x: 0,
    position: "",
    texts: textsIn("zh-CN"),
  },

  observers: {
    language(language) {
      this.setData({ texts: textsIn(language) });
      this.moveTo(this.data.x);
    },
  },

  methods: {
    /**
     * Shows a puzzle for a contact, `{ mobile }` or `{ email }`.
     */
    open(client, contact) {
      this.captcha = createCaptcha({
        get: () => client.captcha.get(),
        send: (solution) => client[this.data.purpose].start(contact, solution),
        language: () => this.data.language,
        show: ({ phase, message, picture, piece }) => {
          this.setData({ phase, message, picture, piece });
          if (phase === "loading") this.moveTo(0);
        },
      });
      return this.reload();
    },

    /** Shows another puzzle, unless one is on its way or being tried. */
    async reload() {
      if (["loading", "checking"].includes(this.captcha.state.phase)) return;
      this.report(await this.captcha.load());
    },

    /** Tries the piece where it is. */
    async drop() {
      const error = await this.captcha.drop(this.data.x);
      if (error === null) this.triggerEvent("sent");
      this.report(error);
    },

    report(error) {
      if (!error) return;
      // An Error would lose its members on the way.
      const { reason, message, retryAfter } = error;
      this.triggerEvent("error", { reason, message, retryAfter });
    },

    moveTo(x) {
      const within = Math.round(Math.min(PICTURE.range, Math.max(0, x)));
      this.setData({ x: within, position: textsIn(this.data.language).at(within) });
    },

    grab({ touches }) {
      if (this.data.phase !== "ready") return;
      this.drag = { x: this.data.x, at: touches[0].clientX, scale: scale() };
    },

    pull({ touches }) {
      if (!this.drag) return;
      this.moveTo(this.drag.x + (touches[0].clientX - this.drag.at) * this.drag.scale);
    },

    release() {
      if (!this.drag) return;
      const hasMoved = this.data.x !== this.drag.x;
      this.drag = null;
      // A tap is no try.
      if (hasMoved) this.drop();
    },

    /** The system took the gesture over: that is not the person's try. */
    cancel() {
      if (!this.drag) return;
      this.drag = null;
      this.moveTo(0);
    },

    /** For whom cannot drag: buttons work by keyboard and screen reader, too. */
    step({ currentTarget }) {
      if (this.data.phase === "ready")
        this.moveTo(this.data.x + Number(currentTarget.dataset.step));
    },
  },
});
