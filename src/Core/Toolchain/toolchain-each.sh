# Each Go toolchain: what it is, and whether it runs. Part of toolchain.sh.
# shellcheck shell=sh

# tc_place PATH SOURCE INDEX: a file named go, wherever it is found
tc_place() {
  tc_p=$1
  case $tc_p in /*) ;; *) tc_p=$PWD/$tc_p ;; esac
  ge_real "$tc_p"
  tc_r=$ge_v
  ge_put "at/$tc_at/path" "$tc_p"
  ge_put "at/$tc_at/real" "$tc_r"
  ge_put "at/$tc_at/source" "$2"
  ge_put "at/$tc_at/order" "$3"
  if [ -x "$tc_p" ]; then
    ge_put "at/$tc_at/executable" yes
    # The first on PATH wins; scans come after PATH and win only where nothing is on it.
    [ -n "$tc_win" ] || { tc_win=$tc_p tc_winreal=$tc_r; }
  else ge_put "at/$tc_at/executable" no
  fi
  tc_at=$((tc_at + 1))
  case $tc_seen in
    *":$tc_r:"*) ;;
    *)
      tc_seen=$tc_seen$tc_r:
      tc_toolchain "$tc_p" "$tc_r" "$2" ;;
  esac
}

# tc_path SOURCE PATHS: each go on a search path
tc_path() {
  tc_i=0
  tc_rest=$2:
  while [ -n "$tc_rest" ]; do
    tc_d=${tc_rest%%:*}
    tc_rest=${tc_rest#*:}
    tc_i=$((tc_i + 1))
    if [ -f "${tc_d:-.}/go" ]; then tc_place "${tc_d%/}${tc_d:+/}go" "$1" "$tc_i"
    elif [ -h "${tc_d:-.}/go" ] && [ ! -e "${tc_d:-.}/go" ]; then tc_dead=${tc_dead:-${tc_d%/}${tc_d:+/}go}
    fi
  done
}

# tc_runnable HEADER: whether the kernel can start it. A file that it refuses must not be started at all: the C library
# would hand it to sh, which would run what it finds in it.
tc_runnable() {
  case $1 in
    '23 21 '*) return 0 ;;
    "$tc_kind"*"$tc_kind_machine") return 0 ;;
    '7f 45 4c 46 02 01'*' 3e 00') [ "$tc_machine" = x86_64 ] ;;
    '7f 45 4c 46 02 01'*' b7 00') [ "$tc_machine" = aarch64 ] ;;
    '7f 45 4c 46 '*) return 1 ;;
    'none') return 0 ;;
    *) [ "$tc_kernel" != Linux ] && [ -n "$tc_kernel" ] ;;
  esac
}

# tc_toolchain PATH REALPATH SOURCE: one toolchain, as the file that its go command is
tc_toolchain() {
  tc_k=go/$tc_go
  tc_go=$((tc_go + 1))
  ge_put "$tc_k/path" "$1"
  ge_put "$tc_k/real" "$2"
  ge_stat "$tc_k/stat" "$2"
  if [ -z "$tc_od" ]; then tc_head=none
  else
    # shellcheck disable=SC2046 # the bytes, one word each
    set -- "$1" "$2" "$3" $(od -An -v -tx1 -N20 "$2" 2>/dev/null)
    tc_head=
    for tc_b in "${4-}" "${5-}" "${6-}" "${7-}" "${8-}" "${9-}"; do tc_head="$tc_head$tc_b "; done
    if [ $# -gt 22 ]; then tc_head="${tc_head% } ${22} ${23-}"; else tc_head="${tc_head% }"; fi
    if [ $# -eq 3 ]; then tc_head=empty; fi
  fi
  if [ ! -r "$2" ]; then
    tc_head=none
    ge_unknown "$tc_k/head" "this account may not read $2"
  elif [ -z "$tc_od" ]; then ge_unknown "$tc_k/head" "the target has no od that works"
  else ge_put "$tc_k/head" "$tc_head"
  fi
  # A gccgo has no tree of its own: its go command lies in a bin folder that is not a GOROOT's.
  tc_root=${2%/bin/*}
  if [ "$tc_root" != "$2" ] && { [ -d "$tc_root/pkg/tool" ] || [ -f "$tc_root/VERSION" ] || [ -d "$tc_root/src/runtime" ]; }
  then
    if [ "$1" = "$tc_win" ]; then tc_tree "$tc_root" winner; else tc_tree "$tc_root" "$3"; fi
  else
    tc_root=
    for tc_f in root versionfile rootstat open goversion api; do ge_absent "$tc_k/$tc_f"; done
  fi
  tc_can=''
  if [ "$3" = modcache ]; then ge_unknown "$tc_k/version" "the toolchains of the module cache are not started"
  elif [ ! -x "$2" ]; then
    ge_unknown "$tc_k/version" "this account may not execute $2"
    ge_put "$tc_k/ran" no
  # It would start a confinement that writes into the home folder; what lies behind it is asked by itself.
  elif [ "${2##*/}" = snap ]; then ge_unknown "$tc_k/version" "the launcher of snap is not started"
  elif [ "$tc_hung" -ge 2 ]; then ge_unknown "$tc_k/version" "two others did not answer, and it was not started"
  elif ! tc_runnable "$tc_head"; then
    case $tc_head in
      '7f 45 4c 46 '*) ge_unknown "$tc_k/version" "it is a program for another kind of machine and was not started" ;;
      *)
        ge_unknown "$tc_k/version" "the file is $(case $tc_head in empty) echo empty ;; *) echo 'no program' ;; esac)"
        ge_put "$tc_k/ran" no ;;
    esac
  else
    tc_can=yes
    tc_version "$1"
    # Those that are merely installed are not worth a second start.
    case $3:$tc_root in
      *:) ge_absent "$tc_k/compiler" ;;
      scan:*) ge_unknown "$tc_k/compiler" "the compilers of toolchains that are on no PATH are not started" ;;
      *) [ "$tc_rc" -ne 0 ] || tc_compiler "$tc_root" ;;
    esac
  fi
  # The winner is the first that can be executed.
  if [ "$1" = "$tc_win" ]; then tc_winruns=$tc_can; fi
}

# tc_version PATH: what it reports itself, with none of the account's settings
tc_version() {
  tc_out=$(tc_bare && unset GOROOT && ge_limit "$tc_limit" "$1" version 2>&1)
  tc_rc=$?
  # A go command that was moved away from its tree finds it by GOROOT alone.
  case $tc_rc:$tc_out in
    0:* | 137:*) ;;
    *GOROOT*) [ -z "${GOROOT-}" ] || {
      tc_out=$(tc_bare && ge_limit "$tc_limit" "$1" version 2>&1)
      tc_rc=$?
    } ;;
  esac
  if [ "$tc_rc" -eq 0 ]; then ge_put "$tc_k/ran" yes; else ge_put "$tc_k/ran" no; fi
  case $tc_rc in
    0) ge_put "$tc_k/version" "$tc_out" ;;
    137)
      tc_hung=$((tc_hung + 1))
      ge_unknown "$tc_k/version" "it did not answer within $tc_limit seconds" ;;
    *)
      tc_out=$(printf '%s\n' "$tc_out" | grep . | head -n 3 | tr '\n' ' ')
      ge_unknown "$tc_k/version" "it ended with exit code $tc_rc${tc_out:+: ${tc_out% }}" ;;
  esac
}

# tc_const FILE: the minor release that the source of the tree says it is
tc_const() {
  if [ ! -f "$1" ]; then ge_missing "$tc_k/goversion" "$1"; return; fi
  while read -r tc_w1 tc_w2 tc_w3 tc_w4; do
    [ "$tc_w1 $tc_w2 $tc_w3" != 'const Version =' ] || { ge_put "$tc_k/goversion" "$tc_w4"; return; }
  done <"$1"
  ge_unknown "$tc_k/goversion" "$1 has no such line"
}

# tc_compiler GOROOT: which release the compiler says it is
tc_compiler() {
  for tc_f in "$1"/pkg/tool/*/compile; do
    [ -x "$tc_f" ] || continue
    tc_out=$(tc_shield && ge_limit "$tc_limit" "$tc_f" -V=full 2>/dev/null) || continue
    ge_put "$tc_k/compiler" "$tc_out"
    return
  done
  if [ -x "$tc_f" ]; then ge_unknown "$tc_k/compiler" "$tc_f does not answer"; else ge_absent "$tc_k/compiler"; fi
}

# tc_tree GOROOT SOURCE: whose it is, which release it says it is, and what other releases left in it
tc_tree() {
  ge_put "$tc_k/root" "$1"
  ge_stat "$tc_k/rootstat" "$1"
  case $2 in
    scan | modcache) ge_unknown "$tc_k/open" "a tree that is on no PATH is not searched" ;;
    *)
      if ! command -v find >/dev/null 2>&1; then ge_unknown "$tc_k/open" "find is not on PATH"
      else
        tc_treeroot=$1
        set --
        for tc_f in bin pkg/tool src; do
          [ ! -e "$tc_treeroot/$tc_f" ] || set -- "$@" "$tc_treeroot/$tc_f"
        done
        # The last line tells how the search ended: one that fails finds nothing either.
        tc_out=$([ $# -eq 0 ] || find "$@" -maxdepth 2 ! -type l -perm -2 2>/dev/null; echo ": $?")
        set -- "$tc_treeroot"
        tc_out=${tc_out%%"$tc_nl"*}
        case $tc_out in
          ': 0') ge_absent "$tc_k/open" ;;
          ': '*) ge_unknown "$tc_k/open" "find ended with exit code ${tc_out#: }" ;;
          *) ge_put "$tc_k/open" "$tc_out" ;;
        esac
      fi ;;
  esac
  ge_file "$tc_k/versionfile" "$1/VERSION" 4096
  tc_const "$1/src/internal/goversion/goversion.go"
  tc_newest=
  for tc_f in "$1"/api/go1.*.txt; do
    tc_f=${tc_f##*/go1.}
    tc_f=${tc_f%.txt}
    case $tc_f in
      '' | *[!0-9]*) ;;
      *) [ "$tc_f" -le "${tc_newest:-0}" ] || tc_newest=$tc_f ;;
    esac
  done
  if [ -n "$tc_newest" ]; then ge_put "$tc_k/api" "$tc_newest"; else ge_absent "$tc_k/api"; fi
  # Files that a release no longer had, by its minor number: unpacking it over an older one leaves them there.
  tc_left=
  for tc_f in 19:src/internal/cpu/cpu_no_init.go 19:src/runtime/internal/sys/stubs.go \
    21:src/internal/poll/fcntl_syscall.go 21:src/internal/goexperiment/exp_unified_on.go \
    22:src/internal/abi/unsafestring_go119.go 22:src/internal/coverage/cmddefs.go \
    23:src/internal/intern/intern.go 23:src/internal/safefilepath/path.go \
    24:src/runtime/internal/sys/consts.go 24:src/internal/weak/pointer.go \
    26:src/internal/abi/map_noswiss.go 26:src/internal/goexperiment/exp_cacheprog_on.go \
    27:src/runtime/hash32.go 27:src/internal/strconv/math.go; do
    [ ! -f "$1/${tc_f#*:}" ] || tc_left="$tc_left$tc_f "
  done
  ge_put "$tc_k/leftovers" "${tc_left% }"
  tc_tools=
  for tc_f in "$1"/pkg/tool/*/; do
    [ ! -f "${tc_f}compile" ] || { tc_f=${tc_f%/}; tc_tools="$tc_tools${tc_f##*/} "; }
  done
  ge_put "$tc_k/tools" "${tc_tools% }"
}

# tc_marked SECONDS COMMAND...: for a subshell; what was said too late ends with the mark and an exclamation mark
tc_marked() {
  export GE_TC_MARK="$tc_mark"
  ge_limit "$@"
  tc_marked_rc=$?
  [ -z "$ge_limit_late" ] || printf '%s!' "$tc_mark"
  return "$tc_marked_rc"
}
