# Applies one change: all of it or nothing. Expects prelude.sh, change-lock.sh and the functions of change-undo.sh.
# No step of it is visible to others half-done: new files stand beside their places until they are renamed.
# shellcheck shell=sh disable=SC2154

# Signals and a closed connection do not end it between two steps; what it starts keeps the usual handling.
trap : HUP INT TERM PIPE

# What a command may read.
exec 7<&0

ge_failed=
# ge_fail ID TEXT: the first failure counts
ge_fail() {
  [ -z "$ge_failed" ] || return 1
  ge_failed=$1
  ge_put error "$1"
  ge_put message "$2"
  return 1
}

# ge_broke PATH TEXT: names the kind of failure from what the program said
ge_broke() {
  case $2 in
    *'No space left'* | *'uota exceeded'*) ge_fail NoSpace "$1 cannot be written: there is no space left" ;;
    *'Read-only file system'*) ge_fail ReadOnlyFileSystem "$1 cannot be written: its file system is mounted read-only" ;;
    *)
      if ge_immutable "$1"; then ge_fail FileImmutable "$1 cannot be changed: it is immutable (chattr +i)"
      elif ge_immutable "${1%/*}/"; then ge_fail FileImmutable "$1 cannot be changed: its folder is immutable (chattr +i)"
      else ge_fail NotPermitted "$1 cannot be changed: ${2:-the step failed and says nothing}"
      fi ;;
  esac
}

ge_immutable() {
  ge_a=$(lsattr -d -- "$1" 2>/dev/null) || return 1
  case ${ge_a%% *} in *[ia]*) return 0 ;; esac
  return 1
}

# ge_bytes BASE64: decodes
ge_bytes() {
  case $ge_codec in
    base64) echo "$1" | base64 -d ;;
    *) if command -v openssl >/dev/null 2>&1; then echo "$1" | openssl base64 -d -A
      else echo "$1" | ge_unbase64
      fi ;;
  esac
}

# Decodes with awk and the shell's printf, where nothing else can.
# shellcheck disable=SC2059 # the text is nothing but octal numbers
ge_unbase64() {
  awk 'BEGIN { a = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" }
    { for (i = 1; i <= length($0); i += 4) {
        n = 0; p = 0
        for (k = 0; k < 4; k++) { c = substr($0, i + k, 1); if (c == "=") { p++; v = 0 } else v = index(a, c) - 1; n = n * 64 + v }
        printf "\\%03o", int(n / 65536); if (p < 2) printf "\\%03o", int(n / 256) % 256; if (p < 1) printf "\\%03o", n % 256
        if (i % 64 == 1) printf "\n" } }' |
    while IFS= read -r ge_l || [ -n "$ge_l" ]; do printf "$ge_l"; done
}

# ge_expect PATH KIND MODE OWNER SUM: says in ge_diff what differs; '-' for what does not matter
ge_expect() {
  ge_diff=
  if [ -L "$1" ]; then ge_k="link"
  elif [ ! -e "$1" ]; then ge_k=absent
  elif [ -f "$1" ]; then ge_k=regular
  elif [ -d "$1" ]; then ge_k=folder
  else ge_k=other
  fi
  if [ "$ge_k" != "$2" ]; then ge_diff="it is $ge_k, not $2"; return 1; fi
  case $ge_k in
    absent) return 0 ;;
    link)
      ge_t=$(readlink -- "$1")
      [ "link:$ge_t" = "$5" ] || { ge_diff="it leads to $ge_t"; return 1; }
      return 0 ;;
  esac
  ge_s=$(stat -c '%a %u:%g' -- "$1")
  [ "$3" = - ] || [ "${ge_s% *}" = "$3" ] || { ge_diff="its mode is ${ge_s% *}, not $3"; return 1; }
  [ "$4" = - ] || [ "${ge_s#* }" = "$4" ] || { ge_diff="its owner is ${ge_s#* }, not $4"; return 1; }
  [ "$5" = - ] || {
    [ -r "$1" ] || { ge_diff="it cannot be read"; return 1; }
    ge_sha "$1"
    [ "$ge_sum" = "$5" ] || { ge_diff="its content is another one"; return 1; }
  }
}

# ge_before: what must stand before; all that differs is told
ge_moved=0
ge_before() {
  ge_expect "$@" && return 0
  ge_put "moved/$ge_moved/path" "$1"
  ge_put "moved/$ge_moved/what" "$ge_diff"
  ge_moved=$((ge_moved + 1))
}

# ge_after: what must stand after
ge_after() {
  [ -z "$ge_failed" ] || return 1
  ge_expect "$@" || ge_fail StepFailed "$1 is not as it should be after the change: $ge_diff"
}

# ge_may PATH: whether this account may replace it
ge_may() {
  ge_d=${1%/*}
  if [ -f "$1" ] && [ ! -L "$1" ] && [ ! -w "$1" ]; then
    if ge_immutable "$1"; then ge_fail FileImmutable "$1 cannot be changed: it is immutable (chattr +i)"
    else ge_fail FileReadOnly "$1 cannot be changed: it is read-only for this account (mode $(stat -c %a -- "$1"))"
    fi
  elif [ ! -w "${ge_d:-/}" ]; then
    if ge_immutable "${ge_d:-/}"; then ge_fail FileImmutable "$1 cannot be changed: its folder is immutable (chattr +i)"
    else ge_fail NotPermitted "$1 cannot be changed: this account may not write in ${ge_d:-/}"
    fi
  fi
}

# p_keep PATH OLD: keeps what is there under another name
p_keep() {
  [ -z "$ge_failed" ] || return 1
  ge_may "$1" || return 1
  ln -- "$1" "$2" 2>/dev/null || ge_e=$(cp -p -- "$1" "$2" 2>&1) || ge_broke "$1" "$ge_e"
}

# p_write PATH NEW MODE OWNER SUM BASE64: makes the new file beside its place, on the model of the one that is there
p_write() {
  [ -z "$ge_failed" ] || return 1
  ge_may "$1" || return 1
  ge_e=
  if [ -f "$1" ] && [ ! -L "$1" ]; then
    ge_e=$({ cp --preserve=all -- "$1" "$2" 2>/dev/null || cp -p -- "$1" "$2"; } 2>&1) || { ge_broke "$1" "$ge_e"; return 1; }
    chmod u+w -- "$2"
  fi
  ge_e=$({ (umask 077 && ge_bytes "$6" >"$2"); } 2>&1) || { ge_broke "$1" "$ge_e"; return 1; }
  ge_sha "$2"
  [ "$ge_sum" = "$5" ] || { ge_broke "$1" "${ge_e:-what was written is not what was sent}"; return 1; }
  p_own "$2" "$3" "$4" "$1"
}

# p_own FILE MODE OWNER NAME
p_own() {
  if [ "$3" != - ] && [ "$(stat -c %u:%g -- "$1")" != "$3" ]; then
    ge_e=$(chown "$3" -- "$1" 2>&1) || { ge_broke "$4" "$ge_e"; return 1; }
  fi
  ge_e=$(chmod "$2" -- "$1" 2>&1) || ge_broke "$4" "$ge_e"
}

# p_link PATH NEW TEXT
p_link() {
  [ -z "$ge_failed" ] || return 1
  ge_may "$1" || return 1
  ge_e=$({ ln -s -- "$3" "$2" && ge_own_link "$2" "$1"; } 2>&1) || ge_broke "$1" "$ge_e"
}

# p_folder PATH MODE OWNER
p_folder() {
  [ -z "$ge_failed" ] || return 1
  ge_e=$(mkdir -- "$1" 2>&1) || { ge_broke "$1" "$ge_e"; return 1; }
  p_own "$1" "$2" "$3" "$1"
}

# c_rename PATH NEW, c_remove PATH, c_rmdir PATH, c_mode PATH MODE OWNER: the steps themselves
c_rename() {
  [ -z "$ge_failed" ] || return 1
  ge_e=$(ge_rename "$2" "$1" 2>&1) || ge_broke "$1" "$ge_e"
}

c_remove() {
  [ -z "$ge_failed" ] || return 1
  ge_e=$(rm -f -- "$1" 2>&1) || ge_broke "$1" "$ge_e"
}

c_rmdir() {
  [ -z "$ge_failed" ] || return 1
  ge_e=$(rmdir -- "$1" 2>&1) || ge_broke "$1" "$ge_e"
}

c_mode() {
  [ -z "$ge_failed" ] || return 1
  p_own "$1" "$2" "$3" "$1"
}

# ge_refuse ID TITLE TEXT: fails with what a command said; a line 'ID|WHY' in it names the kind
ge_refuse() {
  ge_l=$(printf '%s\n' "$3" | sed -n '/^[A-Z][A-Za-z]*|/p' | tail -n 1)
  if [ -n "$ge_l" ]; then ge_fail "${ge_l%%"|"*}" "$2: ${ge_l#*"|"}"; else ge_fail "$1" "$2: $3"; fi
}

# c_check TEXT TITLE: what a command asks before anything is touched
c_check() {
  [ -z "$ge_failed" ] || return 1
  ge_e=$(sh -c "$1
if command -v ge_check >/dev/null; then ge_check; fi" </dev/null 2>&1) || ge_refuse CheckFailed "$2" "${ge_e:-it cannot be done here}"
}

# c_command SECONDS TEXT TITLE: runs a command within its time; it ends with the connection
ge_notes=0
c_command() {
  [ -z "$ge_failed" ] || return 1
  ge_limit_s=$1
  ge_j=$ge_j $ge_setsid sh -c "$2
ge_do && if command -v ge_verify >/dev/null; then ge_verify; fi" <&7 3>"$ge_j/notes" >/dev/null 2>"$ge_j/said" &
  ge_limit_p=$!
  # shellcheck disable=SC2016 # the watcher's own variables
  $ge_setsid sh -c '
    while [ "$1" -gt 0 ] && kill -0 "$2" && kill -0 "$3"; do sleep 1; set -- "$(($1 - 1))" "$2" "$3"; done
    kill -KILL "-$2" || kill -KILL "$2"' sh "$ge_limit_s" "$ge_limit_p" "$ge_parent" </dev/null >/dev/null 2>&1 &
  ge_limit_w=$!
  wait "$ge_limit_p" 2>/dev/null
  ge_rc=$?
  { kill -KILL "-$ge_limit_w" || kill -KILL "$ge_limit_w"; } 2>/dev/null
  wait "$ge_limit_w" 2>/dev/null
  if [ "$ge_rc" = 0 ]; then
    while IFS= read -r ge_l; do ge_put "note/$ge_notes/text" "$ge_l"; ge_notes=$((ge_notes + 1)); done <"$ge_j/notes"
    return 0
  fi
  ge_e=$(tail -n 3 "$ge_j/said")
  case $ge_rc in 137) ge_e="it did not end within $1 s; $ge_e" ;; esac
  ge_refuse StepFailed "$3" "${ge_e:-it ended with $ge_rc}"
}

# ge_flush PATH...: to the disk; where sync knows no files, all of it
ge_flush() { [ $# = 0 ] || sync -- "$@" 2>/dev/null || sync; }

# ge_journal BASE64: writes down how everything is taken back, before anything is touched
ge_journal() {
  ge_j=$ge_state/journal/$ge_change
  ge_e=$({ umask 077 && mkdir "$ge_j.new" && ge_bytes "$1" >"$ge_j.new/undo.sh"; } 2>&1) &&
    [ "$(wc -c <"$ge_j.new/undo.sh")" -eq "$2" ] && {
    ge_flush "$ge_j.new/undo.sh" "$ge_j.new"
    ge_e=$(mv -- "$ge_j.new" "$ge_j" 2>&1)
  } && { ge_flush "$ge_state/journal"; return 0; }
  rm -rf -- "$ge_j.new"
  ge_broke "$ge_state" "$ge_e"
}

# Keeps what was done, or takes it back.
ge_settle() {
  if [ -z "$ge_failed" ]; then
    mv -- "$ge_j" "$ge_j.done" && ge_put state applied
  elif ge_e=$(sh "$ge_j/undo.sh" undo </dev/null 2>&1); then
    mv -- "$ge_j" "$ge_j.done"
    ge_put state asBefore
  else
    ge_put state stuck
    ge_put stuck "$ge_e"
  fi
}

# ge_begin SECONDS: takes the lock and completes what was cut off
ge_begin() {
  ge_locked=
  if ge_lock "$1"; then
    ge_locked=1
    ge_recover || ge_fail RecoveryFailed "An earlier change that was cut off cannot be taken back: $ge_why"
  elif [ -n "$ge_held" ]; then
    ge_put holder "${ge_held%%"|"*}"
    ge_fail TargetLocked "${ge_held%%"|"*} is changing this target"
  else ge_broke "$ge_state" "$ge_why"
  fi
}

# ge_finish: sweeps up and gives the lock back
ge_finish() {
  [ -n "$ge_locked" ] || return 0
  [ ! -d "$ge_j.done" ] || ge_clean "$ge_j.done"
  ge_unlock
}
