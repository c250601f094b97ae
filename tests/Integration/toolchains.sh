#!/bin/sh
# Unpacks what the integration tests use of Debian: Go toolchains, each as one complete GOROOT, into DEST/1.19, DEST/1.24,
# DEST/1.26 and DEST/1.27; programs built with Go into DEST/programs/SUITE; the packer UPX into DEST/upx. Does nothing for
# those that are there. Needs apt-get and dpkg-deb, no root; the system's apt sources, lists and cache are read or left
# alone, never written.
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
tree=$temp/none
trap 'rm -rf "$temp" "$tree"' EXIT
trap 'exit 1' HUP INT TERM

# suite SUITE: makes $temp/SUITE, a private apt for it, unless it is there
suite() {
  private=$temp/$1
  [ ! -d "$private" ] || return 0
  mkdir -p "$private/lists/partial" "$private/cache/archives/partial"
  echo "deb [signed-by=$keyring] $mirror $1 main" >"$private/sources.list"
  cat >"$private/apt.conf" <<CONF
Dir::Etc::sourcelist "$private/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$private/lists";
Dir::State::status "/dev/null";
Dir::State::extended_states "$private/extended_states";
Dir::Cache "$private/cache";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "3";
APT::Sandbox::User "";
APT::Architecture "$(dpkg --print-architecture)";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
  apt-get -c "$private/apt.conf" -qq update || fail "the package list of $1 cannot be read from $mirror"
}

# unpack SUITE FOLDER PACKAGE...: unpacks packages of a suite into a folder
unpack() {
  suite "$1"
  config=$temp/$1/apt.conf to=$2 name=$1
  debs=$(mktemp -d "$temp/debs.XXXXXX")
  shift 2
  (cd "$debs" && apt-get -c "$config" -qq download "$@") || fail "$* cannot be downloaded from $name"
  mkdir -p "$to"
  for package in "$debs"/*.deb; do dpkg-deb -x "$package" "$to"; done
  rm -rf "$debs"
}

# assemble VERSION SUITE: makes one tree of what Debian splits over /usr/lib and /usr/share
assemble() {
  root=$temp/root-$1
  unpack "$2" "$root" "golang-$1-go" "golang-$1-src"
  # Beside the place it goes to, so that the last step is one rename and nothing half done is ever found.
  tree=$dest/.$1.$$
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
while read -r version release; do
  if [ -x "$dest/$version/bin/go" ]; then
    say "$dest/$version is there"
    continue
  fi
  say "unpacking golang-$version of $release from the mirror of this system's apt sources"
  assemble "$version" "$release"
  say "$dest/$version: $(env -u GOROOT GOTOOLCHAIN=local GOENV=off "$dest/$version/bin/go" version)"
done <<LIST
1.19 bookworm
1.24 trixie
1.26 sid
1.27 sid
LIST

while read -r release packages; do
  if [ -d "$dest/programs/$release" ]; then
    say "$dest/programs/$release is there"
    continue
  fi
  say "unpacking programs of $release: $packages"
  mkdir -p "$dest/programs"
  tree=$dest/programs/.$release.$$
  # The names are words.
  # shellcheck disable=SC2086
  unpack "$release" "$tree" $packages
  mv "$tree" "$dest/programs/$release"
done <<LIST
sid age direnv elvish fzf glow gron hcloud-cli jid lf micro mkcert pup
bookworm gron jid
LIST

if [ -x "$dest/upx/upx" ]; then
  say "$dest/upx is there"
else
  say "unpacking upx-ucl of sid with its libraries"
  tree=$dest/.upx.$$
  unpack sid "$tree" upx-ucl libucl1 zlib1g libstdc++6 libgcc-s1 libc6
  loader=$(cd "$tree" && find . -name 'ld-linux*.so.*' | head -n 1)
  libraries=$(cd "$tree" && find . -name libc.so.6 | head -n 1)
  # It takes the C library it was built for, which the system may not have yet.
  cat >"$tree/upx" <<RUN
#!/bin/sh
here=\$(dirname "\$0")
exec "\$here/$loader" --library-path "\$here/${libraries%/*}" "\$here/usr/bin/upx-ucl" "\$@"
RUN
  chmod +x "$tree/upx"
  "$tree/upx" --version | head -n 1
  mv "$tree" "$dest/upx"
fi
