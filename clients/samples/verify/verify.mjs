// Checks an id_token on an app's own server, in Node.js with `jose`, and prints its claims:
//
//   node verify.mjs https://id.example.com CLIENT_ID < token
//
// The keys are fetched once and kept; an unknown key id fetches them again.

import { text } from "node:stream/consumers";
import { createRemoteJWKSet, jwtVerify } from "jose";

const [address, clientId] = process.argv.slice(2);
const { host } = new URL(address);
const keys = createRemoteJWKSet(new URL("/api/v1/oauth2/keys", address));

const { payload } = await jwtVerify((await text(process.stdin)).trim(), keys, {
  algorithms: ["RS256"],
  // A token of another application is of no worth to this one.
  audience: clientId,
  issuer: `https://${host}/api/v1/oauth2`,
  requiredClaims: ["exp", "sub"],
});
console.log(JSON.stringify(payload));
