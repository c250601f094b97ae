# Makes one toolchain the account's: one symbolic link leads to its tree, and the commands lead to that link. Given: p_link, p_was
# (its state: absent, "link TEXT" or "tree VERSION"), p_text (where it is to lead), p_aside (where a tree in the link's place goes),
# p_version, p_bin (the folder of the commands), p_made (the commands that it makes), p_way (there, or back: all of it the other way).
# shellcheck shell=sh disable=SC2154
#include prelude.sh
#include toolchain-tree.sh
#include toolchain-link.sh

ge_parent=$$

ge_check() {
  ti_state "$p_link"
  ti_is=$ti_s
  if [ "$p_way" = there ]; then
    [ "$ti_is" = "$p_was" ] || ti_fail TargetMovedOn "$p_link is not what it was: it is $ti_is, and was $p_was"
    return
  fi
  [ "$ti_is" = "link $p_text" ] || ti_fail TargetMovedOn "$p_link is not what it was made: it is $ti_is, and was made a link to $p_text"
  ti_to=${p_was#link }
  case $p_was:$ti_to in
    absent:*) ;;
    link*:/*) ti_release "$ti_to" || ti_fail NotInstalled "$p_link would lead to $ti_to again, which is no Go tree any more" ;;
    link*) ti_release "${p_link%/*}/$ti_to" || ti_fail NotInstalled "$p_link would lead to $ti_to again, which is no Go tree any more" ;;
    *) ti_state "$p_aside"; [ "$ti_s" = "$p_was" ] || ti_fail NotInstalled "$p_aside is not there any more" ;;
  esac
}

ti_turn() {
  ti_state "$p_link"
  case $ti_s in
    "link $p_text") ;;
    "$p_was")
      case $ti_s in
        absent | 'link '*) ti_point "$p_link" "$p_text" || ti_fail NotWritable "$p_link could not be made a link to $p_text" ;;
        'tree '*) ti_swap "$p_link" "$p_aside" "$p_text" || ti_fail NotWritable "$p_link could not be moved to $p_aside" ;;
        *) ti_fail Occupied "$p_link is there and is no Go tree" ;;
      esac ;;
    *) ti_fail TargetMovedOn "$p_link is not what it was: it is $ti_s, and was $p_was" ;;
  esac
}

# The commands, where nothing else has their names.
ti_commands() {
  for ti_f in go gofmt; do
    [ -f "$p_link/bin/$ti_f" ] || continue
    ti_state "$p_bin/$ti_f"
    case $ti_s in
      "link ../go/bin/$ti_f") ;;
      absent) ti_point "$p_bin/$ti_f" "../go/bin/$ti_f" 2>/dev/null || ti_note "$p_bin cannot be written, and has no $ti_f" ;;
      *) ti_note "$p_bin/$ti_f is there and was left alone" ;;
    esac
  done
}

# ti_return: makes everything what it was; what somebody else made of it since is left alone
ti_return() {
  for ti_f in $p_made; do
    ti_unlink "$p_bin" "$ti_f"
    ti_state "$p_bin/$ti_f"
    if [ "$ti_s" = "link ../go/bin/$ti_f" ]; then rm -f "$p_bin/$ti_f" || return 1; fi
  done
  ti_unlink "${p_link%/*}" "${p_link##*/}"
  ti_state "$p_link"
  case $ti_s in
    "$p_was" | "link $p_text" | absent) ti_back "$p_link" "$p_text" "$p_was" "$p_aside" || return 1 ;;
    *) echo "$p_link was changed since by somebody else and is left as it is" ;;
  esac
  [ ! -h "$p_aside" ] || rm -f "$p_aside"
}

# ti_first: says what a plain go is now
ti_first() {
  hash -r 2>/dev/null
  if ! ti_v=$(command -v go 2>/dev/null); then ti_note "No go is on this session's PATH: add $p_bin to it"
  elif ! ti_runs "${ti_v%/bin/go}" "$p_version"; then ti_note "On this session's PATH $ti_v comes before it"
  fi
}

ge_do() {
  if [ "$p_way" = back ]; then ti_return; return; fi
  ti_turn
  if ! ti_runs "$p_link" "$p_version"; then
    ti_out=$(printf '%s\n' "$ti_out" | head -n 1)
    ti_fail DoesNotRun "$p_link/bin/go is not Go $p_version${ti_out:+: $ti_out}"
  fi
  ti_commands
  ti_first
}

ge_undo() {
  if [ "$p_way" = there ]; then ti_return; return; fi
  ti_turn
  ti_commands
}

ge_verify() {
  [ "$p_way" = back ] || return 0
  ti_state "$p_link"
  [ "$ti_s" = "$p_was" ] || ti_fail TargetMovedOn "$p_link was changed by somebody else and is left as it is"
}
