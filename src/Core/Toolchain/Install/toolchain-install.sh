# Fetches the archive of a release, unpacks it beside the others, checks it by running it, and puts it in its place.
# Follows toolchain-tree.sh. Given: ti_version, ti_tree (the place), ti_stage (a folder beside it), ti_sha256, ti_size, ti_need (KiB),
# ti_urls (a line each; without any the archive comes on file descriptor 3 from byte ti_offset on), ti_stall (seconds).
# shellcheck shell=sh

ti_nl='
'
ti_faults='' ti_gets=0
ti_archive=$ti_stage/archive

# ti_bytes: how much of the archive is there, into ti_b
ti_bytes() { if [ -f "$ti_archive" ]; then ti_b=$(($(wc -c <"$ti_archive"))); else ti_b=0; fi; }

# ti_get URL: goes on with the archive; what went wrong, into ti_out
ti_get() {
  if command -v curl >/dev/null 2>&1; then
    set -- curl -f -L -sS -g --proto '=http,https' --connect-timeout 15 -C - -o "$ti_archive" --url "$1"
  elif wget --version 2>/dev/null | grep -q GNU; then set -- wget -nv -c -t 1 -O "$ti_archive" "$1"
  else set -- wget -q -c -O "$ti_archive" "$1"
  fi
  ti_gets=$((ti_gets + 1))
  LC_ALL=C $ge_setsid "$@" </dev/null >"$ti_stage/said" 2>&1 &
  ti_p=$!
  # Not every wget has a limit that works for a mirror that stops sending; here it is the same for all. Ends with
  # the connection, which its own output may tell first.
  # shellcheck disable=SC2016 # the watcher's own variables
  ge_nonce_env=$ge_nonce $ge_setsid sh -c '
    trap "" PIPE
    n=0 was=-1 idle=0
    while kill -0 "$2" && kill -0 "$4"; do
      sleep 1
      is=0
      [ ! -f "$1" ] || is=$(($(wc -c <"$1")))
      if [ "$is" -eq "$was" ]; then idle=$((idle + 1))
      else
        idle=0 was=$is n=$((n + 1))
        printf "%s %s progress/%s.%s =%s\n" "$ge_nonce_env" "$5" "$6" "$n" "$is"
      fi
      [ "$idle" -lt "$3" ] || break
    done
    kill -KILL "-$2" || kill -KILL "$2"' sh "$ti_archive" "$ti_p" "$ti_stall" "$ge_parent" "$ge_id" "$ti_gets" </dev/null 2>/dev/null &
  ti_w=$!
  wait "$ti_p" 2>/dev/null
  ti_rc=$?
  { kill -KILL "-$ti_w" || kill -KILL "$ti_w"; } 2>/dev/null
  wait "$ti_w" 2>/dev/null
  if [ "$ti_rc" -eq 137 ]; then ti_out="it sent nothing for $ti_stall s"
  else ti_out=$(grep . "$ti_stage/said" | tail -n 1)
  fi
}

# ti_right: whether the archive is whole and the one that the index vouches for; else why not, into ti_out
ti_right() {
  ti_bytes
  if [ "$ti_b" -gt 1 ] && command -v od >/dev/null 2>&1; then
    case $(od -An -tx1 -N2 "$ti_archive") in
      *1f*8b*) ;;
      *) ti_out='it is an HTML page or another file, not an archive'; rm -f "$ti_archive"; return 1 ;;
    esac
  fi
  if [ "$ti_b" -lt "$ti_size" ]; then
    case $ti_b:$ti_out in
      0:?*) ;;
      *) ti_out="it gave $ti_b of $ti_size bytes${ti_out:+ ($ti_out)}" ;;
    esac
    return 1
  fi
  if ! ti_sum "$ti_archive"; then
    # What came through the session was checked where it was sent from.
    [ -n "$ti_urls" ] || return 0
    ti_fail NoSum "the target has no program that computes a SHA-256"
  fi
  [ "$ti_v" != "$ti_sha256" ] || return 0
  ti_out="its SHA-256 is $ti_v, and the index says $ti_sha256"
  rm -f "$ti_archive"
  return 1
}

# ti_try URL: the archive from one mirror; once more from its first byte where what was gone on with was none of it
ti_try() {
  ti_bytes
  ti_was=$ti_b ti_out='' ti_rc=0
  [ "$ti_b" -ge "$ti_size" ] || ti_get "$1"
  if ti_right; then return 0; fi
  case $ti_rc:$ti_out in
    33:* | *truncate*) rm -f "$ti_archive" ;;
  esac
  if [ "$ti_was" -gt 0 ] && [ ! -f "$ti_archive" ]; then
    ti_get "$1"
    if ti_right; then return 0; fi
  fi
  ti_faults="$ti_faults${ti_faults:+; }$1: $ti_out"
  return 1
}

# ti_full: ends the script where there is no space left
ti_full() {
  ti_free "$ti_stage"
  [ "${ti_kib:-1024}" -ge 256 ] || ti_fail NoSpace "$ti_stage is on a file system with $ti_kib KiB left"
}

ti_fetch() {
  if [ -z "$ti_urls" ]; then
    ti_bytes
    [ "$ti_b" -ge "$ti_offset" ] || ti_fail Moved "$ti_archive holds $ti_b bytes where $ti_offset were expected"
    if [ "$ti_b" -gt "$ti_offset" ]; then
      if [ "$ti_offset" -eq 0 ]; then rm -f "$ti_archive"
      else head -c "$ti_offset" "$ti_archive" >"$ti_archive.head" && mv -f "$ti_archive.head" "$ti_archive"
      fi
    fi
    ti_out=
    cat <&3 >>"$ti_archive" || ti_out='it could not be written'
    ti_full
    ti_right || ti_fail Transfer "the archive did not arrive whole: $ti_out"
    return
  fi
  command -v curl >/dev/null 2>&1 || command -v wget >/dev/null 2>&1 || ti_fail NoDownloader "the target has neither curl nor wget"
  IFS=$ti_nl
  set -f
  # shellcheck disable=SC2086 # split at line ends only
  set -- $ti_urls
  unset IFS
  set +f
  for ti_url in "$@"; do
    if ti_try "$ti_url"; then ge_put from "$ti_url"; return; fi
  done
  ti_full
  ti_fail ArchiveUnavailable "the archive could not be had: $ti_faults"
}

ti_unpack() {
  # Another run may be at it: each has a folder of its own, and removes those of runs that are gone.
  for ti_d in "$ti_stage"/tree.*; do
    kill -0 "${ti_d##*.}" 2>/dev/null || rm -rf "$ti_d"
  done
  ti_new=$ti_stage/tree.$$
  rm -rf "$ti_new"
  mkdir "$ti_new" || ti_fail NotWritable "$ti_stage cannot be written"
  # -o: owned by this account, whoever packed it.
  if ! ti_out=$(tar -xzof "$ti_archive" -C "$ti_new" 2>&1); then
    ti_full
    rm -rf "$ti_new"
    ti_fail Unpack "tar did not unpack the archive: $(printf '%s\n' "$ti_out" | tail -n 1)"
  fi
  ti_t=$ti_new/go
  ti_release "$ti_t" || ti_fail NoTree "the archive holds no Go tree"
  [ "$ti_v" = "$ti_version" ] || ti_fail OtherRelease "the archive holds Go $ti_v, not $ti_version"
  if ! ti_runs "$ti_t" "$ti_version"; then
    ti_out=$(printf '%s\n' "$ti_out" | head -n 1)
    rm -rf "$ti_new"
    ti_fail DoesNotRun "Go $ti_version does not run here${ti_out:+: $ti_out}"
  fi
}

ti_state "$ti_tree"
case $ti_s in
  "tree $ti_version")
    ti_runs "$ti_tree" "$ti_version" || ti_fail Broken "$ti_tree is there and does not run: $(printf '%s\n' "$ti_out" | head -n 1)"
    rm -rf "$ti_stage"
    ge_put tree present ;;
  absent)
    mkdir -p "${ti_tree%/*}" 2>/dev/null
    [ -d "$ti_stage" ] || mkdir "$ti_stage" 2>/dev/null || ti_fail NotWritable "this account may not write ${ti_tree%/*}"
    ti_bytes
    ti_free "$ti_stage"
    if [ -n "$ti_kib" ] && [ "$((ti_kib + ti_b / 1024))" -lt "$ti_need" ]; then
      ti_fail NoSpace "$ti_stage is on a file system with $((ti_kib / 1024)) MiB left, and Go $ti_version needs about $((ti_need / 1024)) MiB"
    fi
    ti_fetch
    ti_unpack
    # Best effort: after a loss of power no tree has empty files.
    ge_limit 60 sync -f "$ti_stage" 2>/dev/null
    # Under its own name into the folder: a tree that came into being meanwhile is never unpacked over.
    mv "$ti_new/go" "$ti_new/${ti_tree##*/}" && mv "$ti_new/${ti_tree##*/}" "${ti_tree%/*}/" 2>/dev/null
    ti_state "$ti_tree"
    [ "$ti_s" = "tree $ti_version" ] || ti_fail NotWritable "$ti_tree could not be made"
    rm -rf "$ti_stage"
    ge_put tree made ;;
  *) ti_fail Occupied "$ti_tree is there and is no tree of Go $ti_version" ;;
esac
