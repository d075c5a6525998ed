// The page: a phone on the left, and on the right what it receives, what goes wrong, and what goes
// over the wire. It reads what the local cloud tells as JSON, and never reloads itself.

import { createClient } from "/_local/client/index.js";
import "/_local/client/bindery-captcha.js";
import { h } from "./dom.js";
import { createPhone } from "./phone.js";
import { speak, spoken, t } from "./texts.js";
import { isLosing, loseNext, recordingTransport, requestView } from "./wire.js";

/** How often new messages are looked for while the page is seen, in milliseconds. */
const LOOK = 1500;
/** How many requests and messages are kept. */
const KEPT = 100;

/** The script of each fault that can be had by a click; docs/local-cloud.md has the rest. */
const FAULTS = {
  "fault.unheard": { function: "sms-send", call: "Publish", fault: "drop-after", times: 1 },
  "fault.refused": { function: "sms-send", call: "Publish", fault: "refuse", times: 1 },
  "fault.conflict": { call: "", fault: "conflict", times: 1 },
  "fault.slow": { call: "", fault: "slow", milliseconds: 3000, times: 1 },
};

const find = (selector) => document.querySelector(selector);

/** What the local cloud answers, or null where it has ended, which the page then says. */
async function local(name, options) {
  const answer = await fetch(name, options).catch(() => null);
  find("#ended").hidden = answer !== null;
  return answer;
}

const [{ applications }, wechatCodes] = await Promise.all(
  ["/_local/configuration.json", "/_local/wechat.json"].map(async (name) =>
    (await fetch(name)).json(),
  ),
);

// ---- the wire

const lines = new Map();

function onRequest(record) {
  const known = lines.get(record);
  const line = requestView(record, known);
  if (!known) {
    lines.set(record, line);
    find("#wire ol").prepend(line);
    find("#wire .empty").hidden = true;
  }
  if (lines.size > KEPT) {
    const [[oldest, element]] = lines;
    element.remove();
    lines.delete(oldest);
  }
  showFaults();
  look();
}

const transport = recordingTransport(onRequest);

// ---- the phone

let client;

const phone = createPhone(find("#screen"), () => client, wechatCodes);

function choose(client_id) {
  localStorage.setItem("page.application", client_id);
  client = createClient({
    baseUrl: location.origin,
    clientId: client_id,
    language: spoken,
    transport,
  });
  find("#notice").replaceChildren();
  return phone.open();
}

// ---- messages

/** The code in a message, as the outbox reads it: the year of a date is none. */
const codeIn = (text) => /(?<![\w-])\d{4,8}(?![\w-])/.exec(text)?.[0];

let seen = null;

/** Puts a code into the field that waits for one, if there is one. */
function fillIn(code) {
  const waiting = find("[data-code]");
  if (!waiting) return;
  waiting.value = code;
  waiting.focus();
  find("#notice").replaceChildren();
  view("phone");
}

const fillButton = (code) =>
  h("button", { type: "button", class: "small fill", onclick: () => fillIn(code) }, t("fill"));

function messageView({ channel, to, subject, text, html, sent_at }) {
  const code = codeIn(text);
  return h(
    "li",
    { class: channel },
    h(
      "header",
      {},
      h("span", { class: "tag" }, channel),
      h("span", { class: "to" }, to),
      h("time", {}, new Date(sent_at * 1000).toLocaleTimeString(spoken())),
    ),
    subject && h("h3", {}, subject),
    code && h("p", { class: "code" }, h("strong", {}, code), fillButton(code)),
    h("p", { class: "text" }, text),
    html &&
      h(
        "details",
        {},
        h("summary", {}, "HTML"),
        h("iframe", { sandbox: true, title: subject ?? "HTML", srcdoc: html }),
      ),
  );
}

function notify({ channel, text }) {
  const code = codeIn(text);
  const notice = h(
    "div",
    { class: "notice" },
    h("span", { class: "tag" }, channel),
    h("span", { class: "text" }, text),
    code && fillButton(code),
  );
  find("#notice").replaceChildren(notice);
}

let looking = false;

/** Shows the messages that came since the last look, and leaves the others alone. */
async function look() {
  if (looking || document.hidden) return;
  looking = true;
  try {
    const messages = await (await local("/_local/outbox.json"))?.json();
    if (!messages) return;
    const fresh = messages.slice(0, messages.length - (seen ?? 0)).slice(0, KEPT);
    const isFirst = seen === null;
    seen = messages.length;
    for (const message of fresh.toReversed()) find("#messages ol").prepend(messageView(message));
    find("#messages .empty").hidden = messages.length > 0;
    // What was sent before the page was opened is no news.
    if (fresh.length > 0 && !isFirst) notify(fresh[0]);
  } finally {
    looking = false;
  }
}

// ---- faults

/** The rules of the script that have something left to do. */
const waitingFaults = async () => {
  const rules = (await (await local("/_local/faults.json"))?.json()) ?? [];
  return rules.filter(({ times }) => times !== 0);
};

let latest = 0;

async function showFaults() {
  latest += 1;
  const mine = latest;
  const rules = await waitingFaults();
  // An answer may come after that of a later request.
  if (mine !== latest) return;
  const names = rules.map((rule) => {
    const [name] = Object.entries(FAULTS).find(([, each]) => matches(each, rule)) ?? [];
    return name ? t(name) : JSON.stringify(rule);
  });
  if (isLosing()) names.push(t("fault.lost"));
  const clear = h("button", { type: "button", class: "small", onclick: clearFaults }, t("clear"));
  const content =
    names.length > 0 ? [`${t("waiting")} ${names.join(" · ")} `, clear] : [t("noFaults")];
  // Not each time: a screen reader would say it each time.
  const status = find("#script");
  if (status.dataset.shown === content[0]) return;
  status.dataset.shown = content[0];
  status.replaceChildren(...content);
}

const matches = (wanted, rule) =>
  wanted.fault === rule.fault && (wanted.function ?? null) === (rule.function ?? null);

async function setFaults(rules) {
  await local("/_local/faults.json", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(rules),
  });
  await showFaults();
}

function clearFaults() {
  loseNext(false);
  return setFaults([]);
}

function faultButtons() {
  const scripted = Object.entries(FAULTS).map(([name, rule]) =>
    h(
      "button",
      { type: "button", onclick: async () => setFaults([...(await waitingFaults()), rule]) },
      t(name),
    ),
  );
  const lost = h(
    "button",
    {
      type: "button",
      onclick: () => {
        loseNext(true);
        showFaults();
      },
    },
    t("fault.lost"),
  );
  find("#faults .switches").replaceChildren(...scripted, lost);
}

// ---- the frame

/** On a small screen, one view is seen at a time. */
function view(name) {
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll("#views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }
}

function applicationNames() {
  const list = find("#application");
  const chosen = list.value;
  const options = applications.map(({ client_id, dialect, name }) =>
    h("option", { value: client_id }, `${name[spoken().slice(0, 2)] ?? name.en} · ${dialect}`),
  );
  list.replaceChildren(...options);
  if (chosen) list.value = chosen;
}

function setLanguage(language) {
  localStorage.setItem("page.language", language);
  speak(language);
  find("#language").value = language;
  find("#pages").setAttribute("aria-label", t("pages"));
  find("#views").setAttribute("aria-label", t("views"));
  applicationNames();
  faultButtons();
  showFaults();
  for (const [record, line] of lines) requestView(record, line);
  find("#messages ol").replaceChildren();
  find("#notice").replaceChildren();
  seen = null;
  look();
}

find("#language").addEventListener("change", ({ target }) => {
  setLanguage(target.value);
  phone.again();
});
find("#application").addEventListener("change", ({ target }) => choose(target.value));
for (const button of document.querySelectorAll("#views button")) {
  button.addEventListener("click", () => view(button.dataset.view));
}

const known = localStorage.getItem("page.language");
setLanguage(known ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en"));
view("phone");
const last = localStorage.getItem("page.application");
const first = applications.find(({ client_id }) => client_id === last) ?? applications[0];
find("#application").value = first.client_id;
await choose(first.client_id);
setInterval(look, LOOK);
document.addEventListener("visibilitychange", look);
