// What the tests need of the local cloud (`cargo run`), whose address is in BINDERY_URL.

import { createClient, memoryStorage, webPlatform } from "../src/index.js";

export const URL = process.env.BINDERY_URL ?? "http://127.0.0.1:4000";

/** The applications of local/demo.yaml, by dialect. */
export const APPLICATIONS = {
  eiam: "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
  ciam: "p8mC2vXq4Lr7Tz1Nw6Yb3Kd9Hs5Gf0Ja",
  oneaccess: "q7Vd3Rk9Zx1Mn5Bt8Lc2Wf6Hj4Gs0PyA",
};

/**
 * A client on a device of its own. `seen` holds its requests, `pauses` what it would have waited.
 * `lose(n)` loses the answers of the next n requests, which the service carries out.
 */
export function app(options = {}) {
  const { dialect = "eiam", ...others } = options;
  const platform = webPlatform();
  const seen = [];
  const pauses = [];
  let lost = 0;
  const client = createClient({
    baseUrl: URL,
    clientId: APPLICATIONS[dialect],
    language: "en",
    storage: memoryStorage(),
    platform: { ...platform, wait: async (milliseconds) => pauses.push(milliseconds) },
    async transport(request) {
      seen.push(request);
      const answer = await platform.transport(request);
      if (lost > 0) {
        lost -= 1;
        throw new Error("connection reset");
      }
      return answer;
    },
    ...others,
  });
  const paths = () => seen.map(({ url }) => url.slice(`${URL}/api/v2/sdk/`.length));
  return { client, seen, pauses, paths, lose: (answers) => (lost = answers) };
}

const local = async (page) => (await fetch(`${URL}/_local/${page}`)).json();

/** A solved puzzle. `off` misses the gap by so many pixels. */
export async function solved(client, off = 0) {
  const { token } = await client.captcha.get();
  const puzzles = await local("puzzles.json");
  return { token, x: puzzles.find((puzzle) => puzzle.token === token).x + off };
}

let people = 0;

/** A mobile number and an address that no other test has. */
export function stranger() {
  people += 1;
  const number = `${Date.now()}`.slice(-6) + `${process.pid % 100}`.padStart(2, "0");
  const unique = number + `${people}`.padStart(2, "0");
  return { mobile: `1${unique}`, email: `person${unique}@example.com`, name: `person${unique}` };
}

/** The messages to a mobile number or an address, the newest first. */
export async function messages({ mobile, email }) {
  const to = email ?? `+86${mobile}`;
  return (await local("outbox.json")).filter((message) => message.to === to);
}

/** The code that was sent last. */
export async function codeFor(contact) {
  const [newest] = await messages(contact);
  return /\b\d{6}\b/.exec(newest.text)[0];
}

/** Replaces the script of faults, as docs/local-cloud.md has it. */
export async function script(...rules) {
  const answer = await fetch(`${URL}/_local/faults.json`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(rules),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Registers a stranger by mobile, who is signed in from then on. */
export async function registered(client, form = {}) {
  const person = stranger();
  const { mobile } = person;
  await client.register.start({ mobile }, await solved(client));
  const result = await client.register.confirm({
    mobile,
    verify_code: await codeFor({ mobile }),
    ...form,
  });
  if (result.status !== "SUCCESS") throw new Error(result.status);
  return { ...person, result };
}

/** A user whose mobile WeChat vouched for: no code was sent to it yet. */
export async function vouched() {
  const person = stranger();
  const { client } = app();
  await client.wechat.login({ code: person.name });
  const result = await client.bind.wechatPhone({ wechat_code: `+86-${person.mobile}` });
  if (result.status !== "SUCCESS") throw new Error(result.status);
  return { ...person, client };
}
