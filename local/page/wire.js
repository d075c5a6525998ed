// The wire: every request of the phone as it went over the network, as curl, with its answer and
// what its tokens say.

import { fetchTransport } from "/_local/client/index.js";
import { h } from "./dom.js";
import { t } from "./texts.js";

/** Longer texts of an answer are shown in part: pictures, and tokens, which are decoded below. */
const SHOWN = 80;

/** Whether the next answer is to be lost, as if the network had broken down. */
const losing = { next: false };

export const loseNext = (isWanted) => {
  losing.next = isWanted;
};
export const isLosing = () => losing.next;

/**
 * A transport like `fetch` that calls `onChange` with a record of each request when it is sent, and
 * again when it is answered.
 */
export function recordingTransport(onChange) {
  const keys = new Set();
  return async (request) => {
    const key = request.headers["Idempotency-Key"];
    const record = { request, isRepeat: keys.has(key), answer: null, isLost: false, took: 0 };
    if (key) keys.add(key);
    const began = performance.now();
    onChange(record);
    try {
      const answer = await fetchTransport(request);
      record.answer = answer;
      record.isLost = losing.next;
    } finally {
      record.took = Math.round(performance.now() - began);
      losing.next = false;
      onChange(record);
    }
    if (record.isLost) throw new Error("the answer was lost");
    return record.answer;
  };
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The request as a command for a shell. */
export function asCurl({ method, url, headers, body }) {
  const lines = [`curl -sS ${method === "POST" ? "-X POST " : ""}${quoted(url)}`];
  for (const [name, value] of Object.entries(headers))
    lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (body) lines.push(`-d ${quoted(body)}`);
  return lines.join(" \\\n  ");
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const shortened = (_, value) =>
  typeof value === "string" && value.length > SHOWN
    ? `${value.slice(0, SHOWN)}… (${value.length})`
    : value;

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
    letter.charCodeAt(0),
  );

/** Verifies an id_token by the service's key set, as any server of an app would. */
async function verifyingKey(token) {
  const [header, payload, signature] = token.split(".");
  const { kid } = JSON.parse(new TextDecoder().decode(bytesOf(header)));
  const { keys } = await (await fetch("/api/v1/oauth2/keys")).json();
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk) return null;
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  return (await crypto.subtle.verify(algorithm, key, bytesOf(signature), signed)) ? kid : null;
}

/** A token with its parts decoded, and whether its signature is good. */
function tokenView(name, token) {
  const [header, payload] = token
    .split(".")
    .slice(0, 2)
    .map((part) => {
      return JSON.parse(new TextDecoder().decode(bytesOf(part)));
    });
  const verdict = h("p", { class: "verdict" });
  if (name === "id_token") {
    verifyingKey(token).then(
      (kid) => {
        verdict.textContent = kid ? `✓ ${t("verified")} ${kid}` : `✗ ${t("forged")}`;
        verdict.classList.add(kid ? "good" : "bad");
      },
      () => {
        verdict.textContent = t("unverified");
      },
    );
  } else {
    verdict.textContent = t("unverifiable");
  }
  const ends = payload.exp
    ? ` · ${t("expires")} ${new Date(payload.exp * 1000).toLocaleString()}`
    : "";
  return h(
    "div",
    { class: "token" },
    h("h3", {}, name, h("small", {}, ends)),
    verdict,
    h("pre", { tabindex: 0 }, JSON.stringify(header)),
    h("pre", { tabindex: 0 }, JSON.stringify(payload, null, 1)),
  );
}

function copyButton(text) {
  const button = h("button", { type: "button", class: "small" }, t("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = t("copied");
  });
  return button;
}

function details({ request, answer }) {
  const curl = asCurl(request);
  const body = answer && parsed(answer.body);
  const tokens = ["id_token", "state_token"].filter((name) => typeof body?.[name] === "string");
  return [
    h("h3", {}, t("request"), copyButton(curl)),
    h("pre", { class: "curl", tabindex: 0 }, curl),
    h("h3", {}, t("answer")),
    h(
      "pre",
      { class: "answer", tabindex: 0 },
      body ? JSON.stringify(body, shortened, 1) : answer?.body || t("noBody"),
    ),
    tokens.map((name) => tokenView(name, body[name])),
  ];
}

/** A line of the wire, which opens to the whole request. Called again, it shows what is new. */
export function requestView(record, line = h("li")) {
  const { request, answer, isLost, isRepeat, took } = record;
  const body = answer && parsed(answer.body);
  const result = body?.status ?? body?.error_code ?? "";
  const kind = !answer ? "open" : answer.status === 200 ? "good" : "bad";
  const badges = [isRepeat && t("repeat"), isLost && t("answerLost")].filter(Boolean);
  const summary = h(
    "summary",
    {},
    h("span", { class: "method" }, request.method),
    h("span", { class: "path" }, new URL(request.url).pathname.replace("/api/v2/sdk/", "")),
    badges.map((badge) => h("span", { class: "badge" }, badge)),
    h("span", { class: `status ${kind}` }, answer ? `${answer.status} ${result}` : "…"),
    h("span", { class: "took" }, answer ? `${took} ms` : ""),
  );
  const view = h("details", {}, summary);
  // Decoding and verifying wait until it is opened.
  view.addEventListener("toggle", () => view.append(...details(record).flat()), { once: true });
  line.replaceChildren(view);
  return line;
}
