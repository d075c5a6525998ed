#!/usr/bin/env bash
# Checks the clients and their types, and tests clients and samples against the local cloud, in
# Node.js and in Chromium; after `cargo build`. In $1 stands a Python with PyJWT
# (.ci/interoperability.txt).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npm > /dev/null || { echo "this needs Node.js"; exit 1; }
command -v chromium > /dev/null || {
    apt-get update --quiet
    apt-get install --yes --quiet --no-install-recommends chromium fonts-dejavu-core
}
npm ci --prefix clients --no-audit --no-fund
npm run check --prefix clients
. .ci/local_cloud.sh target/clients.out
BINDERY_URL=$url BINDERY_PYTHON=$1 CHROMIUM=$(command -v chromium) npm test --prefix clients
