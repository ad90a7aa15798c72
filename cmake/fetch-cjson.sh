#!/bin/sh
# fetch-cjson.sh DEST: downloads the Debian source package `cjson` and extracts DEST/cJSON.c, DEST/cJSON.h and
# DEST/LICENSE.
#
# Needs Debian, and no rights beyond those for DEST. The script takes the addresses and signing keys from the apt
# configuration of the machine, but uses its own directory for lists and archives, so that it changes nothing of the
# machine's. apt checks the signature and the hashes. The script does nothing if DEST is complete, and prints only
# errors.
set -eu

dest=${1:?usage: fetch-cjson.sh DEST}
# shellcheck disable=SC1091 # a file of the system
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:?not a Debian release}")
suites="$codename|stable|oldstable"

is_complete() { [ -s "$dest/cJSON.c" ] && [ -s "$dest/cJSON.h" ] && [ -s "$dest/LICENSE" ]; }

# Turns lines "deb [options] URI SUITE main…" of the own release into deb-src lines, without an option that would switch
# off the signature check.
one_line_sources() {
  sed -n -E -e 's/#.*//' -e 's/[[:space:]]+$//' -e 's/[[:space:]]+/ /g' \
    -e 's/\[(.* )?trusted=[^] ]*/[\1/' -e 's/\[ *\]//' \
    -e "s/^ ?deb(-src)? (\\[[^]]*\\] )?([^ ]+) ($suites) (.* )?main( .*)?\$/deb-src \\2\\3 \\4 main/p" "$@"
}

# The same for the deb822 format: one paragraph per source.
deb822_sources() {
  awk -v suites="^($suites)\$" '
    function flush(    i, wanted, part) {
      for (i = split(suite, part); i > 0; i--) if (part[i] ~ suites) wanted = part[i]
      if (wanted && !disabled && components ~ /(^| )main( |$)/)
        printf "Types: deb-src\nSuites: %s\nComponents: main\n%s\n", wanted, rest
      suite = components = rest = ""; disabled = dropped = 0
    }
    /^#/ { next }
    /^[ \t]*$/ { flush(); next }
    /^[^ \t]/ {
      key = tolower($0); sub(/:.*/, "", key)
      value = $0; sub(/^[^:]*:[ \t]*/, "", value); gsub(/[ \t]+/, " ", value)
      dropped = key == "types" || key == "suites" || key == "components" || key == "enabled" || key == "trusted"
    }
    key == "suites" { suite = suite " " (/^[ \t]/ ? $0 : value) }
    key == "components" { components = components " " (/^[ \t]/ ? $0 : value) }
    key == "enabled" { disabled = tolower(value) == "no" }
    !dropped { rest = rest $0 "\n" }
    END { flush() }' "$@"
}

# Writes the sources of the machine as sources of source packages.
write_sources() {
  mkdir -p "$work/parts"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    if [ -f "$file" ]; then one_line_sources "$file"; fi
  done >"$work/parts/own.list"
  for file in /etc/apt/sources.list.d/*.sources; do
    if [ -f "$file" ]; then deb822_sources "$file"; fi
  done >"$work/parts/own.sources"
  if ! grep -q deb-src "$work/parts/own.list" "$work/parts/own.sources"; then
    echo "fetch-cjson.sh: the apt configuration has no source for $codename main" >&2
    return 1
  fi
}

own_apt() {
  apt-get -q -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$work/parts" \
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" \
    -o Acquire::AllowInsecureRepositories=false -o APT::Get::AllowUnauthenticated=false "$@"
}

# Each step needs the one before. Paths in the archive begin with a directory whose name contains the version.
fetch() {
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/archive" "$work/new" &&
    chmod 755 "$work" &&
    if [ "$(id -u)" = 0 ] && getent passwd _apt >"$work/user"; then chown _apt "$work/archive"; fi &&
    write_sources &&
    own_apt update --error-on=any &&
    (cd "$work/archive" && own_apt source --download-only cjson) &&
    tar -xf "$work"/archive/cjson_*.orig.tar.* -C "$work/new" --strip-components=1 --wildcards \
      '*/cJSON.c' '*/cJSON.h' '*/LICENSE'
}

install_sources() {
  mkdir -p "$dest"
  for name in LICENSE cJSON.h cJSON.c; do
    cp "$work/new/$name" "$dest/.$name"
    mv "$dest/.$name" "$dest/$name"
  done
}

is_complete && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
status=0
fetch >"$work/log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  cat "$work/log" >&2
  exit "$status"
fi
install_sources
