#!/bin/sh
# headers.sh INCLUDE LIBRARY...: tests the manuals in the public headers of the directory INCLUDE.
#
# Every section has an example, which compiles as the body of a function and links with LIBRARY... An example with
# lines "// prints: TEXT" runs and prints exactly these. CC and CFLAGS choose the compiler. The headers have at least
# 1.2 lines of comment for each line of code.
set -eu

include=${1:?usage: headers.sh INCLUDE LIBRARY...}
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

fail() {
  failed=1
  printf 'FAILED %s\n' "$*"
}

# A section per line, "NUMBER TITLE"; the example of each becomes $work/NUMBER.c and its output $work/NUMBER.wanted.
extract() {
  awk -v work="$work" -v header="$(basename "$1")" '
    /^\/\* ---- .* ---/ {
      title = $0
      gsub(/^\/\* ---- | -+ \*\/$/, "", title)
      print ++section, title
      file = work "/" section ".c"
      next
    }
    /^\/\* Example:$/ {
      example = 1
      print "#include <" header ">\n#include <stdio.h>\n\nint main(void) {" >file
      next
    }
    !example { next }
    { last = sub(/ *\*\/$/, ""); sub(/^ \*/, "") }
    sub(/^ *\/\/ prints: /, "") { print >(work "/" section ".wanted"); $0 = "" }
    { print >file }
    last {
      print "  return 0;\n}" >file
      example = 0
    }' "$1"
}

# shellcheck disable=SC2086 # words on purpose
compile() { ${CC:-cc} ${CFLAGS:-} -std=c11 -Wall -Wextra -Wpedantic -Werror "-I$include" -o "$@" -pthread; }

check_example() {
  program=$work/$1
  shift
  compile "$program" "$program.c" "$@" || return
  [ ! -f "$program.wanted" ] || { "$program" >"$program.printed" && diff "$program.wanted" "$program.printed"; }
}

check_comments() {
  awk '
    /^[ \t]*$/ { next }
    { starts = /\/\*/ ; whole = /^[ \t]*\/\*/ }
    inside || whole { comments++ }
    !inside && !whole { code++ }
    starts && !inside && !whole { comments++ } # a comment behind code is a line of both
    starts { inside = 1 }
    /\*\// { inside = 0 }
    END { printf "%d lines of comment, %d of code\n", comments, code; exit comments < 1.2 * code }' "$1"
}

for header in "$include"/mcpx*.h; do
  name=$(basename "$header")
  rm -f "$work"/*
  extract "$header" >"$work/sections"
  [ -s "$work/sections" ] || fail "$name: no sections"
  while read -r number title; do
    if [ ! -f "$work/$number.c" ]; then
      fail "$name, $title: no example"
    elif ! check_example "$number" "$@" >"$work/log" 2>&1; then
      fail "$name, $title: the example"
      head -n 20 "$work/log"
    fi
  done <"$work/sections"
  check_comments "$header" >"$work/log" || fail "$name: $(cat "$work/log")"
done
exit "$failed"
