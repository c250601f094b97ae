# Makes one toolchain the account's: one symbolic link leads to its tree, and the commands lead to that link.
# Follows toolchain-tree.sh. Given: ti_link, ti_was (its state: absent, "link TEXT" or "tree VERSION"), ti_text (where it is to lead),
# ti_aside (where a tree in the link's place goes), ti_version, ti_bin (the folder of the commands).
# shellcheck shell=sh

ti_state "$ti_link"
case $ti_s in
  "link $ti_text") ge_put link present ;;
  "$ti_was")
    case $ti_s in
      absent | 'link '*) ti_point "$ti_link" "$ti_text" || ti_fail NotWritable "$ti_link could not be made a link to $ti_text" ;;
      'tree '*) ti_swap "$ti_link" "$ti_aside" "$ti_text" || ti_fail NotWritable "$ti_link could not be moved to $ti_aside" ;;
      *) ti_fail Occupied "$ti_link is there and is no Go tree" ;;
    esac
    ge_put link made ;;
  # A swap that the loss of power broke off between its two renames.
  absent)
    if [ -z "$ti_aside" ] || ! ti_release "$ti_aside" || ! ti_point "$ti_link" "$ti_text"; then ti_fail Moved "$ti_link is gone"; fi
    ge_put link made ;;
  *) ti_fail Moved "$ti_link is not what it was: $ti_s, not $ti_was" ;;
esac
ti_unlink "${ti_link%/*}" "${ti_link##*/}"
if ! ti_runs "$ti_link" "$ti_version"; then
  ti_said=$(printf '%s\n' "$ti_out" | head -n 1)
  ti_back "$ti_link" "$ti_text" "$ti_was" "$ti_aside"
  ti_fail DoesNotRun "$ti_link/bin/go is not Go $ti_version${ti_said:+: $ti_said}"
fi

# The commands, where nothing else has their names.
for ti_f in go gofmt; do
  [ -f "$ti_link/bin/$ti_f" ] || continue
  ti_state "$ti_bin/$ti_f"
  case $ti_s in
    "link ../go/bin/$ti_f") ge_put "command/$ti_f" present ;;
    absent)
      if ti_point "$ti_bin/$ti_f" "../go/bin/$ti_f"; then ge_put "command/$ti_f" made
      else ge_unknown "command/$ti_f" "$ti_bin cannot be written"
      fi ;;
    *) ge_unknown "command/$ti_f" "$ti_bin/$ti_f is there and was left alone" ;;
  esac
done
ti_unlink "$ti_bin" go
ti_unlink "$ti_bin" gofmt
hash -r 2>/dev/null
if ti_v=$(command -v go 2>/dev/null); then
  ge_put first "$ti_v"
  if ti_runs "${ti_v%/bin/go}" "$ti_version"; then ge_put wins yes; else ge_put wins no; fi
else ge_absent first
fi
