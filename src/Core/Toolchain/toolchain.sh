# Every Go toolchain of the account, `go env` of the one that wins, and what that one builds with.
# shellcheck shell=sh

tc_limit=3
tc_hung=0
tc_at=0
tc_go=0
tc_seen=:
tc_win=
tc_winruns=
tc_dead=
tc_filepin=
tc_file=
tc_held=
tc_nl='
'

# tc_shield: for the subshell that runs a go command. TEST_TELEMETRY_DIR leads nowhere, so that go 1.23 and later write no
# counters into the account's configuration; the rest keeps version managers' shims from installing what is missing.
tc_shield() {
  cd / || return 1
  export TEST_TELEMETRY_DIR=/dev/null/none GOTOOLCHAIN=local
  export MISE_OFFLINE=1 MISE_AUTO_INSTALL=false MISE_NOT_FOUND_AUTO_INSTALL=false GOENV_AUTO_INSTALL=0
}

# tc_bare: the same, with none of the account's settings but GOROOT
tc_bare() {
  tc_shield || return 1
  unset GOPATH GOEXPERIMENT GODEBUG GO111MODULE
  export GOENV=off GOFLAGS=''
}

# tc_strip TEXT: without the user names and passwords of URLs, and without the values that -ldflags=-X puts into programs.
# A password may hold any character, so that all up to the last @ of a line goes.
tc_strip() {
  case $1 in
    *@* | *-X*) printf '%s\n' "$1" | sed -e 's#\(-X[=[:space:]]*[^=[:space:]]*=\)[^[:space:]"'\'']*#\1xxxxx#g' -e 't a' -e ':a' \
      -e 's#://.*@#://xxxxx@#' -e t -e 's#^[^"/@]*:[^"]*@#xxxxx@#' \
      -e 's#\([=,|"[:space:]]\)[^][:space:],|"/:=@]*:[^"]*@#\1xxxxx@#g' ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# tc_json NAME: the value of NAME in the answer of `go env -json`, into tc_v
tc_json() {
  tc_v=
  if [ "$1" = GOENV ] && [ -n "$tc_file" ]; then tc_v=$tc_file; return 0; fi
  case $tc_env in
    *"\"$1\": \""*) tc_v=${tc_env#*"\"$1\": \""}; tc_v=${tc_v%%\"*} ;;
  esac
}

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

# tc_login: the PATH of the account's login shell, into tc_v. A half of the nonce delimits it, handed over in the
# environment: what profiles print is not taken for it, and arguments can be read by other accounts.
tc_login() {
  tc_v=
  tc_shell=${SHELL-}
  if [ -z "$tc_shell" ]; then
    case $tc_uid in
      '' | *[!0-9]*) ge_unknown login/path "SHELL is not set, and id does not tell the account"; return ;;
    esac
    [ ! -r /etc/passwd ] || while IFS=: read -r tc_w1 tc_w2 tc_w3 tc_w4; do
      [ "$tc_w3" != "$tc_uid" ] || tc_shell=${tc_shell:-${tc_w4##*:}}
    done </etc/passwd
  fi
  case $tc_shell in
    */nologin | */false | '') ge_absent login/path; return ;;
  esac
  tc_mark=${ge_nonce%"${ge_nonce#????????????????}"}
  # The innermost sh prints it, so that one text does for every kind of login shell.
  # shellcheck disable=SC2016 # for that sh to expand
  tc_say='/bin/sh -c '\''echo; echo "$GE_TC_MARK<$PATH>$GE_TC_MARK"'\'
  # shellcheck disable=SC2030 # for this shell alone
  tc_out=$(
    # fish makes its folders where they are missing: then it is shown others that cannot be made.
    case $tc_shell in
      */fish)
        [ -d "${XDG_DATA_HOME:-${HOME-}/.local/share}/fish" ] || export XDG_DATA_HOME=/dev/null/none
        [ -d "${XDG_CONFIG_HOME:-${HOME-}/.config}/fish" ] || export XDG_CONFIG_HOME=/dev/null/none ;;
    esac
    # csh takes no command as a login shell, but reads one.
    # shellcheck disable=SC2016 # for the inner sh to expand
    case $tc_shell in
      */csh | */tcsh) tc_marked 5 sh -c 'printf "%s\nexit\n" "$1" | "$2" -l' sh "$tc_say" "$tc_shell" 2>/dev/null ;;
      *) tc_marked 5 "$tc_shell" -lc "$tc_say" 2>/dev/null ;;
    esac
  )
  tc_rc=$?
  case $tc_out in
    *"$tc_mark!") ge_unknown login/path "the login shell $tc_shell did not answer within 5 seconds" ;;
    *"$tc_mark<"*">$tc_mark"*)
      tc_v=${tc_out##*"$tc_mark<"}
      tc_v=${tc_v%%">$tc_mark"*}
      ge_put login/path "$tc_v" ;;
    *) ge_unknown login/path "the login shell $tc_shell ended with exit code $tc_rc" ;;
  esac
}

# tc_interactive: puts what the login shell has on PATH when a person sits at it, for a go that is on no other
tc_interactive() {
  case ${tc_shell##*/}:$ge_setsid in
    *:) ge_unknown interactive/path "the target has no setsid, without which an interactive shell would take the terminal"; return ;;
    bash:* | zsh:* | mksh:* | ksh:*) ;;
    *) ge_absent interactive/path; return ;;
  esac
  # The shell is killed after it has answered, so that its logout and history files are left alone.
  tc_out=$(tc_marked 4 "$tc_shell" -lic "$tc_say; kill -KILL \$\$" 2>/dev/null)
  case $tc_out in
    *"$tc_mark!") ge_unknown interactive/path "an interactive $tc_shell did not answer within 4 seconds" ;;
    *"$tc_mark<"*">$tc_mark"*)
      tc_v=${tc_out##*"$tc_mark<"}
      tc_v=${tc_v%%">$tc_mark"*}
      ge_put interactive/path "$tc_v"
      # A go that is only there is installed; that other shells miss it is said of them.
      tc_path scan "$tc_v" ;;
    *) ge_unknown interactive/path "an interactive $tc_shell did not tell its PATH" ;;
  esac
}

# tc_goenv GO [FLAG...]: `go env` from /, where no go.mod or go.work can ask for another toolchain, and with GOTOOLCHAIN=local, so
# that nothing is downloaded, whatever GOTOOLCHAIN says: it is reported apart. The variables are named because without
# names go also runs the C compiler and creates GOCACHE. GOROOT, GOFLAGS and the rest are the session's.
tc_goenv() {
  tc_names='AR CC CXX CGO_ENABLED GCCGO GO111MODULE GO386 GOAMD64 GOARCH GOARM GOARM64 GOBIN GOCACHE GOCACHEPROG'
  tc_names="$tc_names GODEBUG GOENV GOEXE GOEXPERIMENT GOFIPS140 GOFLAGS GOHOSTARCH GOHOSTOS GOINSECURE GOMODCACHE"
  tc_names="$tc_names GONOPROXY GONOSUMDB GOOS GOPATH GOPPC64 GOPRIVATE GOPROXY GORISCV64 GOROOT GOSUMDB GOTELEMETRY"
  tc_names="$tc_names GOTMPDIR GOTOOLDIR GOVCS GOVERSION"
  tc_goenv_go=$1
  shift
  set -- "$tc_goenv_go" env -json "$@"
  # shellcheck disable=SC2016 # the inner shell's own variables
  [ -z "$tc_held" ] || set -- sh -c 'tc=$1; shift; printf %s "$tc" | GOENV=/dev/stdin "$@"' sh "$tc_keep" "$@"
  # shellcheck disable=SC2086 # names, one word each
  tc_env=$(tc_shield && ge_limit 4 "$@" $tc_names 2>/dev/null)
  tc_rc=$?
}

# tc_hold NAMES: what the file of `go env -w` says besides these, into tc_keep, and of these into tc_is_NAME; 1 where nothing.
# What the session sets counts more than the file.
tc_hold() {
  tc_keep='' tc_held=
  while IFS= read -r tc_w1 || [ -n "$tc_w1" ]; do
    tc_w2=${tc_w1%%=*}
    case "$tc_w2: $1 " in
      *[!A-Z0-9]*:\ * | :*) tc_v=x ;;
      *" $tc_w2 "*) eval "tc_v=\${$tc_w2:+x}" ;;
      *) tc_v=x ;;
    esac
    if [ -n "$tc_v" ]; then tc_keep=$tc_keep$tc_w1$tc_nl
    else
      tc_held=1
      eval "tc_is_$tc_w2=\${tc_w1#*=}"
    fi
  done <"$tc_gf"
  [ -n "$tc_held" ]
}

# tc_without: what stops go env may stand in that file: go is asked without it, and gets the rest on its standard input.
tc_without() {
  # shellcheck disable=SC2031 # that of the session
  tc_gf=${GOENV:-${XDG_CONFIG_HOME:-${HOME-}/.config}/go/env}
  if [ ! -f "$tc_gf" ] || [ ! -r "$tc_gf" ] || ! ge_works '' ge printf ge; then return 0; fi
  tc_d='GOPATH GOEXPERIMENT GO111MODULE GOROOT'
  for tc_d in $tc_d "$tc_d"; do
    tc_hold "$tc_d" || continue
    tc_goenv "$tc_win" -w=false -u=false
    if [ "$tc_rc" -eq 0 ]; then break; fi
  done
  tc_held=
  if [ "$tc_rc" -ne 0 ]; then return 0; fi
  tc_file=$tc_gf
  for tc_w2 in $tc_d; do
    eval "tc_v=\${tc_is_$tc_w2-}"
    [ -z "$tc_v" ] || ge_put "held/$tc_w2" "$(tc_strip "$tc_v")"
  done
}

tc_kernel=$(uname -s)
tc_machine=$(uname -m)
ge_put machine "$tc_machine"
tc_uid=$(id -u)
ge_put uid "$tc_uid"
# The kind of program that surely runs here: the shell's own.
tc_kind=none
tc_kind_machine=
tc_od=
if ge_works ge '*67*65*' od -An -v -tx1 -N2; then
  tc_od=1
  # shellcheck disable=SC2046 # the bytes, one word each
  set -- $(od -An -v -tx1 -N20 /bin/sh 2>/dev/null)
  tc_kind="${1-} ${2-} ${3-} ${4-} ${5-} ${6-}"
  tc_kind_machine=" ${19-} ${20-}"
  ge_put userland "$tc_kind$tc_kind_machine"
else ge_unknown userland "the target has no od that works"
fi
ge_put path "$PATH"

tc_path path "$PATH"
tc_login
[ -z "$tc_v" ] || tc_path login "$tc_v"
if [ -z "$tc_win" ] && [ -n "$tc_v" ]; then tc_interactive; else ge_absent interactive/path; fi
if [ -n "$tc_dead" ]; then ge_put dead "$tc_dead"; else ge_absent dead; fi

tc_home=${HOME:-/nonexistent}
for tc_d in "${GOROOT:-/nonexistent}" /usr/local/go /usr/local/go[-1]* /usr/lib/go /usr/lib/go-* /usr/lib/golang \
  /usr/lib64/go/* /opt/go /opt/go[-1]* /opt/hostedtoolcache/go/*/* /snap/go/current "$tc_home"/go "$tc_home"/sdk/go* \
  "$tc_home"/.local/go "$tc_home"/.local/go-[1-9]* "$tc_home"/.local/share/goenv/go/[1-9]* \
  "$tc_home"/.local/opt/go* "$tc_home"/.local/share/go "$tc_home"/.g/versions/* \
  "${GVM_ROOT:-$tc_home/.gvm}"/gos/* "${GOENV_ROOT:-$tc_home/.goenv}"/versions/* \
  "${ASDF_DATA_DIR:-$tc_home/.asdf}"/installs/golang/*/go "${MISE_DATA_DIR:-$tc_home/.local/share/mise}"/installs/go/* \
  /home/linuxbrew/.linuxbrew/opt/go*/libexec "$tc_home"/.linuxbrew/opt/go*/libexec; do
  [ ! -f "$tc_d/bin/go" ] || tc_place "$tc_d/bin/go" scan 0
done

tc_env=
if [ -z "$tc_win" ]; then ge_absent winner/path
else
  case $tc_winreal in
    */snap)
      tc_win=/snap/go/current/bin/go
      ge_real "$tc_win"
      tc_winreal=$ge_v
      [ ! -x "$tc_win" ] || tc_winruns=yes ;;
  esac
  ge_put winner/path "$tc_win"
  ge_put winner/real "$tc_winreal"
  tc_rc=1
  [ -z "$tc_winruns" ] || tc_goenv "$tc_win"
  # These stop go env where they are wrong, and rules read them in the session's own values; -w and -u in GOFLAGS are
  # flags of go env too. An exported GOROOT that is wrong does so as well. Without them the rest can still be learned.
  for tc_d in settings goroot both; do
    if [ -z "$tc_winruns" ] || [ "$tc_rc" -eq 0 ] || [ "$tc_rc" -eq 137 ]; then break; fi
    [ "$tc_d" = settings ] || [ -n "${GOROOT-}" ] || break
    tc_env=$(
      [ "$tc_d" = settings ] || unset GOROOT
      set --
      [ "$tc_d" = goroot ] || { unset GOPATH GOEXPERIMENT GODEBUG GO111MODULE; set -- -w=false -u=false; }
      tc_goenv "$tc_win" "$@"
      printf '%s' "$tc_env"
      exit "$tc_rc"
    )
    tc_rc=$?
    [ "$tc_d" = settings ] || [ "$tc_rc" -ne 0 ] || ge_put env/withoutgoroot yes
  done
  if [ -n "$tc_winruns" ] && [ "$tc_rc" -ne 0 ] && [ "$tc_rc" -ne 137 ]; then tc_without; fi
  if [ -z "$tc_winruns" ]; then ge_unknown env/json "$tc_win cannot be started"
  elif [ "$tc_rc" -eq 0 ]; then ge_put env/json "$(tc_strip "$tc_env")"
  elif [ "$tc_rc" -eq 137 ]; then ge_unknown env/json "$tc_win env did not answer within 4 seconds"
  else ge_unknown env/json "$tc_win env -json ended with exit code $tc_rc"
  fi
fi

# go env passes over what every other command refuses. Only the name of a flag is repeated.
tc_json GOFLAGS
tc_flags=
if [ -n "$tc_v" ] && [ -n "$tc_winruns" ]; then
  tc_flags=$(tc_shield && unset GOROOT GOPATH GOEXPERIMENT GODEBUG GO111MODULE && ge_limit "$tc_limit" "$tc_win" version 2>&1)
  [ $? -ne 137 ] || tc_flags=137
fi
# shellcheck disable=SC2016 # go's own words
case $tc_flags in
  *'parsing $GOFLAGS: unknown flag '*)
    tc_flags=${tc_flags##*'unknown flag '}
    ge_put flags/refused "it knows no flag ${tc_flags%%[!A-Za-z0-9._-]*}" ;;
  137) ge_unknown flags/refused "$tc_win did not answer within $tc_limit seconds" ;;
  *'parsing $GOFLAGS: '*) ge_put flags/refused "it cannot be read as a list of flags" ;;
  *) ge_absent flags/refused ;;
esac

for tc_name in GOROOT GOPATH GOBIN GOFLAGS GO111MODULE GOEXPERIMENT GODEBUG GOTOOLCHAIN GOSUMDB GOPROXY GOENV GOCACHE \
  CGO_ENABLED CC TMPDIR GOTMPDIR; do
  eval "tc_set=\${$tc_name+x} tc_v=\${$tc_name-}"
  if [ -z "$tc_set" ]; then ge_absent "session/$tc_name"
  else
    tc_out=$(tc_strip "$tc_v")
    # A sed that does not work leaves nothing, which would read as not set.
    [ -n "$tc_out" ] || [ -z "$tc_v" ] || tc_out='(hidden)'
    ge_put "session/$tc_name" "$tc_out"
  fi
done

# tc_settings FILE: the names that a file of settings sets, into tc_names, and the last GOTOOLCHAIN and GOCACHE in it, into tc_out and tc_cache
tc_settings() {
  tc_names='' tc_out='' tc_cache=''
  while IFS= read -r tc_w1 || [ -n "$tc_w1" ]; do
    case $tc_w1 in
      GOTOOLCHAIN=*) tc_out=${tc_w1#*=} ;;
      GOCACHE=*) tc_cache=${tc_w1#*=} ;;
      [A-Z0-9_a-z]*=*) ;;
      *) continue ;;
    esac
    case ${tc_w1%%=*} in
      *[!A-Z0-9_a-z]*) ;;
      *) tc_names="$tc_names${tc_w1%%=*} " ;;
    esac
  done <"$1"
}

# Which variables `go env -w` has written; of their values only the one that chooses the toolchain is wanted, and GOCACHE, of which
# go env says "off" where go refuses it.
tc_json GOENV
case $tc_v in
  off) ge_absent file/names ;;
  '') if [ -n "$tc_win" ]; then ge_unknown file/names "go env did not name the file"; else ge_absent file/names; fi ;;
  *)
    ge_put file/path "$tc_v"
    if [ ! -e "$tc_v" ]; then ge_missing file/names "$tc_v"
    elif [ -c "$tc_v" ]; then ge_absent file/names
    elif [ ! -f "$tc_v" ]; then ge_unknown file/names "$tc_v is not a regular file"
    elif [ ! -r "$tc_v" ]; then ge_unknown file/names "this account may not read $tc_v"
    else
      tc_settings "$tc_v"
      ge_put file/names "$tc_names"
      tc_filepin=$tc_out
      ge_put file/gotoolchain "$(tc_strip "$tc_filepin")"
      [ -z "$tc_cache" ] || ge_put file/gocache "$(tc_strip "$tc_cache")"
    fi ;;
esac

tc_json GOPATH
tc_gopath=${tc_v%%:*}
tc_json GOMODCACHE
tc_modcache=${tc_v:-${GOMODCACHE:-${tc_gopath:-$tc_home/go}/pkg/mod}}
for tc_d in "$tc_modcache"/golang.org/toolchain@*; do
  [ ! -f "$tc_d/bin/go" ] || tc_place "$tc_d/bin/go" modcache 0
done

# The toolchain that GOTOOLCHAIN names, where it names one: from the session, the file of `go env -w`, or GOROOT/go.env.
tc_pin=${GOTOOLCHAIN:-$tc_filepin}
tc_json GOROOT
if [ -n "$tc_v" ] && [ -f "$tc_v/go.env" ] && [ -r "$tc_v/go.env" ]; then
  tc_settings "$tc_v/go.env"
  tc_default=$tc_out
  ge_put goroot/gotoolchain "$(tc_strip "$tc_default")"
  tc_pin=${tc_pin:-$tc_default}
elif [ -n "$tc_win" ] && [ -z "$tc_v" ]; then ge_unknown goroot/gotoolchain "go env did not name GOROOT"
else ge_absent goroot/gotoolchain
fi
tc_pin=${tc_pin%%+*}
case $tc_pin in
  */*) ge_absent pin/path ;;
  go1* | *-go1*)
    tc_json GOHOSTOS
    tc_f=$tc_v
    tc_json GOHOSTARCH
    tc_f=$tc_modcache/golang.org/toolchain@v0.0.1-$tc_pin.$tc_f-$tc_v/bin/go
    if tc_v=$(command -v "$tc_pin" 2>/dev/null); then ge_put pin/path "$tc_v"
    elif [ -x "$tc_f" ]; then ge_put pin/path "$tc_f"
    elif [ -z "$tc_env" ]; then ge_unknown pin/path "go env did not name the module cache"
    else ge_absent pin/path
    fi ;;
  *) ge_absent pin/path ;;
esac

tc_json CC
tc_cc=${tc_v%% *}
if [ -z "$tc_cc" ]; then ge_unknown cc "go env did not name it"
else
  ge_put ccname "$tc_cc"
  if tc_v=$(command -v "$tc_cc" 2>/dev/null); then ge_put cc "$tc_v"; else ge_absent cc; fi
fi

# tc_where NAME PATH: the file system that PATH is on or will be created on
tc_where() {
  [ -n "$2" ] && [ "$2" != off ] || return 0
  ge_put "place/$1/path" "$2"
  if [ -d "$2" ]; then ge_put "place/$1/exists" yes; else ge_put "place/$1/exists" no; fi
  tc_d=$2
  while [ -n "$tc_d" ] && [ ! -d "$tc_d" ]; do
    case $tc_d in */*) tc_d=${tc_d%/*} ;; *) tc_d= ;; esac
  done
  if [ -w "${tc_d:-/}" ] && [ -x "${tc_d:-/}" ]; then ge_put "place/$1/writable" yes; else ge_put "place/$1/writable" no; fi
  while ! tc_p=$(cd -P -- "${tc_d:-/}" 2>/dev/null && pwd); do tc_d=${tc_d%/*}; done
  tc_d=$tc_p
  ge_put "place/$1/resolved" "$tc_d"
  tc_best='' tc_fs=''
  # A later line hides an earlier one of the same mount point.
  [ ! -r /proc/mounts ] || while read -r tc_dev tc_mnt tc_type tc_opts tc_rest; do
    case $tc_mnt in *\\*) tc_mnt=$(printf '%b' "$tc_mnt") ;; esac
    tc_p=${tc_mnt%/}
    case ${tc_d%/}/ in
      "$tc_p"/*) [ "${#tc_mnt}" -lt "${#tc_best}" ] || tc_best=$tc_mnt tc_fs="$tc_type $tc_opts $tc_dev" ;;
    esac
  done </proc/mounts
  if [ -n "$tc_fs" ]; then
    ge_put "place/$1/mount" "$tc_best"
    ge_put "place/$1/filesystem" "$tc_fs"
  else ge_unknown "place/$1/filesystem" "/proc/mounts does not tell"
  fi
  tc_dirs="$tc_dirs$tc_d$tc_nl"
  tc_keys="$tc_keys $1"
}

tc_dirs='' tc_keys=''
tc_where TMPDIR "${TMPDIR:-/tmp}"
tc_json GOTMPDIR
tc_where GOTMPDIR "${tc_v:-${GOTMPDIR-}}"
tc_where GOPATH "$tc_gopath"
tc_json GOCACHE
tc_where GOCACHE "$tc_v"
[ -z "$tc_gopath" ] || tc_where GOMODCACHE "$tc_modcache"
tc_json GOBIN
tc_bin=${tc_v:-${tc_gopath:+$tc_gopath/bin}}
tc_where GOBIN "$tc_bin"

# One df for all, a line each in their order.
set -f
IFS=$tc_nl
# shellcheck disable=SC2086 # split at line ends only
set -- $tc_dirs
unset IFS
set +f
ge_put df/keys "${tc_keys# }"
tc_out=$(ge_limit 3 df -Pk "$@" 2>/dev/null)
case $tc_out in *"$tc_nl"*) tc_out=${tc_out#*"$tc_nl"} ;; *) tc_out= ;; esac
ge_put df/lines "$tc_out"
