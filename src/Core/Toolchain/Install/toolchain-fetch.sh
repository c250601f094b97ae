# Gets the archive of a release to the target, with what a broken transfer left of it. Follows toolchain-tree.sh. Given: p_stage
# (the folder for it), p_sha256, p_size, p_via (target: p_urls, a line each, are asked in order; controller: the archive comes on
# standard input from byte p_offset on), p_stall (seconds).
# shellcheck shell=sh disable=SC2154

# ti_sum FILE: its SHA-256, into ti_v; fails where the target has no program for it
ti_sum() {
  if command -v sha256sum >/dev/null 2>&1; then ti_v=$(sha256sum <"$1")
  elif command -v shasum >/dev/null 2>&1; then ti_v=$(shasum -a 256 <"$1")
  elif command -v openssl >/dev/null 2>&1; then ti_v=$(openssl dgst -sha256 -r <"$1")
  else return 1
  fi
  ti_v=${ti_v%%[!0-9a-f]*}
  [ "${#ti_v}" -eq 64 ]
}

ti_nl='
'
ti_faults=''
ti_archive=$p_stage/archive

# ti_bytes: how much of the archive is there, into ti_b
ti_bytes() { if [ -f "$ti_archive" ]; then ti_b=$(($(wc -c <"$ti_archive"))); else ti_b=0; fi; }

# ti_get URL: goes on with the archive; what went wrong, into ti_out
ti_get() {
  if command -v curl >/dev/null 2>&1; then
    set -- curl -f -L -sS -g --proto '=http,https' --connect-timeout 15 -C - -o "$ti_archive" --url "$1"
  elif wget --version 2>/dev/null | grep -q GNU; then set -- wget -nv -c -t 1 -O "$ti_archive" "$1"
  else set -- wget -q -c -O "$ti_archive" "$1"
  fi
  LC_ALL=C $ge_setsid "$@" </dev/null >"$p_stage/said" 2>&1 &
  ti_p=$!
  # Not every wget has a limit that works for a mirror that stops sending; here it is the same for all. Ends with this shell.
  # shellcheck disable=SC2016 # the watcher's own variables
  $ge_setsid sh -c '
    was=-1 idle=0
    while kill -0 "$2" && kill -0 "$4"; do
      sleep 1
      is=0
      [ ! -f "$1" ] || is=$(($(wc -c <"$1")))
      if [ "$is" -eq "$was" ]; then idle=$((idle + 1)); else idle=0 was=$is; fi
      [ "$idle" -lt "$3" ] || break
    done
    kill -KILL "-$2" || kill -KILL "$2"' sh "$ti_archive" "$ti_p" "$p_stall" "$$" </dev/null >/dev/null 2>&1 &
  ti_w=$!
  wait "$ti_p" 2>/dev/null
  ti_rc=$?
  { kill -KILL "-$ti_w" || kill -KILL "$ti_w"; } 2>/dev/null
  wait "$ti_w" 2>/dev/null
  if [ "$ti_rc" -eq 137 ]; then ti_out="it sent nothing for $p_stall s"
  else ti_out=$(grep . "$p_stage/said" | tail -n 1)
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
  if [ "$ti_b" -lt "$p_size" ]; then
    case $ti_b:$ti_out in
      # What is there came from another one.
      0:?* | "${ti_was-}":?*) ;;
      *) ti_out="it gave $ti_b of $p_size bytes${ti_out:+ ($ti_out)}" ;;
    esac
    return 1
  fi
  if ! ti_sum "$ti_archive"; then
    # What came through the session was checked where it was sent from.
    [ "$p_via" != controller ] || return 0
    ti_fail NoSum "the target has no program that computes a SHA-256"
  fi
  [ "$ti_v" != "$p_sha256" ] || return 0
  ti_out="its SHA-256 is $ti_v, and the index says $p_sha256"
  rm -f "$ti_archive"
  return 1
}

# ti_try URL: the archive from one mirror; once more from its first byte where what was gone on with was none of it
ti_try() {
  ti_bytes
  ti_was=$ti_b ti_out='' ti_rc=0
  [ "$ti_b" -ge "$p_size" ] || ti_get "$1"
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

# ti_full: ends the step where there is no space left, and takes none
ti_full() {
  ti_free "$p_stage"
  [ "${ti_kib:-1024}" -lt 256 ] || return 0
  rm -rf "$p_stage"
  ti_fail NoSpace "the file system of ${p_stage%/*} has $ti_kib KiB left"
}

# ti_receive: the archive from standard input, from byte p_offset on
ti_receive() {
  ti_bytes
  [ "$ti_b" -ge "$p_offset" ] || ti_fail TargetMovedOn "$ti_archive holds $ti_b bytes where $p_offset were expected"
  if [ "$p_offset" -eq 0 ]; then rm -f "$ti_archive"
  elif [ "$ti_b" -gt "$p_offset" ]; then head -c "$p_offset" "$ti_archive" >"$ti_archive.head" && mv -f "$ti_archive.head" "$ti_archive"
  fi
  ti_out=
  cat >>"$ti_archive" || ti_out='it could not be written'
  ti_full
  ti_right || ti_fail Transfer "the archive did not arrive whole: $ti_out"
}

ti_fetch() {
  if [ "$p_via" = controller ]; then ti_receive; return; fi
  command -v curl >/dev/null 2>&1 || command -v wget >/dev/null 2>&1 || ti_fail NoDownloader "the target has neither curl nor wget"
  IFS=$ti_nl
  set -f
  # shellcheck disable=SC2086 # split at line ends only
  set -- $p_urls
  unset IFS
  set +f
  for ti_url in "$@"; do
    if ti_try "$ti_url"; then ti_note "The archive came from $ti_url"; return; fi
  done
  ti_full
  ti_fail ArchiveUnavailable "the archive could not be had: $ti_faults"
}
