# What the scripts that install, switch and remove toolchains share. Names begin with ti_. Follows prelude.sh.
# shellcheck shell=sh

# Trees are for every account of the target.
umask 022

# ti_fail KIND REASON: ends the script; what was there works on
ti_fail() {
  ge_put failed "$1"
  ge_put reason "$2"
  exit 3
}

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

# ti_free FOLDER: the KiB that this account may still write there, into ti_kib
ti_free() {
  ti_kib=$(ge_limit 5 df -Pk "$1" 2>/dev/null | sed -n '$s/.*[[:space:]][0-9]\{1,\}[[:space:]]\{1,\}[0-9]\{1,\}[[:space:]]\{1,\}\(-\{0,1\}[0-9]\{1,\}\)[[:space:]].*%.*/\1/p')
}

# ti_sum FILE: its SHA-256, into ti_v; fails where the target has no program for it
ti_sum() {
  if command -v sha256sum >/dev/null 2>&1; then ti_v=$(sha256sum <"$1")
  elif command -v shasum >/dev/null 2>&1; then ti_v=$(shasum -a 256 <"$1")
  elif command -v openssl >/dev/null 2>&1; then ti_v=$(openssl dgst -sha256 -r <"$1")
  else return 1
  fi
  ti_v=${ti_v%%[!0-9a-f]*}
  [ "${#ti_v}" -eq 64 ]
}

# ti_link FOLDER NAME TEXT: a symbolic link of that name in a folder of its own, into ti_tmp
ti_link() {
  ti_tmp=$1/.goenv-link
  ti_unlink "$1" "$2"
  mkdir -p "$1" && mkdir "$ti_tmp" && ln -s "$3" "$ti_tmp/$2"
}

# ti_unlink FOLDER NAME: removes what ti_link made; never a folder that holds anything else
ti_unlink() {
  rm -f "$1/.goenv-link/$2" 2>/dev/null
  [ ! -d "$1/.goenv-link" ] || rmdir "$1/.goenv-link"
}

# ti_point LINK TEXT: makes LINK a symbolic link to TEXT by one rename. `mv NEW LINK` would move into the folder that LINK
# leads to, and `mv -T` is not everywhere; given the folder and the same name, every mv renames.
ti_point() {
  ti_link "${1%/*}" "${1##*/}" "$2" && mv -f "${1%/*}/.goenv-link/${1##*/}" "${1%/*}/"
  ti_unlink "${1%/*}" "${1##*/}"
  [ -h "$1" ] && [ "$(readlink "$1")" = "$2" ]
}

# ti_swap FOLDER ASIDE TEXT: FOLDER goes to ASIDE, and a symbolic link to TEXT takes its place. Where mv can exchange two
# names it is one step; elsewhere a process does both renames that the end of the connection does not end.
ti_swap() {
  [ ! -h "$2" ] || rm -f "$2"
  [ ! -e "$2" ] || return 1
  if ln -s "$3" "$2" && mv --exchange -T "$2" "$1" 2>/dev/null && [ -h "$1" ]; then return 0; fi
  rm -f "$2" 2>/dev/null
  ti_link "${1%/*}" "${1##*/}" "$3" || return 1
  ti_pair "$1" "$2" "${1%/*}/.goenv-link/${1##*/}" "${1%/*}/"
  ti_unlink "${1%/*}" "${1##*/}"
  [ -h "$1" ] && [ "$(readlink "$1")" = "$3" ] && [ -d "$2" ]
}

# ti_pair A B C D: renames A to B and C to D; both or none
ti_pair() {
  # shellcheck disable=SC2016 # the process's own variables
  $ge_setsid sh -c 'trap "" HUP INT TERM PIPE; mv "$1" "$2" && { mv -f "$3" "$4" || { mv "$2" "$1"; exit 1; }; }' \
    sh "$@" </dev/null >/dev/null 2>&1 &
  wait $!
}

# ti_back LINK TEXT WAS ASIDE: makes a link that leads to TEXT what it was, as ti_state tells it; ends with whether it is
ti_back() {
  ti_state "$1"
  case $ti_s in
    "$3") return 0 ;;
    "link $2" | absent) ;;
    *) return 1 ;;
  esac
  case $3 in
    absent) rm -f "$1" ;;
    'link '*) ti_point "$1" "${3#link }" ;;
    *)
      ti_state "$4"
      [ "$ti_s" = "$3" ] || return 1
      if [ ! -h "$1" ]; then mv "$4" "$1"
      elif mv --exchange -T "$4" "$1" 2>/dev/null && [ ! -h "$1" ]; then rm -f "$4"
      else
        ti_unlink "${1%/*}" "${1##*/}"
        mkdir "${1%/*}/.goenv-link" && ti_pair "$1" "${1%/*}/.goenv-link/${1##*/}" "$4" "$1"
        ti_unlink "${1%/*}" "${1##*/}"
      fi ;;
  esac
  ti_state "$1"
  [ "$ti_s" = "$3" ]
}
