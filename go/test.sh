#!/bin/sh
# test.sh PREFIX MODULES WASM2GO: vet the package for all systems, and test its two back ends against the library installed
# in PREFIX. MODULES has fresh go.wasm and proxy.wasm: the Go that wasm2go makes of them must be what is checked in.
# Prints the failures and the number of passed tests.
set -eu

usage='usage: test.sh PREFIX MODULES WASM2GO'
prefix=$(cd "${1:?$usage}" && pwd)
modules=$(cd "${2:?$usage}" && pwd)
wasm2go=$(cd "$(dirname "${3:?$usage}")" && pwd)/$(basename "$3")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

file_in_prefix() {
  found=$(find "$prefix" -name "$1" | head -n 1)
  [ -n "$found" ] || { printf 'test.sh: no %s in %s\n' "$1" "$prefix" >&2 && exit 1; }
  printf '%s\n' "$found"
}

config=$(file_in_prefix mcpx-static.pc)
archive=$(file_in_prefix libmcpx.a)
header=$(file_in_prefix mcpx.h)
MCPX_FILTER=$(file_in_prefix mcpx-filter)
PKG_CONFIG_PATH=$(dirname "$config")
# Go does not notice that the library changed. With a hash of it in the flags, Go's cache depends on its content.
CGO_CFLAGS="${CGO_CFLAGS:--O2 -g} -DMCPX_BUILD=$(cat "$archive" "$header" | cksum | tr ' ' _)"
export MCPX_FILTER PKG_CONFIG_PATH CGO_CFLAGS

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

# Count each test and each subtest. A package that does not build counts as one failed test. A skipped test counts as
# failed.
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

# The translations are not formatted: internal/translate/compact.go says why.
formatted() { ! gofmt -l . | grep -qv '^internal/[a-z]*/module.go$'; }

translated() { go run ./internal/translate -check "$wasm2go" "$modules/$1.wasm" "internal/$2"; }

# Compile for the machine of a user who has gcc, but not the library.
without_library() { env PKG_CONFIG_PATH=/nonexistent PKG_CONFIG_LIBDIR=/nonexistent CGO_ENABLED=1 go build ./...; }

# A header of another release must not go unnoticed.
other_header() (
  cp -R "$prefix" "$work/other"
  find "$work/other" -name mcpx.h -exec sed -i.old 's/define MCPX_VERSION ".*"/define MCPX_VERSION "99.0.0"/' {} +
  PKG_CONFIG_PATH=$(dirname "$(find "$work/other" -name mcpx-static.pc)")
  CGO_CFLAGS="$CGO_CFLAGS -DMCPX_OTHER=$$" # Go's cache does not depend on what pkg-config prints
  export PKG_CONFIG_PATH CGO_CFLAGS
  if CGO_ENABLED=1 go test -tags mcpx_cgo -run '^TestBackEnd$' . >"$work/other.log" 2>&1; then exit 1; fi
  grep -q 'is of release "99.0.0"' "$work/other.log" || { cat "$work/other.log" && exit 1; }
)

# The module as others get it: without the rest of the repository. The filter only lets more of its tests run.
alone() {
  cp -R . "$work/alone"
  cd "$work/alone"
  go_test 'without cgo, the module alone' env MCPX_BACK_END=go CGO_ENABLED=0 go test -count=1 -timeout 20m
  cd - >/dev/null
}

# Without the filter, only the tests that compare with it are skipped.
without_filter() {
  env -u MCPX_FILTER MCPX_BACK_END=go CGO_ENABLED=0 go test -count=1 -v -run 'EqualsFilter|EqualFilter|^TestBackEnd$' . >"$work/skips" 2>&1 &&
    grep -q -e '--- SKIP' "$work/skips" && grep -q -e '--- PASS' "$work/skips"
}

check 'the translated core is current' translated go core
check 'the translated src/proxy is current' translated proxy proxy
check gofmt formatted
check 'build without the library' without_library
check 'vet, cgo' env CGO_ENABLED=1 go vet -tags mcpx_cgo ./...
# No file is for one processor, so each system and each size of a number is vetted once.
for target in linux/amd64 linux/386 darwin/arm64 windows/amd64; do
  check "vet, $target" env CGO_ENABLED=0 GOOS="${target%/*}" GOARCH="${target#*/}" go vet ./...
done
check 'a header of another release is noticed' other_header
# The race detector needs cgo; without the build tag the package does not use it. It slows the translated core down so much
# that only the tests with goroutines and the parts with a state run under it.
go_test 'races' env MCPX_BACK_END=go CGO_ENABLED=1 go test -race -count=1 -timeout 20m \
  -run 'Concurrent|Instance|Docker|Counters|Failure|Shell|Example'
go_test 'cgo, races' env MCPX_BACK_END=cgo CGO_ENABLED=1 go test -race -tags mcpx_cgo -count=1 -timeout 20m
check 'tests without the filter' without_filter
if [ "$(go env GOHOSTOS)/$(go env GOHOSTARCH)" = linux/amd64 ]; then
  go_test '32 bits' env MCPX_BACK_END=go CGO_ENABLED=0 GOARCH=386 go test -count=1 -timeout 20m
fi
(alone && printf '%s %s\n' "$passed" "$failed" >"$work/counts")
read -r passed failed <"$work/counts"

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
