# Moves what the module cache holds of one version of a module aside, or back. Nothing is copied: each part is renamed within the cache.
# Given: p_way (away or back), p_download (the downloaded files without their endings), p_folder (the unpacked folder), p_aside (the
# folder of what is moved), p_parts (of ziphash zip mod folder, in the order in which they are moved), p_module (PATH@VERSION).
# shellcheck shell=sh disable=SC2154

# mc_at PART: its place in the cache, into mc_v
mc_at() {
  case $1 in
    folder) mc_v=$p_folder ;;
    *) mc_v=$p_download.$1 ;;
  esac
}

mc_noted() { mc_note=$ge_j/mode-$(printf '%s' "$p_folder" | cksum | tr ' ' -); }

# mc_move FROM TO: renames; a read-only folder is given the permission that this takes, and then its own mode again
mc_move() {
  if [ -d "$1" ] && [ ! -w "$1" ]; then
    mc_noted
    [ -s "$mc_note" ] || stat -c %a -- "$1" >"$mc_note" || return 1
    chmod u+w -- "$1" || return 1
  fi
  mv -- "$1" "$2" || return 1
  mc_mode "$2"
}

# mc_mode FOLDER: the mode that it had
mc_mode() {
  [ -d "$1" ] || return 0
  mc_noted
  [ ! -s "$mc_note" ] || chmod "$(cat "$mc_note")" -- "$1"
}

# A go command that is at work on the version holds its lock.
mc_lock() {
  [ -e "$p_download.lock" ] && command -v flock >/dev/null 2>&1 || return 0
  exec 9<"$p_download.lock" || return 0
  # Some shells keep a descriptor from the programs that they start; the lock is the file's all the same.
  flock -x -n 8 8<&9
  [ "$?" != 1 ] || { echo "InUse|a go command is at work on $p_module" >&2; return 1; }
}

mc_away() {
  mkdir -p -- "$p_aside" || return 1
  for mc_part in $p_parts; do
    mc_at "$mc_part"
    if [ -e "$mc_v" ] && [ ! -e "$p_aside/$mc_part" ]; then mc_move "$mc_v" "$p_aside/$mc_part" || return 1; fi
    mc_mode "$p_aside/$mc_part"
  done
}

mc_back() {
  for mc_part in $p_parts; do
    mc_at "$mc_part"
    if [ ! -e "$p_aside/$mc_part" ]; then :
    elif [ -e "$mc_v" ]; then echo "$mc_v was made anew and is left as it is; the old one is $p_aside/$mc_part"
    else mkdir -p -- "${mc_v%/*}" && mc_move "$p_aside/$mc_part" "$mc_v" || return 1
    fi
    mc_mode "$mc_v"
  done
  rmdir -- "$p_aside" "${p_aside%/*}" 2>/dev/null
  return 0
}

# mc_turn: the parts in the other order
mc_turn() {
  mc_list=
  for mc_part in $p_parts; do mc_list="$mc_part $mc_list"; done
  p_parts=$mc_list
}

ge_check() {
  for mc_part in $p_parts; do
    mc_at "$mc_part"
    mc_from=$mc_v mc_to=$p_aside/$mc_part
    [ "$p_way" = away ] || { mc_from=$p_aside/$mc_part; mc_to=$mc_v; }
    [ -e "$mc_from" ] || { echo "TargetMovedOn|$mc_from is gone" >&2; return 1; }
    [ ! -e "$mc_to" ] || { echo "TargetMovedOn|$mc_to is there" >&2; return 1; }
    [ -w "${mc_from%/*}" ] || { echo "NotPermitted|this account may not write in ${mc_from%/*}" >&2; return 1; }
    # Another file system would make a copy of it.
    if [ "$(stat -c %d -- "$mc_from")" != "$(stat -c %d -- "${p_download%/cache/download/*}/cache")" ]; then
      echo "$mc_from is on another file system than the rest of the module cache" >&2
      return 1
    fi
  done
}

ge_do() {
  mc_lock || return 1
  if [ "$p_way" = back ]; then mc_back >&2; return; fi
  mc_away || return 1
  case $p_parts in
    folder) echo "What was there is $p_aside now; the next build unpacks $p_module again" >&3 ;;
    *) echo "What was there is $p_aside now, until you remove it; the next build downloads $p_module again" >&3 ;;
  esac
}

ge_undo() {
  mc_turn
  if [ "$p_way" = back ]; then mc_away; else mc_back; fi
}

ge_verify() {
  for mc_part in $p_parts; do
    mc_at "$mc_part"
    [ "$p_way" = back ] || mc_v=$p_aside/$mc_part
    [ -e "$mc_v" ] || { echo "$mc_v is not there" >&2; return 1; }
  done
}
