// Writes the Bruno collection from docs/openapi.json; with --check, fails where that would change
// it. Bruno's own import writes every header of every call with a value of its own; here a person
// sets application, device and tokens once, and the calls share them.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import lang from "@usebruno/lang";
import { FLOW, steps } from "./flow.js";

const target = fileURLToPath(new URL("collection", import.meta.url));
const description = JSON.parse(
  readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"),
);

/** What an environment sets, for `cargo run`. */
const VARIABLES = {
  base_url: "http://127.0.0.1:4000",
  client_id: "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
  client_secret: "demo-secret-of-eiam-for-this-machine-only",
  tenant_id: "08f770f51f80d2f40f38c00cb199fd21",
  device: "bruno",
  language: "en",
};

/** The headers of every call. */
const COMMON = {
  "X-client-id": "{{client_id}}",
  "X-operating-sys-version": "bruno",
  "X-device-fingerprint": "{{device}}",
  "X-agent": "bruno",
  "X-L": "{{language}}",
};

/** The values of other headers, most of them from what the calls before answered. */
const HEADERS = {
  "X-state-token": "{{state_token}}",
  "X-session-token": "{{session_token}}",
  "session-token": "{{session_token}}",
  "X-signature": "{{signature}}",
  "X-tenant-id": "{{tenant_id}}",
  "Idempotency-Key": "{{$randomUUID}}",
};

/** What whoever opens the collection reads. */
const DOCS = `
Every call of the API, for \`cargo run\` with the environment \`local\`. "${FLOW}"
runs as it is. The other calls take what the answers before them gave: \`state_token\`, \`id_token\`
and other tokens are kept as variables. Headers that are off are other proofs, or may be left out.

Written from docs/openapi.json by \`npm run generate\` in clients/. Do not edit.
`.trim();

/** The tokens of answers, which later calls prove by. An answer that has none leaves them alone. */
const TOKENS = `
for (const name of ["state_token", "session_token", "id_token", "access_token", "sso_ticket"]) {
  if (res.body?.[name]) bru.setVar(name, res.body[name]);
}
`.trim();

/** The members of bodies that have the same value as long as an environment is used. */
const MEMBERS = ["client_id", "client_secret", "session_token", "sso_ticket"];

/** Follows a reference within the description. */
function resolve(node) {
  if (!node?.$ref) return node;
  const [, ...names] = node.$ref.split("/");
  return resolve(names.reduce((parent, name) => parent[name], description));
}

/** A value that a schema allows, without what may be left out. */
function sample(schema) {
  const { examples, example, enum: choices, type, ...rest } = resolve(schema);
  if ("const" in rest) return rest.const;
  const shown = example ?? examples?.[0] ?? choices?.[0];
  if (shown !== undefined) return shown;
  const [first] = rest.oneOf ?? rest.anyOf ?? rest.allOf ?? [];
  if (first) return sample(first);
  if (type !== "object") return "";
  const names = rest.required?.length ? rest.required : Object.keys(rest.properties ?? {});
  return Object.fromEntries(names.map((name) => [name, sample(rest.properties[name])]));
}

/** The content type of a request and a body of that type. */
function bodyOf({ requestBody }) {
  const content = resolve(requestBody)?.content;
  if (!content) return {};
  const [type, media] = Object.entries(content)[0];
  const [named] = Object.values(media.examples ?? {});
  const value = { ...(media.example ?? resolve(named)?.value ?? sample(media.schema)) };
  // An access token may be asked for in two ways. The one by the body is not said to be required.
  for (const name of type === "application/json" ? [] : ["client_id", "client_secret"]) {
    value[name] = "";
  }
  for (const name of MEMBERS) if (name in value) value[name] = `{{${name}}}`;
  return { type, value };
}

/** The headers that a call has beyond the common ones, and whether it needs them. */
function headersOf({ operationId, security = [] }, parameters) {
  // An application's server has a token of its own.
  const token = operationId.startsWith("tenant-") ? "access_token" : "id_token";
  const values = { ...HEADERS, Authorization: `Bearer {{${token}}}` };
  const headers = new Map();
  const add = (name, enabled) => {
    if (name in COMMON || headers.has(name)) return;
    headers.set(name, { name, value: values[name] ?? "", enabled });
  };
  // Each entry is enough: the others can be switched on in place of the first.
  for (const [index, wanted] of security.entries()) {
    for (const scheme of Object.keys(wanted)) {
      const { type, name, scheme: kind } = description.components.securitySchemes[scheme];
      // Basic authentication is another way to say what is in the body as well.
      if (kind !== "basic") add(type === "apiKey" ? name : "Authorization", index === 0);
    }
  }
  const named = parameters.filter(({ in: place }) => place === "header");
  for (const { name, required } of named) add(name, required);
  return [...headers.values()];
}

/** A call as Bruno has it. */
function callOf(path, method, operation) {
  const parameters = [...(operation.parameters ?? [])].map(resolve);
  const { type, value } = bodyOf(operation);
  const isForm = type === "application/x-www-form-urlencoded";
  const pairs = (values) =>
    Object.entries(values).map(([name, each]) => ({ name, value: `${each}`, enabled: true }));
  const placed = parameters.filter(({ in: place }) => place === "path" || place === "query");
  return {
    http: {
      method,
      url: `{{base_url}}${path.replace(/\{(\w+)\}/g, ":$1")}`,
      body: !type ? "none" : isForm ? "formUrlEncoded" : "json",
      auth: "none",
    },
    params: placed.map(({ in: place, name, required, example, schema }) => ({
      name,
      value: `${example ?? sample(schema)}`,
      enabled: !!required,
      type: place,
    })),
    headers: headersOf(operation, parameters),
    body: !type
      ? undefined
      : isForm
        ? { formUrlEncoded: pairs(value) }
        : { json: JSON.stringify(value, null, 2) },
    docs: [operation.summary, operation.description].filter(Boolean).join("\n\n"),
  };
}

const operations = new Map();
for (const [path, item] of Object.entries(description.paths)) {
  for (const [method, operation] of Object.entries(item)) {
    if (method === "head") continue;
    // Carriers report on texts, and nobody else has their token.
    if (operation.tags?.includes("Delivery receipts")) continue;
    operations.set(operation.operationId, {
      folder: operation.tags?.[0] ?? "Calls",
      call: callOf(path, method, operation),
    });
  }
}

/** The text of a request's file. */
function bru(name, seq, { http, tags, ...rest }) {
  const text = lang.jsonToBruV2({ meta: { name, type: "http", seq, tags }, http, ...rest });
  return `${text.trimEnd()}\n`;
}

const pairsOf = (values, extra) =>
  Object.entries(values).map(([name, value]) => ({ name, value, ...extra }));

/** A step of the flow: a call of the description, or of the local cloud's pages, with what is told. */
function stepOf({ call, page, body, before, after, expect, remember = {} }) {
  const known = call
    ? operations.get(call).call
    : {
        http: { method: "get", url: `{{base_url}}/_local/${page}`, body: "none", auth: "none" },
        headers: [],
      };
  return {
    ...known,
    headers: known.headers.filter(({ enabled }) => enabled),
    params: [],
    body: body && { json: JSON.stringify(body, null, 2) },
    vars: { res: pairsOf(remember, { enabled: true, local: false }) },
    assertions: pairsOf(expect, { enabled: true }),
    script: { req: before, res: after },
    docs: undefined,
    tags: ["flow"],
  };
}

const files = new Map();
files.set(
  "bruno.json",
  `${JSON.stringify({ version: "1", name: "Bindery", type: "collection", ignore: [] }, null, 2)}\n`,
);
files.set(
  "collection.bru",
  lang.jsonToCollectionBru({
    headers: pairsOf(COMMON, { enabled: true }),
    script: { res: TOKENS },
    docs: DOCS,
  }),
);
files.set(
  "environments/local.bru",
  lang.envJsonToBruV2({ variables: pairsOf(VARIABLES, { enabled: true, secret: false }) }),
);
let seq = 0;
for (const [name, { folder, call }] of operations) {
  seq += 1;
  files.set(`${folder}/${name}.bru`, bru(name, seq, call));
}
for (const [index, step] of steps.entries()) {
  const number = `${index + 1}`.padStart(2, "0");
  const name = `${number} ${step.name}`;
  files.set(`${FLOW}/${name}.bru`, bru(name, index + 1, stepOf(step)));
}

/** The files that are there, by their paths in the collection. */
function present() {
  if (!existsSync(target)) return new Map();
  const entries = readdirSync(target, { recursive: true, withFileTypes: true });
  const found = entries.filter((each) => each.isFile());
  const paths = found.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(target.length + 1), readFileSync(path, "utf8")]));
}

if (process.argv.includes("--check")) {
  const there = present();
  const names = new Set([...files.keys(), ...there.keys()]);
  const stale = [...names].filter((name) => files.get(name) !== there.get(name));
  if (stale.length > 0) {
    console.error("clients/bruno/collection is out of date: run `npm run generate` in clients/");
    console.error(stale.join("\n"));
    process.exit(1);
  }
} else {
  rmSync(target, { recursive: true, force: true });
  for (const [name, text] of files) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), text);
  }
}
