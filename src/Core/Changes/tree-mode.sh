# Takes permission bits away from everything below p_root, or gives them back to just the paths that had them.
# Given: p_root, p_bits (as find -perm has them), p_change and p_back (as chmod has them), p_way (close or open).
# shellcheck shell=sh

# The paths that had the bits are kept where GoEnv keeps its state on a target: they may be thousands.
tm_find() {
  if [ "$(id -u)" = 0 ]; then tm_dir=/var/lib/goenv; else tm_dir=${XDG_STATE_HOME:-$HOME/.local/state}/goenv; fi
  tm_list=$tm_dir/modes-$(printf '%s' "$p_bits $p_root" | cksum | tr ' ' -)
}

tm_close() {
  tm_find
  mkdir -p "$tm_dir" || return
  find "$p_root" ! -type l -perm "-$p_bits" -print0 >"$tm_list.new" && mv "$tm_list.new" "$tm_list" || return
  [ ! -s "$tm_list" ] || xargs -0 chmod "$p_change" -- <"$tm_list"
}

tm_open() {
  tm_find
  rm -f "$tm_list.new"
  [ -e "$tm_list" ] || return 0
  [ ! -s "$tm_list" ] || xargs -0 chmod "$p_back" -- <"$tm_list" || return
  rm -f "$tm_list"
}

ge_check() {
  tm_find
  if [ "$p_way" = open ] && [ ! -e "$tm_list" ]; then
    echo "the list of the paths that had the permission is gone ($tm_list)" >&2
    return 1
  fi
  [ -d "$p_root" ] || { echo "$p_root is no folder" >&2; return 1; }
}

ge_do() { case $p_way in close) tm_close ;; *) tm_open ;; esac; }

ge_undo() { case $p_way in close) tm_open ;; *) tm_close ;; esac; }

ge_verify() { [ "$p_way" != close ] || [ -z "$(find "$p_root" ! -type l -perm "-$p_bits" -print | head -n 1)" ]; }
