# Makes the link what it was before toolchain-switch.sh. Follows toolchain-tree.sh. Given: ti_link, ti_text, ti_was, ti_aside, ti_bin,
# ti_made (the commands that it made).
# shellcheck shell=sh

for ti_f in $ti_made; do
  ti_state "$ti_bin/$ti_f"
  if [ "$ti_s" = "link ../go/bin/$ti_f" ]; then rm -f "$ti_bin/$ti_f"; fi
done
ti_state "$ti_link"
case $ti_s in
  "$ti_was") ;;
  "link $ti_text" | absent)
    case $ti_was in
      absent) rm -f "$ti_link" ;;
      'link '*) ti_point "$ti_link" "${ti_was#link }" ;;
      *)
        ti_state "$ti_aside"
        [ "$ti_s" = "$ti_was" ] || ti_fail Moved "$ti_aside is not what it was: $ti_s, not $ti_was"
        if [ ! -h "$ti_link" ]; then mv "$ti_aside" "$ti_link"
        elif mv --exchange -T "$ti_aside" "$ti_link" 2>/dev/null && [ ! -h "$ti_link" ]; then rm -f "$ti_aside"
        else
          mkdir "${ti_link%/*}/.goenv-link" && ti_pair "$ti_link" "${ti_link%/*}/.goenv-link/${ti_link##*/}" "$ti_aside" "$ti_link"
          ti_unlink "${ti_link%/*}" "${ti_link##*/}"
        fi ;;
    esac ;;
  *) ti_fail Moved "$ti_link is not what it was: $ti_s" ;;
esac
ti_state "$ti_link"
[ "$ti_s" = "$ti_was" ] || ti_fail NotWritable "$ti_link is $ti_s, not $ti_was"
ge_put link restored
