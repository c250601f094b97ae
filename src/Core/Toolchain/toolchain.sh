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
  export TEST_TELEMETRY_DIR=/dev/null/none GOTOOLCHAIN=local GOWORK=off
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
  CGO_ENABLED CC TMPDIR GOTMPDIR GOOS GOARCH GOWORK; do
  eval "tc_set=\${$tc_name+x} tc_v=\${$tc_name-}"
  if [ -z "$tc_set" ]; then ge_absent "session/$tc_name"
  else
    tc_out=$(tc_strip "$tc_v")
    # A sed that does not work leaves nothing, which would read as not set.
    [ -n "$tc_out" ] || [ -z "$tc_v" ] || tc_out='(hidden)'
    ge_put "session/$tc_name" "$tc_out"
  fi
done

case ${GOWORK-} in
  /*) if [ -e "$GOWORK" ]; then ge_put gowork there; else ge_missing gowork "$GOWORK"; fi ;;
  *) ge_absent gowork ;;
esac

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
