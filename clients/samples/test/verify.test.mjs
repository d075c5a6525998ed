// The samples that check an id_token: with one of the local cloud, and with what an attacker may
// come up with, or an issuer that made a mistake. The Python to run has PyJWT and is named by
// BINDERY_PYTHON. Go and Java are tested where they are there; Java's Gson is named by BINDERY_GSON.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHmac, KeyObject, sign as signBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import { APPLICATIONS, URL as CLOUD, vouched } from "../../js/test/cloud.js";

const path = (name) => fileURLToPath(new URL(`../verify/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "verify-"));
const gson = process.env.BINDERY_GSON ?? "/usr/share/java/gson.jar";

const samples = {
  "Node.js": [process.execPath, path("verify.mjs")],
  Python: [process.env.BINDERY_PYTHON ?? "python3", path("verify.py")],
};
const isThere = (program, version) => spawnSync(program, [version]).status === 0;
const build = (program, ...options) => {
  const { status, stderr } = spawnSync(program, options, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
};
if (isThere("go", "version")) {
  build("go", "vet", path("verify.go"));
  build("go", "build", "-o", join(folder, "verify"), path("verify.go"));
  samples.Go = [join(folder, "verify")];
}
if (isThere("javac", "-version") && existsSync(gson)) {
  build("javac", "-Xlint:all", "-Werror", "-cp", gson, "-d", folder, path("Verify.java"));
  samples.Java = ["java", "-cp", `${gson}:${folder}`, "Verify"];
}
console.log(`samples: ${Object.keys(samples).join(", ")}`);

/** An issuer whose every token is as a test wants it. */
let keys;
let issuer;
before(async () => {
  keys = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(keys.publicKey)), use: "sig", alg: "RS256", kid: "known" };
  issuer = createServer((request, response) => {
    const isKeySet = request.url === "/api/v1/oauth2/keys";
    response.writeHead(isKeySet ? 200 : 404, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ keys: [key] }));
  });
  await new Promise((resolve) => issuer.listen(0, "127.0.0.1", resolve));
});
after(() => {
  issuer.close();
  rmSync(folder, { recursive: true });
});

async function verify(sample, token, { address = CLOUD, clientId = APPLICATIONS.eiam } = {}) {
  const [program, ...options] = sample;
  const child = spawn(program, [...options, address, clientId]);
  child.stdin.end(token);
  const ended = new Promise((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { accepts: (await ended) === 0, stdout, stderr };
}

for (const [language, sample] of Object.entries(samples)) {
  test(`${language} accepts a token of the application and no other`, async () => {
    const { client, mobile } = await vouched();
    const token = await client.session.idToken();
    const good = await verify(sample, token);
    assert(good.accepts, good.stderr);
    assert.equal(JSON.parse(good.stdout).mobile, `+86-${mobile}`);

    const refusal = /audience|aud/i;
    const other = await verify(sample, token, { clientId: APPLICATIONS.ciam });
    assert(!other.accepts);
    assert.match(other.stderr, refusal);

    const [header, payload, signature] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url"));
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: "admin" })).toString("base64url");
    const forged = await verify(sample, [header, changed, signature].join("."));
    assert(!forged.accepts);
    assert.match(forged.stderr, /signature/i);

    // The same keys under another name of this machine, and so of another issuer.
    const address = CLOUD.replace("127.0.0.1", "localhost");
    const foreign = await verify(sample, token, { address });
    assert(!foreign.accepts);
    assert.match(foreign.stderr, /issuer|iss/i);
  });

  test(`${language} refuses what is wrong in one thing alone`, async () => {
    const host = `127.0.0.1:${issuer.address().port}`;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: `https://${host}/api/v1/oauth2`,
      aud: "app",
      sub: "zhangsan",
      iat: now,
      nbf: now - 120,
      exp: now + 300,
    };
    const header = { alg: "RS256", kid: "known" };
    const sign = (changes, headers = {}, key = keys.privateKey) =>
      new SignJWT({ ...claims, ...changes })
        .setProtectedHeader({ ...header, ...headers })
        .sign(key, { crit: { x: true } });
    const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const unsigned = `${encode({ ...header, alg: "none" })}.${encode(claims)}`;
    // The public key, which everybody has, as if it were a secret.
    const confused = `${encode({ ...header, alg: "HS256" })}.${encode(claims)}`;
    const secret = await exportSPKI(keys.publicKey);
    const mac = createHmac("sha256", secret).update(confused).digest("base64url");
    // Signed by RS256, which its header does not say.
    const renamed = `${encode({ ...header, alg: "RS512" })}.${encode(claims)}`;
    const bytes = signBytes("sha256", Buffer.from(renamed), KeyObject.from(keys.privateKey));
    const stranger = await generateKeyPair("RS256");
    const accepts = async (token) => {
      const { accepts, stderr } = await verify(sample, token, {
        address: `http://${host}`,
        clientId: "app",
      });
      // A refusal says why.
      assert(accepts || stderr !== "");
      return accepts;
    };

    for (const [name, token] of Object.entries({
      "as it should be": await sign({}),
      "for several applications": await sign({ aud: ["other", "app"] }),
    })) {
      assert(await accepts(token), name);
    }
    for (const [name, token] of Object.entries({
      expired: await sign({ exp: now - 60 }),
      "without an end": await sign({ exp: undefined }),
      "not valid yet": await sign({ nbf: now + 120 }),
      "of nobody": await sign({ sub: undefined }),
      "for nobody": await sign({ aud: undefined }),
      "for others": await sign({ aud: ["other", "app2"] }),
      "of no issuer": await sign({ iss: undefined }),
      "of another issuer": await sign({ iss: `${claims.iss}/tenant` }),
      "by an unknown key": await sign({}, { kid: "unknown" }),
      "by another key": await sign({}, {}, stranger.privateKey),
      "with an unknown extension": await sign({}, { crit: ["x"], x: 1 }),
      unsigned: `${unsigned}.`,
      "signed with the public key": `${confused}.${mac}`,
      "of another algorithm than it says": `${renamed}.${bytes.toString("base64url")}`,
      "of two parts": (await sign({})).split(".").slice(0, 2).join("."),
      empty: "",
    })) {
      assert(!(await accepts(token)), name);
    }
  });
}
