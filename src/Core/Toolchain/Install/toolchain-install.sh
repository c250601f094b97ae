# Gets the archive of a release, unpacks it beside the others, checks it by running it, and puts it in its place. Given besides
# what toolchain-fetch.sh asks for: p_version, p_tree (the place), p_need (KiB).
# shellcheck shell=sh disable=SC2154
#include prelude.sh
#include toolchain-tree.sh
#include toolchain-fetch.sh

ge_parent=$$
# What is to be taken away goes here first: a tree is there or not, never half of it.
ti_away=${p_tree%/*}/.goenv-removed-${p_tree##*/}

# ti_number FOLDER: what the file system calls it, under whatever name, into ti_n
# shellcheck disable=SC2012 # the number alone is taken
ti_number() { ti_n=$(ls -di "$1" 2>/dev/null | sed 's/^ *//; s/ .*//'); }

ge_check() {
  ti_state "$p_tree"
  case $ti_s in
    absent) ;;
    "tree $p_version") ti_fail TargetMovedOn "$p_tree has come into being since" ;;
    *) ti_fail Occupied "$p_tree is there and is no tree of Go $p_version" ;;
  esac
  ti_bytes
  ti_free "$p_stage"
  if [ -n "$ti_kib" ] && [ "$((ti_kib + ti_b / 1024))" -lt "$p_need" ]; then
    ti_fail NoSpace "the file system of ${p_tree%/*} has $((ti_kib / 1024)) MiB left, and Go $p_version needs about $((p_need / 1024)) MiB"
  fi
}

ti_unpack() {
  rm -rf "$p_stage"/tree.*
  ti_new=$p_stage/tree.$$
  mkdir "$ti_new" || ti_fail NotWritable "$p_stage cannot be written"
  # -o: owned by this account, whoever packed it.
  if ! ti_out=$(tar -xzof "$ti_archive" -C "$ti_new" 2>&1); then
    ti_full
    ti_fail Unpack "tar did not unpack the archive: $(printf '%s\n' "$ti_out" | tail -n 1)"
  fi
  ti_release "$ti_new/go" || ti_fail NoTree "the archive holds no Go tree"
  [ "$ti_v" = "$p_version" ] || ti_fail OtherRelease "the archive holds Go $ti_v, not $p_version"
  if ! ti_runs "$ti_new/go" "$p_version"; then
    ti_out=$(printf '%s\n' "$ti_out" | head -n 1)
    ti_fail DoesNotRun "Go $p_version does not run here${ti_out:+: $ti_out}"
  fi
  mv "$ti_new/go" "$ti_new/${p_tree##*/}" || ti_fail NotWritable "$ti_new cannot be written"
}

ge_do() {
  mkdir -p "${p_tree%/*}" 2>/dev/null
  [ -d "$p_stage" ] || mkdir "$p_stage" 2>/dev/null || ti_fail NotWritable "this account may not write ${p_tree%/*}"
  ti_fetch
  ti_unpack
  # Best effort: after a loss of power no tree has empty files.
  ge_limit 60 sync -f "$p_stage" 2>/dev/null
  # What takes this step back knows the tree that it made from one that somebody else put there.
  ti_number "$ti_new/${p_tree##*/}"
  printf '%s\n' "$ti_n" >"$ge_j/made-$p_version" || ti_fail NotWritable "$ge_j cannot be written"
  # Under its own name into the folder: a tree that came into being meanwhile is never unpacked over.
  mv "$ti_new/${p_tree##*/}" "${p_tree%/*}/" 2>/dev/null
  ti_state "$p_tree"
  [ "$ti_s" = "tree $p_version" ] || ti_fail NotWritable "$p_tree could not be made"
  rm -rf "$p_stage"
}

# The archive stays, so that the next run goes on with it.
ge_undo() {
  rm -rf "$p_stage"/tree.*
  [ -s "$ge_j/made-$p_version" ] || return 0
  IFS= read -r ti_made <"$ge_j/made-$p_version"
  ti_number "$p_tree"
  if [ -n "$ti_n" ] && [ "$ti_n" = "$ti_made" ]; then
    rm -rf "$ti_away"
    mv "$p_tree" "$ti_away" || return 1
  fi
  rm -rf "$ti_away"
}
