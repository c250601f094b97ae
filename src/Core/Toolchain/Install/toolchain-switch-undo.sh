# Makes the link what it was before toolchain-switch.sh. Follows toolchain-tree.sh. Given: ti_link, ti_text, ti_was, ti_aside, ti_bin,
# ti_made (the commands that it made).
# shellcheck shell=sh

for ti_f in $ti_made; do
  ti_state "$ti_bin/$ti_f"
  if [ "$ti_s" = "link ../go/bin/$ti_f" ]; then rm -f "$ti_bin/$ti_f"; fi
done
ti_back "$ti_link" "$ti_text" "$ti_was" "$ti_aside" || ti_fail Moved "$ti_link is not what it was, and was left alone: $ti_s"
ge_put link restored
