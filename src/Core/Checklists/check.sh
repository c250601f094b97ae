# Runs ge_check, the text of one check, and reports its exit code, standard output and the end of standard error; where
# ge_check_if is not empty and ends with another exit code than 0, that code alone.
# Nothing is written on the target, and the check has no standard input.
# shellcheck shell=sh

# shellcheck disable=SC2154 # ge_check, ge_check_if, ge_lc_all, ge_nonce and ge_id stand before this text
ge_check_sh() {
  { LC_ALL=$ge_lc_all; } 2>/dev/null
  sh -c "$1"
}

if [ -n "$ge_check_if" ]; then
  # A text that is no sh ends with 1 in mksh, which would be taken for a no.
  sh -n -c "$ge_check_if" >/dev/null 2>&1 || { ge_put condition 2; exit 0; }
  (ge_check_sh "$ge_check_if") >/dev/null 2>&1 || { ge_put condition "$?"; exit 0; }
fi
exec 4>&1
ge_check_error=$({
  ge_check_rc=$({ { ge_check_sh "$ge_check" 2>&5 3>&- 4>&- 5>&-; echo "$?" >&3; } | {
    printf '%s %s output ' "$ge_nonce" "$ge_id"
    # Without head there is no output, which is not to be taken for an empty one: the exit code is no number then.
    { head -c 65537 || echo 'no head' >&3; cat >/dev/null; } | ge_encode
    echo
  } >&4; } 3>&1)
  ge_put exit "$ge_check_rc" >&4
} 5>&1 | tail -c 4096)
ge_put error "$ge_check_error"
