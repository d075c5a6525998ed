// A person's way through the API, as requests that follow each other: what each of them says, what
// is expected of its answer, and what of it the later ones need.

/** The folder of the flow in the collection. */
export const FLOW = "Register, log in, log out";

const SUCCESS = {
  "res.status": "eq 200",
  "res.body.status": "eq SUCCESS",
  "res.body.session_token": "matches ^[A-Za-z0-9]{32}$",
};

const STRANGER = `
// A person whom no run before had.
const number = Math.floor(Math.random() * 1e10).toString().padStart(10, "0");
bru.setVar("mobile", "1" + number);
bru.setVar("user_name", "bruno" + number);
bru.setVar("password", "Zuiderzee-1932");
`.trim();

const SOLVE = `
// A person sees where the piece belongs.
const puzzle = res.body.find(({ token }) => token === bru.getVar("puzzle"));
bru.setVar("x", puzzle.x);
`.trim();

const PASS = `
// It has quotes in it, which the next body has to escape.
bru.setVar("captcha_token", JSON.stringify(res.body.captcha_token).slice(1, -1));
`.trim();

const READ = `
// A person reads the text message.
const message = res.body.find(({ to }) => to === "+86" + bru.getVar("mobile"));
bru.setVar("verify_code", /[0-9]{6}/.exec(message.text)[0]);
`.trim();

/**
 * `call` is an operation of the description, `page` one of the local cloud's own, which stand for
 * the person's eyes.
 */
export const steps = [
  {
    name: "Get a puzzle",
    call: "captcha-get",
    before: STRANGER,
    expect: { "res.status": "eq 200", "res.body.token": "matches ^[0-9a-f]{32}$" },
    remember: { puzzle: "res.body.token" },
  },
  {
    name: "Look at the puzzle",
    page: "puzzles.json",
    after: SOLVE,
    expect: { "res.status": "eq 200" },
  },
  {
    name: "Solve the puzzle",
    call: "captcha-verify",
    body: { point_json: '{"x":{{x}},"y":5}', token: "{{puzzle}}", sender: "{{mobile}}" },
    expect: { "res.status": "eq 200", "res.body.captcha_token": "startsWith {{puzzle}}---" },
    after: PASS,
  },
  {
    name: "Have a code sent",
    call: "sms-send",
    body: { mobile: "{{mobile}}", type: "REGISTER_SMS", captcha_token: "{{captcha_token}}" },
    expect: { "res.status": "eq 200", "res.body": "isEmpty" },
  },
  {
    name: "Read the text message",
    page: "outbox.json",
    after: READ,
    expect: { "res.status": "eq 200" },
  },
  {
    name: "Register",
    call: "register-mobile-verify-code",
    body: {
      mobile: "{{mobile}}",
      verify_code: "{{verify_code}}",
      user_name: "{{user_name}}",
      pwd: "{{password}}",
    },
    expect: SUCCESS,
  },
  {
    name: "Log out",
    call: "logout",
    expect: { "res.status": "eq 200", "res.body": "isEmpty" },
  },
  {
    name: "Log in by password",
    call: "login",
    body: { user_name: "{{user_name}}", password: "{{password}}" },
    expect: SUCCESS,
  },
  {
    name: "Read the profile",
    call: "profile",
    expect: {
      "res.status": "eq 200",
      "res.body.mobile": "eq +86-{{mobile}}",
      "res.body.user_name": "eq {{user_name}}",
    },
  },
  {
    name: "Log out again",
    call: "logout",
    expect: { "res.status": "eq 200", "res.body": "isEmpty" },
  },
  {
    name: "The id_token is of no use any more",
    call: "profile",
    expect: { "res.status": "eq 400", "res.body.error_code": "eq SDK.COMMON.1005" },
  },
];
