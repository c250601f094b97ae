# Runs ge_check, the text of one check, and reports its exit code, standard output and the end of standard error.
# Nothing is written on the target, and the check has no standard input.
# shellcheck shell=sh

exec 4>&1
# shellcheck disable=SC2154 # ge_check and ge_nonce stand before this text
ge_check_error=$({
  ge_check_rc=$({ { sh -c "$ge_check" 2>&5 3>&- 4>&- 5>&-; echo "$?" >&3; } | {
    printf '%s %s output ' "$ge_nonce" "$ge_id"
    { head -c 65537; cat >/dev/null; } | ge_encode
    echo
  } >&4; } 3>&1)
  ge_put exit "$ge_check_rc" >&4
} 5>&1 | tail -c 4096)
ge_put error "$ge_check_error"
