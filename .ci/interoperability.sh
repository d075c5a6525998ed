#!/usr/bin/env bash
# Lets code that has nothing to do with ours use the local cloud, with the Python that stands in $1
# (.ci/interoperability.txt) and Node.js; after `cargo build`.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v node > /dev/null || { echo "this needs Node.js"; exit 1; }
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
cat <&"$lines" > target/interoperability.out &
"$1" .ci/interoperability.py "$url"
