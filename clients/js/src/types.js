// Types that more than one module uses. The members of requests and answers have the names of the
// wire; api.d.ts is generated from docs/openapi.json.

/** @typedef {import("./api.js").paths} Paths */

/**
 * The body that a path takes.
 *
 * @template {keyof Paths} P
 * @typedef {Paths[P] extends
 *   { post: { requestBody: { content: { "application/json": infer B } } } } ? B : never} Body
 */

/**
 * What a path answers with.
 *
 * @template {keyof Paths} P
 * @template {"get" | "post"} [M="get"]
 * @typedef {Paths[P][M] extends
 *   { responses: { 200: { content: { "application/json": infer A } } } } ? A : never} Ok
 */

/**
 * A mobile number or an e-mail address. Mobiles of other countries than the tenant's carry their
 * area code, as in `+852-51234567`.
 *
 * @typedef {{ mobile: string, email?: undefined } | { email: string, mobile?: undefined }} Contact
 *
 * @typedef {{ token: string, x: number }} Solution A puzzle, and how far its piece was moved.
 *
 * @typedef {"VERIFY_PHONE" | "VERIFY_EMAIL"} Verify A kind of contact that can be proved.
 */

/**
 * Where a person got to, told apart by `status`. `data` is parsed.
 *
 * @typedef {{ status: "SUCCESS", session_token: string, expire: number, id_token: string }} Success
 * @typedef {{ status: "SOCIAL_BIND" | "USER_REGISTER", state_token: string,
 *   data: { socialBindOrRegisterFlow: Verify[] } }} Unbound
 *   Nobody is bound to the WeChat account: go on with `bind`. With `USER_REGISTER`, a person who
 *   is no user yet becomes one.
 * @typedef {{ status: "MFA_AUTH", state_token: string,
 *   data: { mfaAuthFlow: Verify[] } }} SecondFactor
 *   Go on with `mfa`.
 * @typedef {{ status: "PASSWORD_WARN" | "PASSWORD_EXPIRED", state_token: string,
 *   data: { maxLength: number, minLength: number, regEx: string } }} OldPassword
 *   Go on with `password.renew`; with `PASSWORD_WARN`, `password.keep` will do.
 * @typedef {{ status: "ACCESS_DENIED" }} Denied
 * @typedef {Success | Unbound | SecondFactor | OldPassword | Denied} SignIn
 */

export {};
