#!/usr/bin/env bash
# Holds docs/openapi.json against the local cloud with schemathesis, which stands in $1; after
# `cargo build`.
set -euo pipefail
cd "$(dirname "$0")/.."
coproc cloud { exec target/debug/bindery --port 0 --aws-port 0; }
trap 'kill $cloud_PID' EXIT
# A subshell has no access to the pipe of a coprocess itself.
exec {lines}<&"${cloud[0]}"
# It prints where it listens, once it does.
url=
while [ -z "$url" ] && IFS= read -r line <&"$lines"; do
    [[ $line =~ http://[0-9.:]+ ]] && url=${BASH_REMATCH[0]}
done
[ -n "$url" ] || { echo "the local cloud did not start"; exit 1; }
# It goes on printing, and would stop at a full pipe.
cat <&"$lines" > target/schemathesis.out &
"$1" --config-file .ci/schemathesis.toml run docs/openapi.json --url "$url" --checks all \
    --phases examples,coverage,fuzzing --max-examples 100 --continue-on-failure --generation-deterministic --no-color
