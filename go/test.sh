#!/bin/sh
# test.sh PREFIX [MODULE]: vet the package and test both of its back ends against the library installed in PREFIX.
# MODULE is a fresh go.wasm; the embedded mcpx.wasm must be equal. Prints the failures and the number of passed tests.
set -eu

prefix=$(cd "${1:?usage: test.sh PREFIX [MODULE]}" && pwd)
module=${2:-}
[ -z "$module" ] || module=$(cd "$(dirname "$module")" && pwd)/$(basename "$module")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

file_in_prefix() {
  found=$(find "$prefix" -name "$1" | head -n 1)
  [ -n "$found" ] || { printf 'test.sh: no %s in %s\n' "$1" "$prefix" >&2 && exit 1; }
  printf '%s\n' "$found"
}

config=$(file_in_prefix mcpx.pc)
archive=$(file_in_prefix libmcpx.a)
header=$(file_in_prefix mcpx.h)
MCPX_FILTER=$(file_in_prefix mcpx-filter)
PKG_CONFIG_PATH=$(dirname "$config")
# Go does not notice that the library changed. With a hash of it in the flags, Go's cache depends on its content.
CGO_CFLAGS="${CGO_CFLAGS:--O2 -g} -DMCPX_BUILD=$(cat "$archive" "$header" | cksum | tr ' ' _)"
LD_LIBRARY_PATH=$(dirname "$archive")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
DYLD_LIBRARY_PATH=$LD_LIBRARY_PATH
export MCPX_FILTER PKG_CONFIG_PATH CGO_CFLAGS LD_LIBRARY_PATH DYLD_LIBRARY_PATH

passed=0
failed=0

count() {
  if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

check() {
  name=$1
  shift
  status=0
  "$@" >"$work/log" 2>&1 || status=$?
  count "$status"
  [ "$status" = 0 ] || { printf 'FAILED %s\n' "$name" && cat "$work/log"; }
}

lines() { grep -c "$1" "$work/log" || true; }

# Count each test and each subtest. A package that does not build counts as one failed test.
go_test() {
  name=$1
  shift
  status=0
  "$@" -v ./... >"$work/log" 2>&1 || status=$?
  passed=$((passed + $(lines '^ *--- PASS')))
  bad=$(lines '^ *--- FAIL')
  skipped=$(lines '^ *--- SKIP')
  [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  failed=$((failed + bad + skipped))
  [ "$status$skipped" = 00 ] || { printf 'FAILED %s\n' "$name" && grep -v -e '--- PASS' -e '^=== ' "$work/log"; }
}

formatted() { [ -z "$(gofmt -l .)" ]; }

[ -z "$module" ] || check 'the embedded module is the one that was built' cmp "$module" mcpx.wasm
check gofmt formatted
check 'vet, cgo' env CGO_ENABLED=1 go vet ./...
check 'vet, WebAssembly' env CGO_ENABLED=0 go vet ./...
check 'vet, Windows' env CGO_ENABLED=0 GOOS=windows go vet ./...
check 'vet, macOS' env CGO_ENABLED=0 GOOS=darwin GOARCH=arm64 go vet ./...
go_test 'cgo' env CGO_ENABLED=1 go test -race -count=1
go_test 'WebAssembly' env CGO_ENABLED=0 go test -count=1
# The race detector needs cgo, so the build tag selects the back end.
go_test 'WebAssembly, races' env CGO_ENABLED=1 go test -race -tags mcpx_wasm -count=1

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
