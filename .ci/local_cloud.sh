# Sourced: starts the local cloud on a free port, after `cargo build`, until the script ends. Leaves
# its address in $url. What it goes on printing goes to the file that stands in $1.
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
# It would stop at a full pipe.
cat <&"$lines" > "$1" &
