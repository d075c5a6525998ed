#!/usr/bin/env bash
# Lets code that has nothing to do with ours use the local cloud, with the Python that stands in $1
# (.ci/interoperability.txt) and Node.js; after `cargo build`.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v node > /dev/null || { echo "this needs Node.js"; exit 1; }
. .ci/local_cloud.sh target/interoperability.out
"$1" .ci/interoperability.py "$url"
