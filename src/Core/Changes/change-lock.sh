# The lock of a target, and what a change that was cut off left. Expects prelude.sh, and ge_holder: who asks, without '|' and '/'.
# shellcheck shell=sh

if [ "$(id -u)" = 0 ]; then ge_state=/var/lib/goenv
else ge_state=${XDG_STATE_HOME:-$HOME/.local/state}/goenv
fi
ge_ns=$(readlink /proc/self/ns/pid 2>/dev/null)
ge_host="$(uname -n) $ge_ns"
ge_boot=
if [ -r /proc/sys/kernel/random/boot_id ]; then read -r ge_boot </proc/sys/kernel/random/boot_id; fi

# ge_started PID: when it started, in ge_start; empty where that cannot be known
ge_started() {
  ge_start=
  [ -r "/proc/$1/stat" ] || return 0
  ge_line=
  { read -r ge_line <"/proc/$1/stat"; } 2>/dev/null
  # The name of a program may hold spaces and brackets.
  # shellcheck disable=SC2086 # fields
  set -- ${ge_line##*) }
  [ $# -lt 20 ] || { shift 19; ge_start=$1; }
}

# ge_dead LOCK: true when the process that the text names is gone
ge_dead() {
  ge_ifs=$IFS
  IFS='|'
  set -f
  # shellcheck disable=SC2086 # fields
  set -- $1
  set +f
  IFS=$ge_ifs
  # 1 holder, 2 host and process namespace, 3 boot, 4 process, 5 its start, 6 time
  [ $# = 6 ] || return 1
  case $4$6 in *[!0-9]*) return 1 ;; esac
  if [ "${2%% *}" = "${ge_host%% *}" ] && [ "$3" != "$ge_boot" ]; then return 0; fi
  # Processes of another host that shares this folder cannot be seen.
  if [ "$2" != "$ge_host" ]; then [ "$(($(date +%s) - $6))" -gt 3600 ]; return; fi
  if [ -d /proc/self ]; then
    ge_started "$4"
    [ "$ge_start" != "$5" ]
  else
    ! kill -0 "$4" 2>/dev/null
  fi
}

# ge_take NAME: makes the lock of that name; a link is made whole, with its text, or not at all
ge_take() { ln -s "$ge_me" "$ge_state/$1" 2>/dev/null; }

# Only the holder of lock.break may take away the lock of a dead holder.
ge_break() {
  if ge_take lock.break; then
    ge_held=$(readlink "$ge_state/lock")
    if [ -n "$ge_held" ] && ge_dead "$ge_held"; then rm -f "$ge_state/lock"; fi
    rm -f "$ge_state/lock.break"
  else
    ge_held=$(readlink "$ge_state/lock.break")
    if [ -n "$ge_held" ] && ge_dead "$ge_held"; then rm -f "$ge_state/lock.break"; fi
  fi
}

# ge_lock SECONDS: 0 when the lock is held; else ge_held names its holder, or is empty and ge_why says why it cannot be made
ge_lock() {
  ge_started $$
  ge_me="$ge_holder|$ge_host|$ge_boot|$$|$ge_start|$(date +%s)"
  ge_left=$1
  ge_odd=0
  ge_made=
  for ge_d in "${ge_state%/*}" "${ge_state%/*/*}"; do [ -d "$ge_d" ] || ge_made=$ge_d; done
  while :; do
    ge_held=
    ge_why=$(umask 077; mkdir -p "$ge_state/journal" 2>&1) || return 1
    # Which folders were made for it: they go with it, be it after another change.
    [ -z "$ge_made" ] || ln -s "$ge_made" "$ge_state/made" 2>/dev/null
    if ge_take lock; then return 0; fi
    ge_held=$(readlink "$ge_state/lock")
    if [ -z "$ge_held" ]; then
      ge_odd=$((ge_odd + 1))
      if [ "$ge_odd" -gt 3 ]; then ge_why=$(ln -s "$ge_me" "$ge_state/lock" 2>&1) && return 0; return 1; fi
    elif ge_dead "$ge_held"; then ge_break
    elif [ "$ge_left" -le 0 ]; then return 1
    else sleep 1; ge_left=$((ge_left - 1))
    fi
  done
}

# Gives the lock back, and leaves no empty folder.
ge_unlock() {
  rm -f "$ge_state/lock"
  rmdir "$ge_state/journal" 2>/dev/null || return 0
  ge_made=$(readlink "$ge_state/made")
  rm -f "$ge_state/made"
  if ! rmdir "$ge_state" 2>/dev/null; then
    [ -z "$ge_made" ] || ln -s "$ge_made" "$ge_state/made" 2>/dev/null
    return 0
  fi
  ge_d=${ge_state%/*}
  while [ -n "$ge_made" ] && rmdir "$ge_d" 2>/dev/null && [ "$ge_d" != "$ge_made" ]; do ge_d=${ge_d%/*}; done
}

# ge_clean FOLDER: takes a journal folder away that nothing depends on any more
ge_clean() {
  [ ! -f "$1/undo.sh" ] || sh "$1/undo.sh" clean </dev/null >/dev/null 2>&1
  rm -rf -- "$1"
}

# Completes what was cut off: what did not come to its last step is taken back, and of the rest only traces are swept up.
# Each folder of the journal is ID.new (nothing was touched yet), ID (under way) or ID.done.
ge_recover() {
  ge_n=0
  for ge_j in "$ge_state"/journal/*; do
    [ -d "$ge_j" ] || continue
    case $ge_j in
      *.new) rm -rf -- "$ge_j" ;;
      *.done) ge_clean "$ge_j" ;;
      *)
        ge_said=$(sh "$ge_j/undo.sh" undo </dev/null 2>&1) || { ge_why="$ge_said"; return 1; }
        mv -f -- "$ge_j" "$ge_j.done" && ge_clean "$ge_j.done"
        ge_put "recovered/$ge_n/id" "${ge_j##*/}"
        [ -z "$ge_said" ] || ge_put "recovered/$ge_n/kept" "$ge_said"
        ge_n=$((ge_n + 1)) ;;
    esac
  done
}
