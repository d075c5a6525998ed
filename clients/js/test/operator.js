// Another tenant in the local cloud than those of `cargo run`: one that is strict about passwords
// and second factors. An operator's program makes it, which is the local cloud's own, named by
// BINDERY.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, URL as CLOUD } from "./cloud.js";

const BINDERY =
  process.env.BINDERY ?? fileURLToPath(new URL("../../../target/debug/bindery", import.meta.url));

const TENANT = "5d41402abc4b2a76b9719d911017c592";

/** Its applications: one asks for a second factor, one replaces session tokens. */
const STRICT = {
  twoFactors: "strict-two-factors",
  oneFactor: "strict-one-factor",
  replacing: "strict-replacing",
};

const CONFIGURATION = `
tenants:
  - id: ${TENANT}
    language: en
    password_max_age_days: 365
    password_warn_days: 30
    limits:
      countries: ["*"]
      # Tests come back to a contact at once.
      cooldown_seconds: 0
      address_puzzles_per_hour: 1000
      address_sends_per_hour: 1000
      address_unverified_per_hour: 1000
      address_unverified_per_day: 1000
applications:
  - client_id: ${STRICT.twoFactors}
    tenant: ${TENANT}
    dialect: eiam
    name: { en: Strict }
    second_factor: true
  - client_id: ${STRICT.oneFactor}
    tenant: ${TENANT}
    dialect: eiam
    name: { en: Aged }
  - client_id: ${STRICT.replacing}
    tenant: ${TENANT}
    dialect: eiam
    name: { en: Replacing }
    session_auto_refresh: true
`;

/** Where the local cloud's AWS answers. */
async function aws() {
  const environment = await (await fetch(`${CLOUD}/_local/environment/login`)).json();
  return new URL(environment.AWS_ENDPOINT_URL).origin;
}

/** Makes the tenant, where it is not there yet. */
export async function makeStrictTenant() {
  const folder = mkdtempSync(join(tmpdir(), "bindery-"));
  try {
    const file = join(folder, "strict.yaml");
    writeFileSync(file, CONFIGURATION);
    execFileSync(BINDERY, ["apply", file, "--endpoint-url", await aws()], { stdio: "pipe" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As `app`, of an application of the strict tenant. */
export const strictApp = (application, options) =>
  app({ clientId: STRICT[application], ...options });

/**
 * Makes a user's password so many days old. Nothing but time does that, so it is written into the
 * user's item, as DynamoDB's own API does.
 */
export async function agePassword(userId, days) {
  const answer = await fetch(await aws(), {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.0",
      "X-Amz-Date": "20260101T000000Z",
      "X-Amz-Target": "DynamoDB_20120810.UpdateItem",
      Authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/local-1/dynamodb/aws4_request, " +
        "SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({
      TableName: "DirectoryTable",
      Key: { pk: { S: `USER#${TENANT}#${userId}` }, sk: { S: "USER" } },
      UpdateExpression: "SET password_changed_at = :at",
      ConditionExpression: "attribute_exists(password)",
      ExpressionAttributeValues: {
        ":at": { N: `${Math.floor(Date.now() / 1000) - days * 24 * 60 * 60}` },
      },
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
