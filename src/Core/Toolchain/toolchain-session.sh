# What logins find, and what `go env` says. Part of toolchain.sh.
# shellcheck shell=sh

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
