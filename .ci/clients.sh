#!/usr/bin/env bash
# Checks the clients and their types, and tests clients and samples against the local cloud, in
# Node.js and in Chromium; after `cargo build`. In $1 stands a Python with PyJWT
# (.ci/interoperability.txt).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npm > /dev/null || { echo "this needs Node.js"; exit 1; }
missing=()
command -v chromium > /dev/null || missing+=(chromium fonts-dejavu-core)
# For the samples of servers in Go and Java.
command -v go > /dev/null || missing+=(golang-go)
command -v javac > /dev/null || missing+=(default-jdk-headless)
[ -e /usr/share/java/gson.jar ] || missing+=(libgoogle-gson-java)
[ ${#missing[@]} -eq 0 ] || {
    apt-get update --quiet
    apt-get install --yes --quiet --no-install-recommends "${missing[@]}"
}
npm ci --prefix clients --no-audit --no-fund
REDOCLY_SUPPRESS_UPDATE_NOTICE=true npm run check --prefix clients
. .ci/local_cloud.sh target/clients.out
BINDERY_URL=$url BINDERY_PYTHON=$1 CHROMIUM=$(command -v chromium) npm test --prefix clients
