#!/usr/bin/env bash
# Builds GoEnv and passes all of its tests. Run as root on Debian it installs what the tests need; it may be run again.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }

fail() { printf 'test.sh: %s\n' "$*" >&2; failed=$((failed + 1)); }

install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "not installed, and this account cannot install them: ${missing[*]} (the tests that need them are skipped)"
    return 0
  fi
  echo "installing ${missing[*]}"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# add SED WHAT COMMAND...: runs the command and adds up what SED makes of its closing line: passed, failed, skipped
add() {
  local sed=$1 what=$2 log counts
  shift 2
  log=$(mktemp)
  "$@" 2>&1 | tee "$log"
  counts=$(sed -nE "$sed" "$log" | tail -n 1)
  rm -f "$log"
  if [ -z "$counts" ]; then
    fail "$what did not come to an end with counts"
    return
  fi
  # shellcheck disable=SC2086 # three numbers
  set -- $counts
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

run_dotnet() {
  add 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\2 \1 \3/p' "$1" dotnet test "$1" --no-build --nologo
}

run_pester() {
  if ! command -v pwsh >/dev/null 2>&1; then
    local files
    files=$(find tests/Pester -name '*.Tests.ps1' | wc -l)
    echo "pwsh is not on PATH: $files Pester files skipped"
    skipped=$((skipped + files))
    return
  fi
  add 's/^Pester: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' Pester \
    env NO_COLOR=1 pwsh -NoProfile -File tests/Pester/Run.ps1
}

say "Debian packages"
install_packages openssh-server openssh-client zsh fish tcsh dash mksh busybox shellcheck iproute2 git curl sudo python3-jsonschema
install_packages chromium # for the HTML pages; not in every archive. promtool comes with a server, and is used where it is.

say "Go toolchains for tests"
# Some tests have accounts of their own run them, which may not enter root's home.
[ "$(id -u)" -ne 0 ] || export GOENV_TEST_GO="${GOENV_TEST_GO:-/var/cache/goenv-tests/go}"
sh tests/Integration/toolchains.sh "${GOENV_TEST_GO:-${XDG_CACHE_HOME:-$HOME/.cache}/goenv-tests/go}" ||
  echo "not to be had (the tests that need them are skipped)"

say "Build"
if ! dotnet build GoEnvPowerShell.sln --nologo; then
  echo "Total: 0 passed, 1 failed"
  exit 1
fi

say "shellcheck"
if command -v shellcheck >/dev/null 2>&1; then
  mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
  if shellcheck "${scripts[@]}"; then passed=$((passed + 1)); else fail "shellcheck has findings"; fi
fi

say "Unit tests"
run_dotnet tests/Unit
say "Integration tests"
run_dotnet tests/Integration
say "Pester"
run_pester

echo
echo "Total: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
