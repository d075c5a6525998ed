#!/usr/bin/env bash
# Does what the README and the tutorial say, in bash and in zsh, each against a local cloud of its
# own; after `cargo build`. In $1 stands a Python with PyJWT (.ci/interoperability.txt).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v zsh > /dev/null || {
    apt-get update --quiet
    apt-get install --yes --quiet --no-install-recommends zsh
}
"$1" .ci/pages.py check
follow() (
    . .ci/local_cloud.sh "target/pages-$2.out"
    "$1" .ci/pages.py follow "$2" "$url"
)
# Side by side, as the tutorial has its reader wait a minute for a second text.
follow "$1" bash &
in_bash=$!
follow "$1" zsh
wait "$in_bash"
