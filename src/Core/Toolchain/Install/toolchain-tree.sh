# What the scripts about installed toolchains share. Names begin with ti_. Follows prelude.sh.
# shellcheck shell=sh

# Trees are for every account of the target.
umask 022

# ti_fail KIND REASON: ends the step; what was there works on
ti_fail() {
  printf '%s|%s\n' "$1" "$2" >&2
  exit 3
}

# ti_note TEXT: a sentence for the person, without its point
ti_note() { { printf '%s\n' "$1" >&3; } 2>/dev/null || :; }

# ti_release TREE: the release of a folder that is provably a Go tree, into ti_v
ti_release() {
  ti_v=
  [ -d "$1" ] && [ -f "$1/VERSION" ] && [ -f "$1/bin/go" ] || return 1
  [ -d "$1/pkg/tool" ] || [ -d "$1/src/runtime" ] || return 1
  IFS= read -r ti_v <"$1/VERSION" || [ -n "$ti_v" ] || return 1
  ti_v=${ti_v%%[!0-9a-z.]*}
  case $ti_v in go[1-9]*) ti_v=${ti_v#go} ;; *) ti_v=; return 1 ;; esac
}

# ti_runs TREE VERSION: whether its go command and its compiler run and are of that release; what they said instead, into ti_out
ti_runs() {
  ti_out=$(
    cd / && unset GOROOT GOPATH GOEXPERIMENT GODEBUG GOFLAGS || exit 1
    export GOENV=off GOTOOLCHAIN=local TEST_TELEMETRY_DIR=/dev/null/none
    ge_limit 30 "$1/bin/go" version 2>&1
    for ti_f in "$1"/pkg/tool/*/compile; do
      [ ! -f "$ti_f" ] || ge_limit 30 "$ti_f" -V=full 2>&1
    done
  )
  case $ti_out in
    "go version go$2 "*) ;;
    *) return 1 ;;
  esac
  case $ti_out in
    *"compile version go$2"* | *"compile version go$2 "*) ;;
    *"compile version"*) return 1 ;;
  esac
}

# ti_state PATH: absent, "link TEXT", "folder", "tree VERSION" or other, into ti_s
ti_state() {
  if [ -h "$1" ]; then ti_s="link $(readlink "$1")"
  elif ti_release "$1"; then ti_s="tree $ti_v"
  elif [ -d "$1" ]; then ti_s=folder
  elif [ -e "$1" ]; then ti_s=other
  else ti_s=absent
  fi
}

# ti_free FOLDER: the KiB that this account may still write there, or where it would come into being, into ti_kib
ti_free() {
  ti_d=$1
  while [ ! -d "$ti_d" ]; do ti_d=${ti_d%/*}; ti_d=${ti_d:-/}; done
  ti_kib=$(ge_limit 5 df -Pk "$ti_d" 2>/dev/null | sed -n '$s/.*[[:space:]][0-9]\{1,\}[[:space:]]\{1,\}[0-9]\{1,\}[[:space:]]\{1,\}\(-\{0,1\}[0-9]\{1,\}\)[[:space:]].*%.*/\1/p')
}
