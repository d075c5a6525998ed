// Writes src/api.d.ts from docs/openapi.json; with --check, fails where that would change it.

import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const HEAD = `// Generated from docs/openapi.json by \`npm run generate\` in clients/. Do not edit.
/* eslint-disable */
`;

const target = new URL("../src/api.d.ts", import.meta.url);
const description = JSON.parse(
  readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8"),
);
// The client makes neither HEAD requests nor those of an application's own server.
for (const [path, item] of Object.entries(description.paths)) {
  if (!path.startsWith("/api/v2/sdk/")) delete description.paths[path];
  delete item.head;
}
const text = HEAD + astToString(await openapiTS(description));
if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error("clients/js/src/api.d.ts is out of date: run `npm run generate` in clients/");
  process.exit(1);
}
