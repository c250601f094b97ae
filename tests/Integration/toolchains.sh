#!/bin/sh
# Unpacks the Go toolchains of Debian that the integration tests use, each as one complete GOROOT, into DEST/1.19,
# DEST/1.24 and DEST/1.27. Does nothing for those that are there. Needs apt-get and dpkg-deb, no root; the system's apt
# sources, lists and cache are read or left alone, never written.
#
#   toolchains.sh [DEST]      DEST: $GOENV_TEST_GO, else ${XDG_CACHE_HOME:-~/.cache}/goenv-tests/go
#
# GOENV_TEST_DEBIAN_MIRROR is the mirror to use; without it, the one in the system's own apt sources.
set -eu

fail() { echo "toolchains.sh: $*" >&2; exit 1; }
say() { echo "toolchains.sh: $*"; }

dest=${1:-${GOENV_TEST_GO:-${XDG_CACHE_HOME:-$HOME/.cache}/goenv-tests/go}}
for tool in apt-get dpkg-deb dpkg; do
  command -v "$tool" >/dev/null 2>&1 || fail "$tool is not on PATH; this script runs on Debian and its derivatives"
done

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || fail "$keyring is missing; install the package debian-archive-keyring"

mirror=${GOENV_TEST_DEBIAN_MIRROR-}
# The format's fields are apt's, not the shell's.
# shellcheck disable=SC2016
[ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(CREATED_BY) $(REPO_URI) $(RELEASE)' |
  sed -n '/-security/d; /^Packages [^ ]*debian\/* /{s/^Packages \([^ ]*\) .*/\1/p;q;}')
[ -n "$mirror" ] || fail "no Debian mirror in the system's apt sources; name one in GOENV_TEST_DEBIAN_MIRROR"

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
trap 'exit 1' HUP INT TERM

# fetch VERSION SUITE: downloads the packages of one toolchain into $temp/SUITE
fetch() {
  root=$temp/$2
  mkdir -p "$root/lists/partial" "$root/cache/archives/partial"
  echo "deb [signed-by=$keyring] $mirror $2 main" >"$root/sources.list"
  cat >"$root/apt.conf" <<CONF
Dir::Etc::sourcelist "$root/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$root/lists";
Dir::State::status "/dev/null";
Dir::State::extended_states "$root/extended_states";
Dir::Cache "$root/cache";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "3";
APT::Sandbox::User "";
APT::Architecture "$(dpkg --print-architecture)";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
  apt-get -c "$root/apt.conf" -qq update || fail "the package list of $2 cannot be read from $mirror"
  (cd "$root" && apt-get -c "$root/apt.conf" -qq download "golang-$1-go" "golang-$1-src") ||
    fail "golang-$1-go and golang-$1-src cannot be downloaded from $2"
}

# assemble VERSION SUITE: makes one tree of what Debian splits over /usr/lib and /usr/share
assemble() {
  root=$temp/$2/root
  mkdir -p "$root"
  for package in "$temp/$2"/*.deb; do dpkg-deb -x "$package" "$root"; done
  # Beside the place it goes to, so that the last step is one rename and nothing half done is ever found.
  tree=$dest/.$1.$$
  trap 'rm -rf "$temp" "$tree"' EXIT
  mkdir -p "$tree"
  cp -Rp "$root/usr/share/go-$1/." "$tree"
  (cd "$root/usr/lib/go-$1" && find . -type d -exec mkdir -p "$tree/{}" \; && find . -type f -exec cp -p {} "$tree/{}" \;)
  find "$tree" -maxdepth 2 -type l | while IFS= read -r link; do
    [ -e "$link" ] || { say "left out $link, which leads nowhere"; rm "$link"; }
  done
  for part in bin/go src/runtime pkg/tool VERSION; do
    [ -e "$tree/$part" ] || fail "the packages of $2 do not make a complete GOROOT of $1: $part is missing"
  done
  mv "$tree" "$dest/$1"
}

mkdir -p "$dest"
while read -r version suite; do
  if [ -x "$dest/$version/bin/go" ]; then
    say "$dest/$version is there"
    continue
  fi
  say "unpacking golang-$version of $suite from the mirror of this system's apt sources"
  fetch "$version" "$suite"
  assemble "$version" "$suite"
  say "$dest/$version: $(env -u GOROOT GOTOOLCHAIN=local GOENV=off "$dest/$version/bin/go" version)"
done <<LIST
1.19 bookworm
1.24 trixie
1.27 sid
LIST
