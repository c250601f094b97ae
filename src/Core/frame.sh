# Runs the probes one after the other. Expects prelude.sh before it, and ge_prelude, its text.
# shellcheck shell=sh

# sudo stays when the connection goes: what started it is watched in its place.
ge_parent=$PPID
while [ -r "/proc/$ge_parent/status" ]; do
  ge_name='' ge_up=''
  while read -r ge_k ge_v; do
    case $ge_k in Name:) ge_name=$ge_v ;; PPid:) ge_up=$ge_v ;; esac
  done <"/proc/$ge_parent/status"
  [ "$ge_name" = sudo ] || break
  ge_parent=$ge_up
done
# What was started in a container from outside has no parent there, and is ended itself when its connection goes.
[ "$ge_parent" != 0 ] || ge_parent=$$
# A parent of another user cannot be watched: then only the time limits end a probe.
kill -0 "$ge_parent" 2>/dev/null || ge_parent=$$

# ge_probe ID SECONDS TEXT: runs one probe in a shell of its own and reports how it ended.
# The nonce goes through the environment and out of it at once: arguments can be read by other accounts.
ge_probe() {
  echo
  ge_nonce_env=$ge_nonce ge_lc_env=$ge_lc_all ge_limit "$2" sh -c "ge_nonce=\$ge_nonce_env ge_lc=\$ge_lc_env
unset ge_nonce_env ge_lc_env
ge_id=$1 ge_parent=$ge_parent ge_codec=$ge_codec ge_setsid=$ge_setsid
$ge_prelude
trap ge_stop TERM
$3"
  printf '\n%s %s ! %s\n' "$ge_nonce" "$1" "$ge_limit_rc"
}
