// What is promised of the package itself.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import ts from "typescript";

const src = new URL("../src/", import.meta.url);

/** The gzipped size of modules without their comments, which any bundler removes, in bytes. */
function sizeOf(names) {
  const bare = names.map((name) => {
    const source = readFileSync(new URL(name, src), "utf8");
    const compilerOptions = { target: "ESNext", module: "ESNext", removeComments: true };
    return ts.transpileModule(source, { compilerOptions }).outputText;
  });
  return gzipSync(bare.join(""), { level: 9 }).length;
}

const modules = readdirSync(src).filter((name) => name.endsWith(".js"));

test("the client has at most 8 KB gzipped, and the element 4 KB more", () => {
  const client = sizeOf(modules.filter((name) => name !== "bindery-captcha.js"));
  const element = sizeOf(["bindery-captcha.js"]);
  console.log(`gzipped: client ${client} bytes, element ${element} bytes`);
  assert(client <= 8 * 1024, `${client}`);
  assert(element <= 4 * 1024, `${element}`);
});

test("nothing is imported but the package's own modules", () => {
  for (const name of modules) {
    const source = readFileSync(new URL(name, src), "utf8");
    for (const [, from] of source.matchAll(
      /^(?:import|export) .*from "([^"]*)"|^} from "([^"]*)"/gm,
    )) {
      if (from) assert.match(from, /^\.\//, name);
    }
  }
  const { dependencies } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  assert.equal(dependencies, undefined);
});
