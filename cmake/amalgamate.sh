#!/bin/sh
# amalgamate.sh DEST: src/*.c without src/proxy -> DEST/mcpx.c and DEST/mcpx.h, for those who vendor.
#
# One file, in which nothing but the functions of mcpx.h has external linkage: prototypes and tables of our
# headers become static. Where two files have a function of one name, both get the name of their file in front;
# macros of a file end with it. What else they may have in common (types, enumerators, a function whose address is
# taken) does not compile, and one of the two needs another name. Leans on clang-format: what a file declares
# begins in the first column.
set -eu
LC_ALL=C
export LC_ALL # the same order of files everywhere

dest=${1:?usage: amalgamate.sh DEST}
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$dest"
dest=$(cd "$dest" && pwd)
cd "$root/src"

# derive.c and filter.c are programs. A file with a table that others read comes before those.
tables=$(grep -lE '^const [^(]*(=|\[)' ./*.c)
others=$(grep -LE '^const [^(]*(=|\[)' ./*.c | grep -vxE './(derive|filter)\.c')

# shellcheck disable=SC2086 # names without spaces
awk -v licence="$root/LICENSE" '
  function function_name(line) {
    if (line !~ /^static [^=]*[ *][a-z][a-z0-9_]*\(/) return ""
    sub(/\(.*/, "", line)
    sub(/.*[ *]/, "", line)
    return line
  }
  # The functions of each file, and how many files have one of that name.
  function count_names(file, seen, line, name) {
    while ((getline line < file) > 0) {
      name = function_name(line)
      if (name != "" && !((file, name) in seen)) {
        seen[file, name] = 1
        files_with[name]++
      }
      if (line ~ /^#include "[a-z0-9_]*\.h"/ && split(line, part, "\"") && !(part[2] in counted)) {
        counted[part[2]] = 1
        count_names(part[2])
      }
    }
    close(file)
  }
  # Calls and heads of functions that share their name with one of another file, not members: x.name(, x->name(.
  function with_file_names(line, file, result, before, name) {
    result = ""
    while (match(line, /[A-Za-z0-9_]+\(/)) {
      before = substr(line, RSTART - 1, RSTART > 1)
      name = substr(line, RSTART, RLENGTH - 1)
      result = result substr(line, 1, RSTART - 1)
      if (files_with[name] > 1 && (file, name) in own && before !~ /[.>]/) name = own[file, name]
      result = result name "("
      line = substr(line, RSTART + RLENGTH)
    }
    return result line
  }
  function own_names(file, line, name, stem) {
    stem = file
    gsub(/^\.\/|\.c$/, "", stem)
    while ((getline line < file) > 0) {
      name = function_name(line)
      if (name != "") own[file, name] = stem "_" name
    }
    close(file)
  }
  function in_header(line) {
    if (line ~ /^(static|typedef|extern)/) return line
    if (line ~ /^#define .*\) [a-z]+ [a-z]+\(.*\);$/) sub(/\) /, ") static ", line)
    else if (line ~ /^[a-z][^#]*\(/ && line !~ /\{$/) line = "static " line
    return line
  }
  function include(line, kind, target) {
    target = line
    gsub(/^#include [<"]|[>"].*$/, "", target)
    if (line ~ /</ || target == "mcpx.h") {
      if (!(target in included)) print line
      included[target] = 1
    } else if (target ~ /\.def$/) {
      put(target ~ /\// ? target : "tables/" target, "table")
    } else if (!(target in included)) {
      included[target] = 1
      put(target, "header")
    }
  }
  function put(file, kind, line, name, macros, dropping) {
    if (kind == "source") own_names(file)
    printf "\n/* ---- src/%s */\n", file ~ /^\.\// ? substr(file, 3) : file
    while ((getline line < file) > 0) {
      if (line ~ /^extern const/ && kind == "header") dropping = 1
      if (dropping) {
        if (line ~ /;/) dropping = 0
        continue
      }
      if (line ~ /^#include/) {
        include(line, kind)
        continue
      }
      if (kind == "header") line = in_header(line)
      if (kind == "source") {
        line = with_file_names(line, file)
        if (line ~ /^const [^(]*(=|\[)/) line = "static " line
        if (line ~ /^#define/) {
          name = line
          sub(/^#define /, "", name)
          sub(/[^A-Za-z0-9_].*/, "", name)
          macros = macros "#undef " name "\n"
        }
      }
      print line
    }
    close(file)
    printf "%s", macros
  }
  BEGIN {
    print "/* mcpx.c: libmcpx in one file. Made from its sources by cmake/amalgamate.sh: change those."
    print " *"
    while ((getline line < licence) > 0) print line == "" ? " *" : " * " line
    print " */"
    print "#ifdef __GNUC__"
    print "#pragma GCC diagnostic ignored \"-Woverlength-strings\" /* all phrases are one string */"
    print "#pragma GCC diagnostic ignored \"-Wunused-function\"    /* some serve our other programs alone */"
    print "#pragma GCC diagnostic ignored \"-Wshadow\"             /* one file\047s name is another\047s local */"
    print "#endif"
    print "#include \"mcpx.h\""
    included["mcpx.h"] = 1
    for (i = 1; i < ARGC; i++) count_names(ARGV[i])
    for (i = 1; i < ARGC; i++) put(ARGV[i], "source")
  }' $tables $others >"$dest/.mcpx.c"
mv "$dest/.mcpx.c" "$dest/mcpx.c"
cp mcpx.h "$dest/mcpx.h"
