// The reference of the API, rendered from its description.

import { h } from "./dom.js";

const description = await (await fetch("/openapi.json")).json();

/** What a `$ref` points to. */
function resolved(node) {
  if (!node?.$ref) return node;
  return node.$ref
    .slice(2)
    .split("/")
    .reduce((part, name) => part[name.replaceAll("~1", "/")], description);
}

/** A type in a few words: its values where they are few, else what it is. */
function typeOf(schema) {
  const { type, pattern, const: only, enum: values, items } = schema;
  if (only) return JSON.stringify(only);
  if (values) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (items) return `array of ${typeOf(items)}`;
  const kinds = [type ?? (schema.anyOf ?? []).map((each) => each.type)].flat().join(" | ");
  return pattern ? `${kinds}, ${pattern}` : kinds;
}

const table = (head, rows) =>
  h(
    "table",
    {},
    h(
      "tr",
      {},
      head.map((text) => h("th", { scope: "col" }, text)),
    ),
    rows.map(([name, ...cells]) =>
      h(
        "tr",
        {},
        h("td", {}, h("code", {}, name)),
        cells.map((text) => h("td", {}, text)),
      ),
    ),
  );

/** The members of a body; of a body that has several forms, those of each. */
function bodyView(schema) {
  const forms = schema.oneOf ?? schema.anyOf;
  if (forms) {
    return forms.flatMap((form, index) => [
      h("p", { class: "hint" }, [index > 0 && "or ", form.description].filter(Boolean).join("")),
      bodyView(form),
    ]);
  }
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(([name, member]) => [
    name,
    required.has(name) ? "yes" : "",
    typeOf(member),
    member.description ?? "",
  ]);
  return rows.length > 0 ? [table(["member", "required", "type", "meaning"], rows)] : [];
}

const contentOf = (part) => Object.values(part?.content ?? {})[0]?.schema;

function answerView([status, reference]) {
  const answer = resolved(reference);
  const schema = contentOf(answer);
  // The codes of errors are hundreds, and the same for most calls: openapi.json has them.
  const isError = Number(status) >= 400;
  return [
    h("h2", {}, `${status} · ${answer.description}`),
    schema && !isError ? bodyView(schema) : [],
    Object.entries(answer.headers ?? {}).map(([name, header]) =>
      h("p", { class: "hint" }, h("code", {}, name), ` ${header.description ?? ""}`),
    ),
  ];
}

function operationView({ parameters = [], requestBody, responses }) {
  const rows = parameters.map(({ name, in: location, required, description: text }) => [
    name,
    required ? "yes" : "",
    location,
    text ?? "",
  ]);
  return [
    rows.length > 0 && [
      h("h2", {}, "Parameters"),
      table(["name", "required", "in", "meaning"], rows),
    ],
    requestBody && [
      h("h2", {}, `Body · ${Object.keys(requestBody.content)[0]}`),
      bodyView(contentOf(requestBody)),
    ],
    Object.entries(responses).map(answerView),
  ];
}

const calls = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.entries(item)
    // HEAD is GET without the body.
    .filter(([method]) => method !== "head")
    .map(([method, operation]) => {
      const view = h(
        "details",
        {},
        h(
          "summary",
          {},
          h("span", { class: "method" }, method.toUpperCase()),
          h("span", { class: "path" }, path),
        ),
      );
      const append = () =>
        view.append(...[operationView(operation)].flat(Infinity).filter(Boolean));
      view.addEventListener("toggle", append, { once: true });
      return { path, line: h("li", { id: operation.operationId }, view) };
    }),
);

const search = document.querySelector("#search");

function find() {
  const word = search.value.trim().toLowerCase();
  for (const { path, line } of calls) line.hidden = !path.includes(word);
  const isNone = calls.every(({ line }) => line.hidden);
  document.querySelector("#none").textContent = isNone ? "No call has that word." : "";
}

document.querySelector("#calls").append(...calls.map(({ line }) => line));
search.addEventListener("input", find);
find();
// The address may name a call, as in /docs#sms-send.
const named = calls.find(({ line }) => `#${line.id}` === location.hash);
if (named) {
  named.line.querySelector("details").open = true;
  named.line.scrollIntoView();
}
