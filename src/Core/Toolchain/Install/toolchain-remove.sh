# Removes the tree of a toolchain, and what leads to it. Follows toolchain-tree.sh. Given: ti_tree, ti_version, ti_link, ti_bin, ti_force (yes: also the
# one that the link leads to).
# shellcheck shell=sh

# Renamed first: a tree is there or not, never half of it.
ti_gone=${ti_tree%/*}/.goenv-removed-${ti_tree##*/}
ti_real=$(cd -P -- "$ti_tree" 2>/dev/null && pwd)
ti_used=$(cd -P -- "$ti_link" 2>/dev/null && pwd)
ti_state "$ti_tree"
case $ti_s in
  absent) ge_put tree absent ;;
  "tree $ti_version")
    if [ "$ti_real" = "$ti_used" ] && [ "$ti_force" != yes ]; then ti_fail InUse "$ti_tree is in use: $ti_link leads to it"; fi
    rm -rf "$ti_gone"
    mv "$ti_tree" "$ti_gone" 2>/dev/null
    [ ! -e "$ti_tree" ] || ti_fail NotWritable "this account may not remove $ti_tree"
    ge_put tree removed ;;
  *) ti_fail Occupied "$ti_tree is no tree of Go $ti_version: $ti_s" ;;
esac
rm -rf "$ti_gone"
# Links that lead nowhere now.
if [ "$ti_force" = yes ] && [ -h "$ti_link" ] && [ ! -e "$ti_link" ]; then rm -f "$ti_link"; fi
for ti_f in go gofmt; do
  ti_state "$ti_bin/$ti_f"
  if [ "$ti_s" = "link ../go/bin/$ti_f" ] && [ ! -e "$ti_bin/$ti_f" ]; then rm -f "$ti_bin/$ti_f"; fi
done
