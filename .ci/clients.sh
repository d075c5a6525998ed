#!/usr/bin/env bash
# Checks the clients and their types, and tests them against the local cloud; after `cargo build`.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npm > /dev/null || { echo "this needs Node.js"; exit 1; }
npm ci --prefix clients --no-audit --no-fund
npm run check --prefix clients
. .ci/local_cloud.sh target/clients.out
BINDERY_URL=$url npm test --prefix clients
