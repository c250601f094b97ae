# Takes permission bits away from everything below p_root, or gives them back to just the paths that had them.
# Given: p_root, p_bits (as find -perm has them), p_change and p_back (as chmod has them), p_way (close or open).
# shellcheck shell=sh

# The paths that had the bits are kept where GoEnv keeps its state on a target: they may be thousands. Each closing has a list of its own,
# and the last one is given back first. Which list a step is about stands in the journal, as those of others must be left alone.
tm_find() {
  if [ "$(id -u)" = 0 ]; then tm_dir=/var/lib/goenv; else tm_dir=${XDG_STATE_HOME:-$HOME/.local/state}/goenv; fi
  tm_key=$(printf '%s' "$p_bits $p_root" | cksum | tr ' ' -)
  tm_next=$tm_dir/modes-$tm_key tm_last='' tm_n=0
  while [ -e "$tm_next" ]; do tm_last=$tm_next tm_n=$((tm_n + 1)) tm_next=$tm_dir/modes-$tm_key.$tm_n; done
  tm_note=${ge_j-}/tree-$tm_key
}

# tm_take LIST: lists the paths, and takes the bits
tm_take() {
  mkdir -p "$tm_dir" || return
  find "$p_root" ! -type l -perm "-$p_bits" -print0 >"$1.new" && mv "$1.new" "$1" || return
  [ ! -s "$1" ] || xargs -0 chmod "$p_change" -- <"$1"
}

# tm_give LIST: gives the bits back to the paths of the list
tm_give() {
  rm -f "$1.new"
  [ -e "$1" ] || return 0
  [ ! -s "$1" ] || xargs -0 chmod "$p_back" -- <"$1" || return
  rm -f "$1"
}

ge_check() {
  tm_find
  if [ "$p_way" = open ] && [ -z "$tm_last" ]; then
    echo "the list of the paths that had the permission is gone ($tm_next)" >&2
    return 1
  fi
  [ -d "$p_root" ] || { echo "$p_root is no folder" >&2; return 1; }
}

ge_do() {
  tm_find
  if [ "$p_way" = close ]; then printf '%s\n' "$tm_next" >"$tm_note" && tm_take "$tm_next"
  else printf '%s\n' "$tm_last" >"$tm_note" && tm_give "$tm_last"
  fi
}

ge_undo() {
  tm_find
  [ -s "$tm_note" ] || return 0
  read -r tm_own <"$tm_note"
  if [ "$p_way" = close ]; then tm_give "$tm_own"
  elif [ ! -e "$tm_own" ]; then tm_take "$tm_own"
  # It was cut off: the list is whole.
  elif [ -s "$tm_own" ]; then xargs -0 chmod "$p_change" -- <"$tm_own"
  fi
}

ge_verify() { [ "$p_way" != close ] || [ -z "$(find "$p_root" ! -type l -perm "-$p_bits" -print | head -n 1)" ]; }
