# Starts a shell in each of the ways that it is started, and asks what it sees. Part of shell.sh.
# shellcheck shell=sh

# ge_row KIND SHELL USED: begins a row of the table
ge_row() {
  ge_key=starts/$ge_n ge_n=$((ge_n + 1))
  ge_put "$ge_key/kind" "$1"
  ge_put "$ge_key/shell" "$2"
  ge_put "$ge_key/used" "$3"
}

# ge_see NAME VALUE: one value of the row
ge_see() {
  case $1 in
    path)
      ge_ifs=$IFS IFS=:
      set -f
      for ge_d in $2; do
        case $ge_dirs in *"
$ge_d
"*) ;; *) ge_dirs="$ge_dirs$ge_d
" ;; esac
      done
      set +f
      IFS=$ge_ifs
      ge_put "$ge_key/path" "$2" ;;
    go)
      # The text of an alias may hold a password.
      case $2 in
        '') ge_absent "$ge_key/go" ;;
        alias*) ge_put "$ge_key/go" 'alias go' ;;
        *) ge_put "$ge_key/go" "$2" ;;
      esac ;;
    GOROOT | GOPATH | GOBIN | LANG | LC_ALL | LC_CTYPE)
      case $2 in
        *:*@*) ge_put "$ge_key/$1" '(hidden)' ;;
        *) ge_put "$ge_key/$1" "$2" ;;
      esac ;;
  esac
}

# ge_ended: ends what the start-up files left running outside the started shell's group: it bears the mark
ge_ended() {
  [ -d /proc/self ] || return 0
  for ge_signal in TERM KILL; do
    ge_left=
    # shellcheck disable=SC2013 # the names have no spaces
    for ge_p in $(grep -lsF "GE_START=$ge_mark" /proc/[0-9]*/environ); do
      ge_p=${ge_p#/proc/}
      kill "-$ge_signal" "${ge_p%/*}" 2>/dev/null && ge_left=1
    done
    [ -n "$ge_left" ] || return 0
    [ "$ge_signal" = KILL ] || sleep 0.2 2>/dev/null || sleep 1
  done
}

# ge_start KIND SHELL USED COMMAND...: starts a shell and reports what it sees; uses ge_clean and ge_csh
ge_start() {
  ge_row "$1" "$2" "$3"
  shift 3
  ge_took=$(($(date +%s) - ge_began))
  if [ "$ge_took" -gt 12 ]; then
    ge_unknown "$ge_key/state" "it was not started, as the starts before it took $ge_took s"
    return
  fi
  ge_mark="ge$$.$ge_n."
  ge_raw=$( {
    if [ -z "$ge_clean" ]; then
      unset LC_ALL
      if [ -n "$ge_lc_all" ]; then LC_ALL=$ge_lc_all; export LC_ALL; fi
      set -- env GE_START="$ge_mark" GE_SAY="$ge_say" "$@"
    fi
    {
      if [ -n "$ge_csh" ]; then
        # csh closes the descriptors that it does not know.
        # shellcheck disable=SC2016 # expanded by the inner shell
        ge_limit 4 sh -c '"$@" | head -c 262144' sh "$@" >&7
      else ge_limit 4 "$@"
      fi 2>/dev/null
      ge_rc=$?
      [ -z "$ge_limit_late" ] || ge_rc=late
      ge_ended
      printf '%src=%s%snoise=' "$ge_mark" "$ge_rc" "$ge_mark" >&7
    } | wc -c
  } 7>&1)
  ge_end='' ge_rc='' ge_pre=${ge_raw%%"$ge_mark"*}
  # Asked to end, an interactive shell goes on without the command that hung: what it says then is not what it would say.
  case $ge_raw in *"${ge_mark}rc=late$ge_mark"*) ge_raw=${ge_mark}rc=late$ge_mark${ge_raw##*"${ge_mark}rc=late$ge_mark"} ;; esac
  while :; do
    case $ge_raw in *"$ge_mark"*) ;; *) break ;; esac
    ge_raw=${ge_raw#*"$ge_mark"}
    ge_item=${ge_raw%%"$ge_mark"*}
    case $ge_item in
      end) ge_end=1 ;;
      rc=*) ge_rc=${ge_item#*=} ;;
      noise=*)
        # wc may put blanks before the number.
        ge_item=${ge_item#noise=}
        ge_item=${ge_item#"${ge_item%%[! ]*}"}
        case $ge_item in
          '' | *[!0-9]*) ge_unknown "$ge_key/printed" "wc does not count there" ;;
          *) ge_put "$ge_key/printed" "$((ge_item + ${#ge_pre}))" ;;
        esac ;;
      *) ge_see "${ge_item%%=*}" "${ge_item#*=}" ;;
    esac
  done
  if [ -n "$ge_end" ]; then ge_put "$ge_key/state" finished
  elif [ "$ge_rc" = late ]; then ge_put "$ge_key/state" hung; ge_hung=$((ge_hung + 1))
  else
    ge_put "$ge_key/state" ended
    ge_put "$ge_key/exit" "$ge_rc"
  fi
}

# ge_kinds NAME PATH USED: the four kinds of start of one shell, from the session's own environment
ge_kinds() {
  ge_csh='' ge_clean='' ge_ask=$ge_ask_sh ge_flags='-c -lc -ic -lic'
  [ "$3" = 1 ] || ge_flags='-lc -ic'
  case $1 in
    fish) ge_ask=$ge_ask_fish ;;
    csh | tcsh) ge_ask=$ge_ask_csh ge_csh=1 ge_flags='-c -ic' ;;
  esac
  for ge_f in $ge_flags; do
    case $ge_f in
      *i*)
        if [ "$ge_hung" -ge 2 ]; then
          ge_row "$1 $ge_f" "$1" "$3"
          ge_unknown "$ge_key/state" "it was not started, as two starts before it did not come to their end"
          continue
        elif [ -z "$ge_setsid" ]; then
          ge_row "$1 $ge_f" "$1" "$3"
          ge_unknown "$ge_key/state" "the target has no setsid, without which an interactive shell would take the terminal"
          continue
        fi ;;
    esac
    case $1 in
      zsh) ge_start "$1 $ge_f" "$1" "$3" env skip_global_compinit=1 "$2" "$ge_f" "$ge_ask" ;;
      fish) ge_start "$1 $ge_f" "$1" "$3" env ${ge_fish_data:+"$ge_fish_data"} ${ge_fish_conf:+"$ge_fish_conf"} "$2" "$ge_f" "$ge_ask" ;;
      *) ge_start "$1 $ge_f" "$1" "$3" "$2" "$ge_f" "$ge_ask" ;;
    esac
  done
}
