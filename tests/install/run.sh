#!/bin/sh
# run.sh BUILD: tests the installed library of a build tree. Programs in C and C++ find and link the package, the library
# as a subdirectory, and the single file. Prints what failed and how many checks passed.
set -eu

build=$(cd "${1:?usage: run.sh BUILD}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

cc=${CC:-cc}
cxx=${CXX:-c++}
warnings='-Wall -Wextra -Wpedantic -Werror'
code=MCPX_DOCKER_CLI_NOT_FOUND
passed=0
failed=0

check() {
  name=$1
  shift
  if ("$@") >"$work/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n' "$name"
    cat "$work/log"
  fi
}

same() { diff -u "$1" "$2"; }

says_code() { said=$("$@") && [ "$said" = "$code" ]; }

# ---- The installed files ----

# No file of the installed tree may contain its path: it is moved after the installation.
install_and_move() {
  cmake --install "$build" --prefix "$work/first" && mv "$work/first" "$prefix" &&
    [ -f "$prefix/include/mcpx.h" ] && [ -f "$prefix/share/doc/mcpx/LICENSE" ] &&
    ! grep -rlI "$work/first" "$prefix"
}

declared() { cat "$@" | sed -n 's/^MCPX_API [^;(]*[ *]\(mcpx_[a-z0-9_]*\)(.*/\1/p' | sort; }

# The external names of a library or object file, as nm prints them with these options.
external() { nm --defined-only "$@" | awk 'NF == 3 { print $3 }' | sort; }

# shows_the_headers OPTION FILE HEADER...: exactly the functions of the headers are external.
shows_the_headers() {
  external "$1" "$2" >"$work/shown"
  shift 2
  declared "$@" >"$work/declared"
  [ "$(wc -l <"$work/declared")" -gt 15 ] && same "$work/declared" "$work/shown"
}

soname_is_the_major_version() {
  major=$(pkg-config --modversion mcpx) && major=${major%%.*} &&
    readelf -d "$libdir/libmcpx.so" | grep -qF "[libmcpx.so.$major]" && [ -e "$libdir/libmcpx.so.$major" ]
}

# ---- Programs ----

# build_project DIRECTORY OPTION...: the options tell CMake where the library is.
build_project() {
  tree=$work/$1
  shift
  cmake -G Ninja -S "$here" -B "$tree" -DCMAKE_BUILD_TYPE=Release "$@" && cmake --build "$tree" -j 2
}

check_programs() {
  for program in c_mcpx c_static cpp_mcpx cpp_static; do
    check "$1: $program" says_code "$work/$1/$program"
  done
}

# shellcheck disable=SC2046,SC2086 # words on purpose
with_pkg_config() {
  "$cc" -std=c11 $warnings -o "$work/c" "$here/consumer.c" "$@" $(pkg-config --cflags --libs $static mcpx) &&
    "$cxx" -std=c++11 $warnings -o "$work/cpp" "$here/consumer.cpp" "$@" $(pkg-config --cflags --libs $static mcpx) &&
    LD_LIBRARY_PATH=$libdir says_code "$work/c" && LD_LIBRARY_PATH=$libdir says_code "$work/cpp"
}

# ---- The single file ----

# shellcheck disable=SC2086
compile_vendored() {
  sh "$root/cmake/amalgamate.sh" "$work/one" && cd "$work/one" &&
    "$cc" -std=c11 -O1 $warnings -Wshadow -c mcpx.c &&
    "$cc" -std=c11 $warnings -D_DEFAULT_SOURCE -I. -o filter "$root/src/tools/mcpx_filter.c" mcpx.o &&
    "$cc" -std=c11 $warnings -I. -o c "$here/consumer.c" mcpx.o && says_code ./c &&
    "$cxx" -std=c++11 $warnings -I. -o cpp "$here/consumer.cpp" mcpx.o && says_code ./cpp
}

# Every text and heartbeat of the vectors as a request of the filter, without what only the vectors have.
requests() {
  for vectors in classify extended families; do
    sed -e 's/^{/{"op":"classify",/' -e 's/, *"\(label\|code\)": *.*/}/' "$root/tests/vectors/$vectors.jsonl"
  done
  sed -e 's/^{/{"op":"validate",/' -e 's/, *"leak": *.*/}/' "$root/tests/vectors/heartbeats.jsonl"
}

vendored_answers_as_the_library() {
  requests >"$work/requests"
  "$prefix/bin/mcpx-filter" <"$work/requests" >"$work/library"
  "$work/one/filter" <"$work/requests" >"$work/vendored"
  [ "$(grep -c '"severity"' "$work/library")" -gt 5000 ] && cmp "$work/library" "$work/vendored"
}

# ---- All ----

prefix=$work/moved
check 'install' install_and_move
libdir=$(dirname "$(find "$prefix" -name libmcpx.a)")
export PKG_CONFIG_PATH="$libdir/pkgconfig"

check 'shared: only the functions of the headers are visible' shows_the_headers -D "$libdir/libmcpx.so" "$prefix"/include/mcpx*.h
check 'shared: soname' soname_is_the_major_version
check 'static: only the functions of the headers are visible' shows_the_headers -g "$libdir/libmcpx.a" "$prefix"/include/mcpx*.h
check 'find_package' build_project find_package "-DCMAKE_PREFIX_PATH=$prefix"
check_programs find_package
check 'add_subdirectory' build_project add_subdirectory "-DMCPX_ROOT=$root"
check_programs add_subdirectory
static=
check 'pkg-config' with_pkg_config
static=--static
check 'pkg-config --static' with_pkg_config -static
check 'one file: compiles alone' compile_vendored
check 'one file: only the functions of the header are visible' shows_the_headers -g "$work/one/mcpx.o" "$work/one/mcpx.h"
check 'one file: the same answers as the library' vendored_answers_as_the_library

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
