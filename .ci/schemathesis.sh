#!/usr/bin/env bash
# Holds docs/openapi.json against the local cloud with schemathesis, which stands in $1; after `cargo build`.
set -euo pipefail
cd "$(dirname "$0")/.."
said=target/schemathesis.out
target/debug/bindery --port 0 --aws-port 0 > "$said" &
cloud=$!
trap 'kill $cloud' EXIT
# It says where it listens, once it does.
url=
until url=$(grep -o 'http://[0-9.:]*' "$said" | head -1) && [ -n "$url" ]; do
    kill -0 $cloud
    sleep 0.1
done
"$1" --config-file .ci/schemathesis.toml run docs/openapi.json --url "$url" --checks all \
    --phases examples,coverage,fuzzing --max-examples 100 --continue-on-failure --generation-deterministic --no-color
