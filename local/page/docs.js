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
function typeOf(reference) {
  const schema = resolved(reference);
  const { type, pattern, maxLength, const: only, enum: values, items } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (values) return values.filter((value) => value !== null).join(" | ");
  if (items) return `array of ${typeOf(items)}`;
  const kinds = [type ?? (schema.anyOf ?? []).map(typeOf)].flat();
  const kind = [...new Set(kinds)].filter((each) => each !== "null").join(" | ") || "null";
  if (pattern) return `${kind}, ${pattern}`;
  return maxLength ? `${kind}, at most ${maxLength} characters` : kind;
}

/** Text in which what stands between backquotes is code. */
const prose = (text) =>
  (text ?? "").split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));

const paragraphs = (text) =>
  (text ?? "")
    .split("\n\n")
    .filter(Boolean)
    .map((paragraph) => h("p", {}, prose(paragraph)));

/** A table. The cells of its first column are code, in one line or several. */
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
        h(
          "td",
          {},
          [name].flat().map((line) => h("div", {}, h("code", {}, line))),
        ),
        cells.map((text) => h("td", {}, prose(text))),
      ),
    ),
  );

/** The members of an object, and those of the objects in it. */
function memberRows(schema, prefix = "") {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, reference]) => {
    const member = resolved(reference);
    const text = reference.description ?? member.description ?? "";
    return [
      [`${prefix}${name}`, required.has(name) ? "required" : "", typeOf(member), text],
      ...memberRows(member, `${prefix}${name}.`),
      ...(member.items ? memberRows(resolved(member.items), `${prefix}${name}[].`) : []),
    ];
  });
}

/** The members of a body; of a body that has several forms, those of each. */
function bodyView(reference) {
  const schema = resolved(reference);
  const forms = schema.oneOf ?? schema.anyOf;
  if (forms) {
    return forms.flatMap((form, index) => [
      h("p", { class: "hint" }, index > 0 && "or ", prose(resolved(form).description)),
      bodyView(form),
    ]);
  }
  const rows = memberRows(schema);
  return rows.length > 0 ? [table(["member", "required", "type", "meaning"], rows)] : [];
}

const contentOf = (part) => Object.values(part?.content ?? {})[0];

const json = (value) => h("pre", { tabindex: "0" }, JSON.stringify(value, null, 2));

function examplesView(content) {
  return Object.entries(content.examples ?? {}).map(([name, reference]) => {
    const { value } = resolved(reference);
    return [h("p", { class: "hint" }, `Example: ${name.replaceAll("_", " ")}`), json(value)];
  });
}

/** The errors of all statuses, with what to do about each. */
function errorsView(responses) {
  const rows = Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([status, reference]) =>
      Object.values(contentOf(resolved(reference))?.examples ?? {}).map((example) => {
        const { value, summary, description: remedy, "x-codes": codes } = resolved(example);
        // Neither OAuth nor API Gateway knows dialects.
        const own = [value.error ?? value.message];
        const all = codes ? [codes.eiam, codes.ciam, codes.oneaccess] : own;
        return [[...new Set(all)], status, summary, remedy];
      }),
    );
  return rows.length > 0
    ? [
        h("h3", {}, "Errors"),
        h(
          "p",
          { class: "hint" },
          "Each with its codes in eiam and, where they differ, in ciam and oneaccess.",
        ),
        table(["code", "status", "when", "what to do"], rows),
      ]
    : [];
}

/** What proves who calls. */
function proofText(security = []) {
  const schemes = description.components.securitySchemes;
  const nameOf = (name) => {
    const { type, scheme, name: header } = schemes[name];
    return type === "http"
      ? `Authorization: ${scheme === "basic" ? "Basic" : "Bearer"} (${name})`
      : header;
  };
  const each = security.map((wanted) => Object.keys(wanted).map(nameOf).join(" with ") || "none");
  return each.join("; or ") || "none";
}

function operationView({ description: text, security, parameters = [], requestBody, responses }) {
  const rows = parameters.map((parameter) => {
    const { name, in: location, required, description: meaning = "" } = resolved(parameter);
    return [name, required ? "required" : "", location, meaning];
  });
  const answer = responses[200];
  const content = contentOf(answer);
  const request = contentOf(requestBody);
  return [
    paragraphs(text),
    h("p", { class: "hint" }, `Proof: ${proofText(security)}`),
    rows.length > 0 && [
      h("h3", {}, "Parameters"),
      table(["name", "required", "in", "meaning"], rows),
    ],
    request && [
      h("h3", {}, `Body · ${Object.keys(requestBody.content)[0]}`),
      bodyView(request.schema),
      examplesView(request),
    ],
    h("h3", {}, `200 · ${answer.description}`),
    content && [bodyView(content.schema), examplesView(content)],
    Object.entries(answer.headers ?? {}).map(([name, header]) =>
      h("p", { class: "hint" }, h("code", {}, name), ` ${header.description ?? ""}`),
    ),
    errorsView(responses),
  ];
}

/** A call, closed: what it takes and answers is made when it is opened. */
function callView(path, method, operation) {
  const view = h(
    "details",
    {},
    h(
      "summary",
      {},
      h("span", { class: "method" }, method.toUpperCase()),
      h("span", { class: "path" }, path),
      h("span", { class: "about" }, prose(operation.summary)),
    ),
  );
  const append = () => view.append(...[operationView(operation)].flat(Infinity).filter(Boolean));
  view.addEventListener("toggle", append, { once: true });
  return {
    words: `${path} ${operation.summary}`.toLowerCase(),
    line: h("li", { id: operation.operationId }, view),
  };
}

const groups = description.tags.map(({ name, description: text }) => {
  const calls = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item)
      // HEAD is GET without the body.
      .filter(([method, { tags }]) => method !== "head" && tags.includes(name))
      .map(([method, operation]) => callView(path, method, operation)),
  );
  const lines = h("ol", { class: "requests" }, ...calls.map(({ line }) => line));
  return { calls, section: h("section", {}, h("h2", {}, name), paragraphs(text), lines) };
});
const calls = groups.flatMap((group) => group.calls);

const search = document.querySelector("#search");

function find() {
  const word = search.value.trim().toLowerCase();
  for (const { words, line } of calls) line.hidden = !words.includes(word);
  for (const group of groups) {
    group.section.hidden = group.calls.every(({ line }) => line.hidden);
  }
  const isNone = calls.every(({ line }) => line.hidden);
  document.querySelector("#none").textContent = isNone ? "No call has that word." : "";
}

document.querySelector("#about").append(...paragraphs(description.info.description));
document.querySelector("#calls").append(...groups.map(({ section }) => section));
search.addEventListener("input", find);
find();
// The address may name a call, as in /docs#sms-send.
const named = calls.find(({ line }) => `#${line.id}` === location.hash);
if (named) {
  named.line.querySelector("details").open = true;
  named.line.scrollIntoView();
}
