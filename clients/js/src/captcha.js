// The puzzle without its looks: what `<bindery-captcha>` and the component for mini programs have
// in common. Each drop of the piece is one try; a wrong one brings a new puzzle.

import { BinderyError } from "./errors.js";

/** The size of the picture, the width of the piece, and so how far it can be moved, in pixels. */
export const PICTURE = { width: 310, height: 155, piece: 47, range: 263 };

/** What is shown and read out, in English and Chinese. */
const TEXTS = {
  en: {
    label: "Slide the piece into the gap of its shape",
    help: "Drag the handle, or move it with the arrow keys and press Enter.",
    picture: "A picture with several gaps, and the piece that fits one of them",
    loading: "Loading the picture…",
    checking: "One moment…",
    sent: "The code was sent.",
    wrong: "That was not the place. Here is a new picture.",
    reload: "New picture",
    left: "To the left",
    right: "To the right",
    done: "Done",
    /** @param {number} x */
    at: (x) => `${x} of ${PICTURE.range} pixels`,
  },
  zh: {
    label: "拖动拼块到形状相同的缺口",
    help: "拖动滑块，或用方向键移动后按回车键。",
    picture: "带多个缺口的图片和要放入其中一个的拼块",
    loading: "正在加载图片…",
    checking: "请稍候…",
    sent: "验证码已发送。",
    wrong: "位置不对，已换一张图片。",
    reload: "换一张",
    left: "向左",
    right: "向右",
    done: "完成",
    /** @param {number} x */
    at: (x) => `${x} / ${PICTURE.range} 像素`,
  },
};

/**
 * @typedef {"idle" | "loading" | "ready" | "checking" | "sent" | "failed"} Phase
 *
 * @typedef {object} CaptchaState
 * @property {Phase} phase
 * @property {string} message What the person is told; empty if nothing.
 * @property {string} picture A `data:` URL.
 * @property {string} piece A `data:` URL.
 */

/**
 * The texts in a language; English unless it is Chinese.
 *
 * @param {string | undefined} language
 */
export const textsIn = (language) => (language?.startsWith("zh") ? TEXTS.zh : TEXTS.en);

/**
 * @param {object} options
 * @param {() => Promise<{ token: string, originalImageBase64: string, jigsawImageBase64: string }>}
 *   options.get Gets a puzzle, as `client.captcha.get` does.
 * @param {(solution: import("./types.js").Solution) => Promise<void>} options.send Sends the code,
 *   as `(solution) => client.register.start({ mobile }, solution)` does.
 * @param {() => string | undefined} options.language
 * @param {(state: CaptchaState) => void} options.show Called after each change.
 */
export function createCaptcha({ get, send, language, show }) {
  /** @type {CaptchaState} */
  let state = { phase: "idle", message: "", picture: "", piece: "" };
  let token = "";

  /** @param {Partial<CaptchaState>} change */
  function become(change) {
    state = { ...state, ...change };
    show(state);
  }

  /**
   * Gets a puzzle. Returns the error where there is none to be had.
   *
   * @param {string} [message] What the person is told with it.
   * @returns {Promise<BinderyError | null>}
   */
  async function load(message = "") {
    const texts = textsIn(language());
    become({ phase: "loading", message: message || texts.loading, picture: "", piece: "" });
    try {
      const puzzle = await get();
      token = puzzle.token;
      become({
        phase: "ready",
        message,
        picture: `data:image/png;base64,${puzzle.originalImageBase64}`,
        piece: `data:image/png;base64,${puzzle.jigsawImageBase64}`,
      });
      return null;
    } catch (error) {
      return fail(error);
    }
  }

  /**
   * Shows an error of the service. Errors of any other kind are mistakes of a program.
   *
   * @param {unknown} error
   */
  function fail(error) {
    if (!(error instanceof BinderyError)) throw error;
    become({ phase: "failed", message: error.message, picture: "", piece: "" });
    return error;
  }

  return {
    load,
    /**
     * Tries the piece at `x`: verifies it and has the code sent. Returns the error where none was;
     * a wrong place is no error but a new puzzle, and `undefined`.
     *
     * @param {number} x
     * @returns {Promise<BinderyError | null | undefined>}
     */
    async drop(x) {
      if (state.phase !== "ready") return undefined;
      const texts = textsIn(language());
      become({ phase: "checking", message: texts.checking });
      try {
        await send({ token, x });
      } catch (error) {
        if (!(error instanceof BinderyError) || error.reason !== "captcha") return fail(error);
        return (await load(texts.wrong)) ?? undefined;
      }
      become({ phase: "sent", message: texts.sent });
      return null;
    },
    get state() {
      return state;
    },
  };
}
