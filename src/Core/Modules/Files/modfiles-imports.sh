# What the packages of a module import, by their Go files. Part of modfiles.sh.
# shellcheck shell=sh

# mf_has FOLDER: whether it has Go files; 2 where it may not be read
mf_has() {
  for mf_f in "$1"/*.go; do [ ! -f "$mf_f" ] || return 0; done
  [ ! -d "$1" ] || [ -r "$1" ] || return 2
  return 1
}

# The imports of a Go file, up to its first declaration. What is imported beside "C" is imported where cgo is on.
# shellcheck disable=SC2016 # awk's own
mf_awk_go='
function strings(s,   p) {
  while (match(s, /"[^"]*"|`[^`]*`/)) {
    p = substr(s, RSTART + 1, RLENGTH - 2)
    s = substr(s, RSTART + RLENGTH)
    if (p == "C") con = 1
    if (p !~ /^[A-Za-z0-9.\/~_+-]+$/ || p ~ /^[.\/]/) continue
    if (!((gofile, p) in had)) { had[gofile, p] = 1; n++; pkg[n] = p; at[n] = number }
  }
}
function start(file) {
  gofile = file; con = ignored = block = comment = done = n = number = 0
  if (gofile ~ /_(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|wasip1|windows|zos|386|amd64|arm|arm64|loong64|mips|mips64|mips64le|mipsle|ppc64|ppc64le|riscv64|s390x|wasm)(_test)?\.go$/) con = 1
}
function feed(s,   i) {
  if (++number == 1) sub(/^\357\273\277/, "", s)
  sub(/\r$/, "", s)
  if (comment) { if (!(i = index(s, "*/"))) return; s = substr(s, i + 2); comment = 0 }
  if (s ~ /^[ \t]*\/\/(go:build[ \t]|[ \t]*\+build[ \t])/) {
    con = 1
    if (s ~ /(^|[^!A-Za-z0-9_.])ignore([^A-Za-z0-9_.]|$)/) ignored = 1
    return
  }
  while (match(s, /\/\*([^*]|\*+[^*\/])*\*+\//)) s = substr(s, 1, RSTART - 1) " " substr(s, RSTART + RLENGTH)
  sub(/\/\/.*/, "", s)
  if (i = index(s, "/*")) { s = substr(s, 1, i - 1); comment = 1 }
  if (s ~ /^[ \t]*package[ \t]/ && !(i = index(s, ";"))) return
  if (s ~ /^[ \t]*package[ \t]/) s = substr(s, i + 1)
  if (s ~ /^[ \t;]*$/) return
  if (!block && s ~ /^[ \t]*import[ \t]*\(/) { block = 1; sub(/^[^(]*\(/, "", s) }
  else if (!block && s !~ /^[ \t]*import([ \t"`]|$)/) { done = 1; return }
  strings(s)
  if (block && index(s, ")")) block = 0
}'

# The imports of Go files: kind, package, line and file, each package once.
# shellcheck disable=SC2016 # awk's own
mf_awk="$mf_awk_go"'
function finish(   i, k) {
  k = con ? 2 : (gofile ~ /_test\.go$/ ? 1 : 0)
  for (i = 1; i <= n; i++) if (!ignored && (!(pkg[i] in kind) || k < kind[pkg[i]])) { kind[pkg[i]] = k; where[pkg[i]] = at[i] " " gofile }
}
FNR == 1 { finish(); start(FILENAME) }
done { next }
{ feed($0) }
END { finish(); for (p in kind) print kind[p] " " p " " where[p] }'

# mf_imported FOLDER VENDOR: what the packages of the module in FOLDER import, + before what VENDOR has Go files of, else -
mf_imported() {
  mf_root=$1
  mf_vd=$2
  if ! mf_found=$(ge_limit 10 find "$mf_root/." \( -name vendor -o -name testdata -o -name '.?*' -o -name '_*' \) -prune -o -name go.mod -print 2>/dev/null); then
    return 1
  fi
  set --
  while [ -n "$mf_found" ]; do
    mf_f=${mf_found%%"$mf_nl"*}
    case $mf_found in *"$mf_nl"*) mf_found=${mf_found#*"$mf_nl"} ;; *) mf_found= ;; esac
    mf_f=${mf_f%/go.mod}
    case $mf_f in
      "$mf_root/.") ;;
      *[\*\?\[\\]*) return 1 ;;
      *) set -- "$@" -o -path "$mf_f" ;;
    esac
  done
  # shellcheck disable=SC2016 # the inner shell's own
  mf_found=$(LC_ALL=C ge_limit 10 find "$mf_root/." \( -name vendor -o -name testdata -o -name '.?*' -o -name '_*' "$@" \) -prune -o -name '*.go' ! -type d \
    -exec sh -c 'awk "$0" "$@" || echo "?"' "$mf_awk" {} + 2>/dev/null) || return 1
  case $mf_nl$mf_found in *"$mf_nl?"*) return 1 ;; esac
  [ -z "$mf_found" ] || printf '%s\n' "$mf_found" | while IFS= read -r mf_line; do
    mf_p=${mf_line#* }
    mf_p=${mf_p%% *}
    mf_f=${mf_line%%"$mf_root/./"*}
    [ "$mf_f" = "$mf_line" ] || mf_line=$mf_f$mf_root/${mf_line#*"$mf_root/./"}
    if mf_has "$mf_vd/$mf_p"; then printf '+ %s\n' "$mf_line"; else printf -- '- %s\n' "$mf_line"; fi
  done
}
