// The samples that check an id_token, with one of the local cloud. The Python to run has PyJWT and
// is named by BINDERY_PYTHON.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { APPLICATIONS, URL as CLOUD, vouched } from "../../js/test/cloud.js";

const path = (name) => fileURLToPath(new URL(`../verify/${name}`, import.meta.url));
const samples = {
  "Node.js": [process.execPath, path("verify.mjs")],
  Python: [process.env.BINDERY_PYTHON ?? "python3", path("verify.py")],
};

function verify([program, script], token, { address = CLOUD, clientId = APPLICATIONS.eiam } = {}) {
  const { status, stdout, stderr } = spawnSync(program, [script, address, clientId], {
    input: token,
    encoding: "utf8",
  });
  return { accepts: status === 0, stdout, stderr };
}

for (const [language, sample] of Object.entries(samples)) {
  test(`${language} accepts a token of the application and no other`, async () => {
    const { client, mobile } = await vouched();
    const token = await client.session.idToken();
    const good = verify(sample, token);
    assert(good.accepts, good.stderr);
    assert.equal(JSON.parse(good.stdout).mobile, `+86-${mobile}`);

    const refusal = /audience|aud/i;
    const other = verify(sample, token, { clientId: APPLICATIONS.ciam });
    assert(!other.accepts);
    assert.match(other.stderr, refusal);

    const [header, payload, signature] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url"));
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: "admin" })).toString("base64url");
    const forged = verify(sample, [header, changed, signature].join("."));
    assert(!forged.accepts);
    assert.match(forged.stderr, /signature/i);

    // The same keys under another name of this machine, and so of another issuer.
    const address = CLOUD.replace("127.0.0.1", "localhost");
    const foreign = verify(sample, token, { address });
    assert(!foreign.accepts);
    assert.match(foreign.stderr, /issuer|iss/i);
  });
}
