#!/bin/sh
# run.sh SECONDS TARGET: runs a fuzzer with a corpus of its own, and prints its output only if it finds a fault.
set -eu
name=$(basename "$2")
work=$(dirname "$2")/../..
corpus=$work/corpus/$name
log=$work/$name.log
mkdir -p "$corpus"
printf 'dev: %s for %s s\n' "$name" "$1" >&2
"$2" -max_total_time="$1" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$work/" "$corpus" >"$log" 2>&1 || {
  cat "$log" >&2
  exit 1
}
