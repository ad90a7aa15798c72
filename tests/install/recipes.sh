#!/bin/sh
# recipes.sh WORK: runs the commands of docs/native.md as they are written, in a clean Debian of this machine's release.
#
# Every `sh` block runs, in order and in one shell. Any other block is the content of the file that the text before it
# names: "Save this as `FILE`:". Each program must print the code that the page names. Needs debootstrap and root. WORK
# keeps the clean system and the downloaded packages for the next run; nothing else is written. Prints what failed and
# how many checks passed.
set -eu

mkdir -p "${1:?usage: recipes.sh WORK}/packages"
work=$(cd "$1" && pwd)
repository=$(cd "$(dirname "$0")/../.." && pwd)
page=$repository/docs/native.md
# shellcheck disable=SC1091 # a file of the system
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:?not a Debian release}")
base=$work/$codename.tar
root=$work/root
passed=0
failed=0

check() {
  name=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n' "$name"
    tail -n 60 "$work/log"
  fi
}

# ---- The page as a shell script ----

# Each block of commands says which line of the page it is from, so that the log shows where it stopped.
script_of_page() {
  awk '
    /^```/ && !inside {
      inside = 1
      shell = $0 == "```sh"
      if (shell) {
        printf "echo \"native.md:%d\"\n", NR
      } else {
        if (file == "") { printf "native.md:%d: no file for this block\n", NR >"/dev/stderr"; exit 1 }
        folder = file
        sub(/\/[^\/]*$/, "", folder)
        printf "mkdir -p %s\ncat >%s <<\047END OF FILE\047\n", folder, file
      }
      next
    }
    /^```/ {
      inside = 0
      if (!shell) print "END OF FILE"
      file = ""
      next
    }
    inside { print; next }
    match($0, /[Ss]ave this as `[^`]*`:$/) { file = substr($0, RSTART + 14, RLENGTH - 16) }' "$page"
}

# ---- A clean system ----

mirror() {
  apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' "Codename: $codename" 'Component: main' |
    head -n 1
}

make_base() {
  [ -s "$base" ] && return
  rm -rf "$root"
  debootstrap --variant=minbase --cache-dir="$work/packages" "$codename" "$root" "$(mirror)" &&
    tar -C "$root" -cf "$base.new" . && mv "$base.new" "$base"
}

# The checkout as a user gets it, without build results.
make_root() {
  rm -rf "$root" && mkdir -p "$root" && tar -C "$root" -xf "$base" && mkdir -p "$root/mcpx" || return
  (cd "$repository" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf -) |
    tar -C "$root/mcpx" -xf - || return
  for file in /etc/resolv.conf /etc/hosts; do
    [ ! -e "$file" ] || cp -L "$file" "$root$file" || return
  done
  cp "$work"/packages/*.deb "$root/var/cache/apt/archives/" || return
  # Keep the archives, which the next run copies back; download no translations.
  printf '%s\n' 'APT::Keep-Downloaded-Packages "true";' 'Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/keep"
  script_of_page >"$root/mcpx/recipes"
}

keep_packages() { cp -u "$root"/var/cache/apt/archives/*.deb "$work/packages/"; }

run_recipes() {
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} chroot "$root" sh -c 'cd /mcpx && sh -eu recipes' >"$work/output" 2>&1 ||
    { tail -n 60 "$work/output"; return 1; }
}

# ---- What the programs printed ----

# shellcheck disable=SC2016 # the backquotes of Markdown
code=$(sed -n 's/^It prints `\(MCPX_[A-Z_]*\)`\.$/\1/p' "$page")
programs=$(script_of_page | grep -cE '^(LD_LIBRARY_PATH=[^ ]* )?(app|vendored)/[a-z/]+$')

every_program_prints_the_code() {
  [ -n "$code" ] && [ "$programs" -ge 5 ] && [ "$(grep -cx "$code" "$work/output")" = "$programs" ]
}

check 'a clean system' make_base
check 'the checkout in it' make_root
check 'the recipes of docs/native.md' run_recipes
check 'every program prints the code' every_program_prints_the_code
keep_packages || failed=$((failed + 1))
rm -rf "$root"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
