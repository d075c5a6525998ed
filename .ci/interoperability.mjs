// Encrypts standard input under the public key in the first argument (SPKI in base64), as a client
// in JavaScript makes `X-signature`. Node's default for the mask generation is the hash itself.
import { constants, createPublicKey, publicEncrypt } from "node:crypto";
import { readFileSync } from "node:fs";

const key = createPublicKey({
  key: Buffer.from(process.argv[2], "base64"),
  format: "der",
  type: "spki",
});
const padding = constants.RSA_PKCS1_OAEP_PADDING;
const text = readFileSync(0);
const encrypted = publicEncrypt({ key, padding, oaepHash: "sha256" }, text);
process.stdout.write(encrypted.toString("base64"));
