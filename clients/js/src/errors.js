// The one error of this package, and what the service's error codes mean.

/**
 * Why a call failed, whatever the dialect of the application. Each error code of the service has
 * one; `refused` stands for all codes that only a mistake of the caller can bring about.
 *
 * @typedef {"no_answer" | "signed_out" | "busy" | "too_many" | "refused" | "expired"
 *   | "captcha" | "not_sent" | "wrong_code" | "wrong_password" | "locked" | "state_token"
 *   | "no_such_user" | "upstream" | "mobile_taken" | "email_taken" | "user_name_taken"
 *   | "weak_password" | "registration_closed" | "already_bound" | "last_way_in"} Reason
 */

/**
 * By group and the last three digits, in which the dialects agree: `SDK.CAPTCHA.1007`,
 * `IDAAS.SDK.CAPTCHA.0007` and `CAPTCHA.0007` are one error.
 *
 * @type {Record<string, Reason>}
 */
const REASONS = {
  "CAPTCHA.002": "captcha",
  "CAPTCHA.003": "captcha",
  "CAPTCHA.004": "captcha",
  "CAPTCHA.006": "not_sent",
  "CAPTCHA.007": "wrong_code",
  "CAPTCHA.008": "too_many",
  "COMMON.005": "expired",
  "COMMON.007": "state_token",
  "COMMON.008": "busy",
  "COMMON.013": "no_such_user",
  "LOGIN.001": "upstream",
  "LOGIN.002": "wrong_password",
  "LOGIN.003": "locked",
  "LOGIN.005": "wrong_password",
  "PARAM.016": "expired",
  "PARAM.023": "expired",
  "SMS.005": "wrong_code",
  "SMS.006": "wrong_code",
  "SOCIAL.001": "already_bound",
  "SOCIAL.002": "already_bound",
  "SOCIAL.003": "last_way_in",
  "USER.001": "mobile_taken",
  "USER.002": "email_taken",
  "USER.003": "user_name_taken",
  "USER.004": "weak_password",
  "USER.006": "registration_closed",
};

/**
 * @param {string} code
 * @param {number} status
 * @param {string} message
 * @returns {Reason}
 */
function reasonOf(code, status, message) {
  const [, group, number] = /([A-Z]+)\.\d(\d{3})$/.exec(code) ?? [];
  // A signed id_token whose key is gone. The session may be good still: a refresh tells. Every
  // language of the message names the parameter.
  if (`${group}.${number}` === "COMMON.006" && message.includes("id_token")) return "expired";
  const known = group === "PWD" ? "weak_password" : REASONS[`${group}.${number}`];
  if (known) return known;
  if (status === 429) return "too_many";
  if (status >= 500) return "busy";
  return "refused";
}

/** A call that did not do what it was for. `message` is the service's, in the person's language. */
export class BinderyError extends Error {
  /**
   * @param {string} message
   * @param {{ code?: string, status?: number, reason?: Reason, retryAfter?: number,
   *   requestId?: string, cause?: unknown }} [facts]
   */
  constructor(message, facts = {}) {
    super(message, { cause: facts.cause });
    this.name = "BinderyError";
    /** The error code as the service wrote it, such as `SDK.CAPTCHA.1007`; empty if it wrote none. */
    this.code = facts.code ?? "";
    /** The HTTP status; 0 where no answer was heard. */
    this.status = facts.status ?? 0;
    /** @type {Reason} */
    this.reason = facts.reason ?? reasonOf(this.code, this.status, message);
    /** Seconds until it may be tried again, where the service says so. */
    this.retryAfter = facts.retryAfter;
    /** What the service's log calls the request. */
    this.requestId = facts.requestId;
  }
}

/** What the client has to say itself. */
const MESSAGES = {
  no_answer: ["No answer from the service", "服务没有响应"],
  signed_out: ["Nobody is signed in", "尚未登录"],
};

/**
 * An error that the service did not write; its message is English unless the language is Chinese.
 *
 * @param {keyof MESSAGES} reason
 * @param {string | undefined} language
 * @param {unknown} [cause]
 */
export function ownError(reason, language, cause) {
  const [english, chinese] = MESSAGES[reason];
  return new BinderyError(language?.startsWith("zh") ? chinese : english, { reason, cause });
}

/**
 * @param {import("./platform.js").Answer} answer
 * @returns {BinderyError}
 */
export function errorOf({ status, headers, body }) {
  // API Gateway's own answers have another form, and a proxy on the way may have none.
  let { error_code, error_msg, message } = /** @type {Record<string, string>} */ ({});
  try {
    ({ error_code, error_msg, message } = JSON.parse(body));
  } catch {
    message = `HTTP ${status}`;
  }
  return new BinderyError(error_msg ?? message ?? `HTTP ${status}`, {
    code: error_code,
    status,
    retryAfter: Number(headers["retry-after"]) || undefined,
    requestId: headers["x-request-id"],
  });
}
