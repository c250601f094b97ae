# Shared by all probes. POSIX sh; runs under dash, bash, busybox ash and mksh. Names begin with ge_.
# Expects ge_nonce, the word that begins each record; ge_id, the probe's name; ge_parent, the process whose end ends all.
# shellcheck shell=sh

# The locale of the session is kept for probes that ask for it; everything here works on bytes.
ge_lc_all=${ge_lc-${LC_ALL-}}
LC_ALL=C

# A shell that is told to end while it tries programs out waits until they have ended (PodScript): bash would leave them to others.
ge_trying=1
# The first that is seen to work: one that fails would make an empty value of every other.
case ${ge_codec-} in
  base64 | od | sh) ;;
  *)
    if [ "$(printf 'ge?' 2>/dev/null | base64 2>/dev/null | tr -d '\n' 2>/dev/null)" = Z2U/ ]; then ge_codec=base64
    elif [ "$(printf 'ge?' 2>/dev/null | od -An -v -tx1 2>/dev/null | tr -d ' \n' 2>/dev/null)" = 67653f ]; then ge_codec='od'
    else ge_codec='sh'
    fi ;;
esac
case ${ge_setsid-?} in
  '' | setsid) ;;
  *)
    ge_setsid=
    if [ "$(setsid sh -c 'echo ge' 2>/dev/null </dev/null)" = ge ]; then ge_setsid=setsid; fi ;;
esac
if [ "$ge_trying" = stop ]; then
  ge_trying=
  kill -TERM "$$"
fi
ge_trying=

# ge_encode: standard input, encoded for a record
ge_encode() {
  case $ge_codec in
    base64) printf '+'; base64 | tr -d '\n' ;;
    od) printf '#'; od -An -v -tx1 | tr -d ' \n' ;;
    sh) printf '#'; ge_hex ;;
  esac
}

# ge_hex: standard input in hexadecimal by the shell alone; NUL bytes are lost
ge_hex() {
  while IFS= read -r ge_line || [ -n "$ge_line" ]; do
    while [ -n "$ge_line" ]; do
      ge_rest=${ge_line#?}
      printf '%02x' "$(($(printf '%d' "'${ge_line%"$ge_rest"}") & 255))"
      ge_line=$ge_rest
    done
    printf '0a'
  done
}

# ge_value TEXT: the payload of a record
ge_value() {
  case $1 in
    *[!\ -~]*)
      if [ "$ge_codec" = sh ]; then
        ge_hex_v=$(printf '%s\n' "$1" | ge_hex)
        printf '#%s' "${ge_hex_v%0a}"
      else printf '%s' "$1" | ge_encode
      fi ;;
    *) printf '=%s' "$1" ;;
  esac
}

# ge_put KEY TEXT: a known value
ge_put() {
  case $2 in
    *[!\ -~]*) printf '%s %s %s ' "$ge_nonce" "$ge_id" "$1"; ge_value "$2"; echo ;;
    *) printf '%s %s %s =%s\n' "$ge_nonce" "$ge_id" "$1" "$2" ;;
  esac
}

# ge_absent KEY: the target has no such thing
ge_absent() { printf '%s %s %s -\n' "$ge_nonce" "$ge_id" "$1"; }

# ge_unknown KEY REASON: it could not be asked; the reason is a clause that can follow "because"
ge_unknown() { printf '%s %s %s ?' "$ge_nonce" "$ge_id" "$1"; ge_value "$2"; echo; }

# ge_works TEXT PATTERN COMMAND...: whether a program does what it is needed for: one that fails looks like one that finds nothing
ge_works() {
  ge_works_t=$1 ge_works_w=$2
  shift 2
  # shellcheck disable=SC2254 # a pattern
  case $(printf '%s' "$ge_works_t" 2>/dev/null | "$@" 2>/dev/null) in $ge_works_w) ;; *) return 1 ;; esac
}

# ge_real PATH: what PATH leads to, into ge_v; PATH itself where that cannot be had
ge_real() {
  ge_v=$(readlink -f -- "$1" 2>/dev/null) || ge_v=
  case $ge_v in /*) [ -e "$ge_v" ] || ge_v=$1 ;; *) ge_v=$1 ;; esac
}

# ge_closed PATH: whether a folder on the way to PATH cannot be entered; it is then in ge_dir
ge_closed() {
  ge_dir=${1%/*}
  while [ -n "$ge_dir" ] && [ ! -d "$ge_dir" ]; do
    case $ge_dir in */*) ge_dir=${ge_dir%/*} ;; *) ge_dir=. ;; esac
  done
  [ ! -x "${ge_dir:-/}" ]
}

# ge_missing KEY PATH: absent, or unknown where a folder on the way to it cannot be entered
ge_missing() {
  if ge_closed "$2"; then ge_unknown "$1" "this account may not enter $ge_dir"; else ge_absent "$1"; fi
}

# ge_file KEY PATH [BYTES]: the content of a file of at most BYTES (default 262144); absent where there is none
ge_file() {
  if [ ! -e "$2" ]; then ge_missing "$1" "$2"
  elif [ ! -f "$2" ]; then ge_unknown "$1" "$2 is not a regular file"
  elif [ ! -r "$2" ]; then ge_unknown "$1" "this account may not read $2"
  elif [ "$(($(wc -c <"$2")))" -gt "${3:-262144}" ]; then ge_unknown "$1" "$2 is larger than ${3:-262144} bytes"
  else printf '%s %s %s ' "$ge_nonce" "$ge_id" "$1"; ge_encode <"$2"; echo
  fi
}

# ge_stat KEY PATH: "mode uid gid type owner" of what PATH leads to, such as "755 0 0 d root"
ge_stat() {
  if [ ! -e "$2" ]; then ge_missing "$1" "$2"; return; fi
  # LC_ALL is exported here: the kind of a file is a word of the session's language.
  if ge_stat_v=$(LC_ALL=C stat -L -c '%a %u %g %F %U' -- "$2" 2>/dev/null); then
    case $ge_stat_v in
      *' directory '*) ge_put "$1" "${ge_stat_v%% directory *} d ${ge_stat_v##* }" ;;
      *' regular '*) ge_put "$1" "${ge_stat_v%% regular *} f ${ge_stat_v##* }" ;;
      *) ge_put "$1" "$(stat -L -c '%a %u %g o %U' -- "$2" 2>/dev/null)" ;;
    esac
  else ge_unknown "$1" "stat does not answer for $2"
  fi
}

# ge_limit SECONDS COMMAND [ARGUMENT...]: runs it in a process group of its own, with no standard input; 137 when it had
# to be ended, and then ge_limit_late is 1. Ends with its parent ge_parent too, so that a connection that breaks leaves nothing behind. What is ended is
# asked first: a start-up file that is killed at once leaves its locks, and every later login waits for them.
ge_limit() {
  ge_limit_s=$1
  shift
  $ge_setsid "$@" </dev/null &
  ge_limit_p=$!
  # The watcher ends its sleep itself: an orphan would stay as a zombie under a container's process 1 that does not reap.
  # shellcheck disable=SC2016 # the watcher's own variables
  $ge_setsid sh -c 'trap "kill \$!; wait; exit" USR1
    while [ "$1" -gt 0 ] && kill -0 "$2" && kill -0 "$3"; do sleep 1 & wait "$!"; set -- "$(($1 - 1))" "$2" "$3"; done
    kill -0 "$2" || exit 0
    trap "" USR1
    kill -TERM "-$2" || kill -TERM "$2"
    set -- 5 "$2"
    while [ "$1" -gt 0 ] && { kill -0 "-$2" || kill -0 "$2"; }; do sleep 0.2 || sleep 1; set -- "$(($1 - 1))" "$2"; done
    kill -KILL "-$2" || kill -KILL "$2"
    exit 9' sh "$ge_limit_s" "$ge_limit_p" "$ge_parent" </dev/null >/dev/null 2>&1 &
  ge_limit_w=$!
  wait "$ge_limit_p" 2>/dev/null
  ge_limit_rc=$? ge_limit_late=
  # What the command left in its group would keep the caller's pipe open.
  if [ -n "$ge_setsid" ] && kill -TERM "-$ge_limit_p" 2>/dev/null; then
    sleep 0.2 2>/dev/null || sleep 1
    kill -KILL "-$ge_limit_p" 2>/dev/null
  fi
  kill -USR1 "$ge_limit_w" 2>/dev/null
  wait "$ge_limit_w" 2>/dev/null
  # Whatever it answers to the signal, it was ended.
  [ "$?" -ne 9 ] || ge_limit_rc=137 ge_limit_late=1
  ge_limit_p='' ge_limit_w=''
  return "$ge_limit_rc"
}

# ge_stop: ends the shell of a probe, and before it what it runs under ge_limit, so that nothing is left to be reaped by others
ge_stop() {
  trap '' TERM
  if [ -n "${ge_limit_p-}" ]; then
    {
      if kill -TERM "-$ge_limit_p" || kill -TERM "$ge_limit_p"; then sleep 0.2 || sleep 1; fi
      kill -KILL "-$ge_limit_p" || kill -KILL "$ge_limit_p"
      [ -z "${ge_limit_w-}" ] || kill -USR1 "$ge_limit_w"
      wait
    } 2>/dev/null
  fi
  exit 143
}
