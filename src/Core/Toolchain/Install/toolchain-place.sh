# Where this account keeps the toolchains that GoEnv installs, and what an installation needs. Changes nothing.
# Follows toolchain-tree.sh. Root has /usr/local/go-VERSION and the link /usr/local/go; others have
# ~/.local/share/goenv/go/VERSION and the link ~/.local/go.
# shellcheck shell=sh

ge_put kernel "$(uname -s)"
ge_put machine "$(uname -m)"
if command -v od >/dev/null 2>&1; then
  # shellcheck disable=SC2046 # the bytes, one word each
  set -- $(od -An -v -tx1 -N20 /bin/sh 2>/dev/null)
  ge_put userland "${1-} ${2-} ${3-} ${4-} ${5-} ${6-} ${19-} ${20-}"
else ge_unknown userland "od is not on PATH"
fi
ti_uid=$(id -u)
ge_put uid "$ti_uid"
case $ti_uid:${HOME-} in
  0:*) ti_prefix=/usr/local ti_store=/usr/local ti_name=go- ;;
  *:/*) ti_prefix=${HOME%/}/.local ti_store=${HOME%/}/.local/share/goenv/go ti_name= ;;
  *)
    ge_unknown prefix "the account has no home folder"
    exit 0 ;;
esac
ge_put prefix "$ti_prefix"
ge_put store "$ti_store/$ti_name"

ti_state "$ti_prefix/go"
ge_put link "$ti_s"
if [ "$ti_store" = "$ti_prefix" ]; then set -- "$ti_prefix"/go-[0-9]*; else set -- "$ti_store"/[0-9]* "$ti_prefix"/go-[0-9]*; fi
ti_n=0
for ti_t in "$@"; do
  [ ! -h "$ti_t" ] || continue
  ti_release "$ti_t" || continue
  ge_put "tree/$ti_n/path" "$ti_t"
  ge_put "tree/$ti_n/version" "$ti_v"
  ti_n=$((ti_n + 1))
done
for ti_f in go gofmt; do
  ti_state "$ti_prefix/bin/$ti_f"
  ge_put "command/$ti_f" "$ti_s"
done

# What an installation that was broken off left: its name, and how much of the archive is there.
ti_n=0
for ti_d in "$ti_store"/.goenv-stage-*; do
  if [ ! -d "$ti_d" ] || [ -h "$ti_d" ]; then continue; fi
  ge_put "stage/$ti_n/path" "$ti_d"
  if [ -f "$ti_d/archive" ]; then ge_put "stage/$ti_n/size" "$(($(wc -c <"$ti_d/archive")))"; else ge_put "stage/$ti_n/size" 0; fi
  ti_n=$((ti_n + 1))
done

ti_free "$ti_store"
ge_put folder "$ti_d"
if [ -w "$ti_d" ] && [ -x "$ti_d" ]; then ge_put writable yes; else ge_put writable no; fi
if [ -n "$ti_kib" ]; then ge_put free "$ti_kib"; else ge_unknown free "df does not answer for $ti_d"; fi
ti_tools=
for ti_f in curl wget sha256sum shasum openssl tar gzip; do
  if command -v "$ti_f" >/dev/null 2>&1; then ti_tools="$ti_tools$ti_f "; fi
done
ge_put tools "${ti_tools% }"
if ti_v=$(command -v go 2>/dev/null); then ge_put go "$ti_v"; else ge_absent go; fi
