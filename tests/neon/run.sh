#!/bin/sh
# run.sh FILTER: compiles the library for aarch64, with the vectors of NEON, and runs it in an emulator: its operations on
# vectors against plain loops, and the vectors against the answers of FILTER, the filter of this machine.
set -eu

native=$(cd "$(dirname "${1:?usage: run.sh FILTER}")" && pwd)/$(basename "$1")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

compile() {
  output=$1
  shift
  aarch64-linux-gnu-gcc -static -std=c11 -D_DEFAULT_SOURCE -O1 -Wall -Wextra -Werror -Wno-overlength-strings -I../../src -o "$work/$output" "$@"
}

compile vectors vectors.c
qemu-aarch64 "$work/vectors"
compile filter ../../src/lib.c ../../src/tools/mcpx_filter.c
node ../vectors/requests.js >"$work/requests"
"$native" <"$work/requests" >"$work/expected"
qemu-aarch64 "$work/filter" <"$work/requests" >"$work/answers"
cmp "$work/expected" "$work/answers"
