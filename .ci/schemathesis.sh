#!/usr/bin/env bash
# Holds docs/openapi.json against the local cloud with schemathesis, which stands in $1; after
# `cargo build`. Not asked for is whether calls refuse credentials that were made up (ignored_auth):
# the id of an application is one in the description, but a name and no secret, and the example's is good.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/local_cloud.sh target/schemathesis.out
"$1" --config-file .ci/schemathesis.toml run docs/openapi.json --url "$url" --checks all --exclude-checks ignored_auth \
    --phases examples,coverage,fuzzing --max-examples 100 --continue-on-failure --generation-deterministic --no-color
