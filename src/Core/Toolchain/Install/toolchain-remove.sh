# Removes the tree of a toolchain, and what leads to it. Given: p_tree, p_version, p_link, p_bin, p_force (yes: also the one that the
# link leads to).
# shellcheck shell=sh disable=SC2154
#include toolchain-tree.sh

# Moved here first: a tree is there or not, never half of it, and until the change is settled it can come back.
ti_away=${p_tree%/*}/.goenv-removed-${p_tree##*/}
ti_links=${ge_j-}/links-$p_version

ge_check() {
  ti_state "$p_tree"
  case $ti_s in
    "tree $p_version") ;;
    absent) ti_fail TargetMovedOn "$p_tree is gone" ;;
    *) ti_fail Occupied "$p_tree is no tree of Go $p_version: it is $ti_s" ;;
  esac
}

# ti_unhook LINK: removes a link that leads nowhere now, and notes what it was
ti_unhook() {
  if [ -h "$1" ] && [ ! -e "$1" ]; then
    printf '%s\n' "$1" "$(readlink "$1")" >>"$ti_links" && rm -f "$1"
  fi
}

ge_do() {
  ti_real=$(cd -P -- "$p_tree" 2>/dev/null && pwd)
  ti_used=$(cd -P -- "$p_link" 2>/dev/null && pwd)
  if [ "$ti_real" = "$ti_used" ] && [ "$p_force" != yes ]; then ti_fail InUse "$p_tree is in use: $p_link leads to it"; fi
  rm -rf "$ti_away"
  mv "$p_tree" "$ti_away" 2>/dev/null
  [ ! -e "$p_tree" ] || ti_fail NotWritable "this account may not remove $p_tree"
  [ "$p_force" != yes ] || ti_unhook "$p_link"
  for ti_f in go gofmt; do
    ti_state "$p_bin/$ti_f"
    [ "$ti_s" != "link ../go/bin/$ti_f" ] || ti_unhook "$p_bin/$ti_f"
  done
}

ge_undo() {
  if [ -d "$ti_away" ]; then
    if [ -e "$p_tree" ] || [ -h "$p_tree" ]; then echo "$p_tree was made anew by somebody else and is left as it is"
    else mv "$ti_away" "$p_tree" || return 1
    fi
  fi
  [ -f "$ti_links" ] || return 0
  while IFS= read -r ti_l && IFS= read -r ti_t; do
    [ -e "$ti_l" ] || [ -h "$ti_l" ] || ln -s "$ti_t" "$ti_l" || return 1
  done <"$ti_links"
}

ge_sweep() { rm -rf "$ti_away"; }
