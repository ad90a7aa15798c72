#!/bin/sh
# amalgamate.sh DEST: writes DEST/mcpx.c, which is src/lib.c with all files of the library inlined, and DEST/mcpx.h.
#
# The single file needs nothing but the C library. It does not contain src/proxy.
set -eu

dest=${1:?usage: amalgamate.sh DEST}
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$dest"
awk -v src="$root/src/" -v license="$root/LICENSE" '
  # An included file lies beside the file that includes it, or is named by its path in src.
  function path_of(name, from, path, line) {
    path = from
    sub(/[^\/]*$/, name, path)
    if ((getline line <path) <= 0) path = src name
    close(path)
    return path
  }
  # Headers are inlined where they are first included, tables each time.
  function inline(file, line, path, status) {
    while ((status = getline line <file) > 0) {
      if (line !~ /^#include "/ || line ~ /"mcpx\.h"/) {
        print line
      } else if (line !~ /"(proxy\/|cJSON)/) {
        split(line, part, "\"")
        path = path_of(part[2], file)
        if (!(path ~ /\.h$/ && inlined[path]++)) inline(path)
      }
    }
    if (status < 0) exit 1
    close(file)
  }
  BEGIN {
    print "/* mcpx.c: libmcpx in one file, made by cmake/amalgamate.sh. Change the sources and not this file.\n *"
    while ((getline line <license) > 0) print line == "" ? " *" : " * " line
    print " */"
    inline(src "lib.c")
  }' >"$dest/.mcpx.c"
mv "$dest/.mcpx.c" "$dest/mcpx.c"
cp "$root/src/mcpx.h" "$dest/mcpx.h"
