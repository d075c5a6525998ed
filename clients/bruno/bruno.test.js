// Runs the collection against the local cloud with Bruno's own command line, as `bru run` does.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { URL as CLOUD } from "../js/test/cloud.js";
import { FLOW, steps } from "./flow.js";

const bru = createRequire(import.meta.url).resolve("@usebruno/cli/bin/bru.js");
const collection = fileURLToPath(new URL("collection", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bruno-"));
after(() => rmSync(folder, { recursive: true }));

/** Runs what is in a folder of the collection; `results` holds each request and its answer. */
function run(...words) {
  const report = join(folder, "report.json");
  const { status, stdout } = spawnSync(
    process.execPath,
    [bru, "run", ...words]
      // A device of its own: the wrong passwords of calls that make no sense are counted.
      .concat(["--env", "local", "--env-var", `base_url=${CLOUD}`])
      .concat(["--env-var", `device=${randomUUID()}`])
      .concat(["--noproxy", "--reporter-json", report]),
    { cwd: collection, encoding: "utf8" },
  );
  const [{ results }] = JSON.parse(readFileSync(report, "utf8"));
  return { status, stdout, results };
}

test("a person registers by mobile, logs in, reads the profile and logs out", () => {
  const { status, stdout, results } = run(FLOW, "--bail");
  assert.equal(status, 0, stdout);
  console.log(stdout.slice(stdout.indexOf("┌")));
  assert.equal(results.length, steps.length);
  for (const { test: each, assertionResults } of results) {
    assert(assertionResults.length > 0, each.filename);
  }
});

test("each call of the collection reaches its function with all that a caller has to say", () => {
  const { results } = run("-r", "--exclude-tags", "flow");
  assert(results.length > 40, `${results.length}`);
  for (const { test: each, response } of results) {
    const { status, data } = response;
    const said = `${each.filename}: ${status} ${JSON.stringify(data)}`;
    assert([200, 400, 401, 429].includes(status), said);
    // No such application, no device, a member that is missing.
    assert.doesNotMatch(data?.error_code ?? "", /COMMON\.1012|COMMON\.1003|COMMON\.1001/, said);
  }
});
