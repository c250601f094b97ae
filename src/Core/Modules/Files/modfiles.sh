# go.mod, go.work and what belongs to them, for each folder or file among the positional parameters.
# shellcheck shell=sh

mf_left=8388608
mf_nl='
'
mf_cr=$(printf '\r')
mf_tab=$(printf '\t')

# mf_send KEY PATH BYTES: the content of a file, within the bytes that are left for all of them
mf_send() {
  if [ -f "$2" ] && [ -r "$2" ]; then
    mf_size=$(($(wc -c <"$2")))
    if [ "$mf_size" -gt "$mf_left" ]; then
      ge_unknown "$1" "the module files are larger than 8 MiB in all"
      return
    fi
    mf_left=$((mf_left - mf_size))
  fi
  ge_file "$1" "$2" "$3"
}

# mf_up FOLDER NAME: the nearest file NAME in FOLDER or above it, into mf_v
mf_up() {
  mf_d=${1%/}
  while :; do
    mf_v=$mf_d/$2
    if [ -e "$mf_v" ] && [ ! -d "$mf_v" ]; then return; fi
    [ -n "$mf_d" ] || break
    mf_d=${mf_d%/*}
  done
  mf_v=
}

# mf_folder FILE NAME KIND: a folder that FILE names
mf_folder() {
  if [ "$mf_k" -ge 200 ]; then
    [ "$mf_k" -gt 200 ] || ge_put "$mf_t/more" yes
    mf_k=201
    return
  fi
  case $2 in
    /*) mf_p=$2 ;;
    *) mf_p=${1%/*}/$2 ;;
  esac
  ge_put "$mf_t/folder/$mf_k/from" "$1"
  ge_put "$mf_t/folder/$mf_k/name" "$2"
  ge_put "$mf_t/folder/$mf_k/kind" "$3"
  if [ -d "$mf_p" ]; then
    mf_p=$(cd -- "$mf_p" 2>/dev/null && pwd || printf '%s' "$mf_p")
    ge_put "$mf_t/folder/$mf_k/path" "$mf_p"
  elif [ -e "$mf_p" ]; then ge_absent "$mf_t/folder/$mf_k/path"
  else ge_missing "$mf_t/folder/$mf_k/path" "$mf_p/."
  fi
  mf_send "$mf_t/folder/$mf_k/mod" "$mf_p/go.mod" 524288
  if [ "$3" = use ]; then
    mf_send "$mf_t/folder/$mf_k/sum" "$mf_p/go.sum" 4194304
    mf_used=$mf_used$mf_p/go.mod$mf_nl
  fi
  mf_k=$((mf_k + 1))
}

# mf_folders FILE: the folders in its use and replace lines. More than go would take is no harm.
# shellcheck disable=SC2094 # the file is only read
mf_folders() {
  [ -f "$1" ] && [ -r "$1" ] || return 0
  mf_block=
  while IFS= read -r mf_line || [ -n "$mf_line" ]; do
    mf_line=${mf_line%"$mf_cr"}
    mf_line=${mf_line#"${mf_line%%[! "$mf_tab"]*}"}
    mf_kind=use
    case $mf_line in
      '' | //*) continue ;;
      *=\>*) mf_kind=replace mf_line=${mf_line#*=>} ;;
      use*\(*) mf_block=yes; continue ;;
      use[\ \"\`"$mf_tab"]*) mf_line=${mf_line#use} ;;
      \)*) mf_block=; continue ;;
      *) [ -n "$mf_block" ] || continue ;;
    esac
    mf_line=${mf_line#"${mf_line%%[! "$mf_tab"]*}"}
    case $mf_line in
      \"*) mf_line=${mf_line#\"}; mf_line=${mf_line%%\"*} ;;
      *) mf_line=${mf_line%%//*}; mf_line=${mf_line%%[ "$mf_tab"]*} ;;
    esac
    case $mf_kind:$mf_line in
      *:) ;;
      use:* | replace:/* | replace:./* | replace:../* | replace:. | replace:..) mf_folder "$1" "$mf_line" "$mf_kind" ;;
    esac
  done <"$1"
}

# mf_vendor KEY FOLDER
mf_vendor() {
  if [ -d "$2/vendor" ]; then
    ge_put "$1/folder" "$2/vendor"
    mf_send "$1/text" "$2/vendor/modules.txt" 2097152
  else
    ge_missing "$1/folder" "$2/vendor"
    ge_absent "$1/text"
  fi
}

# mf_tree PATH: the module and the workspace that go would find there
mf_tree() {
  mf_k=0
  mf_used=
  ge_put "$mf_t/asked" "$1"
  mf_p=$1
  case $mf_p in \~ | \~/*) mf_p=${HOME-}${mf_p#?} ;; esac
  if [ -f "$mf_p" ]; then
    case $mf_p in */*) mf_p=${mf_p%/*} ;; *) mf_p=. ;; esac
  fi
  if [ ! -d "${mf_p:-/}" ]; then
    ge_missing "$mf_t/folder-path" "$mf_p"
    return
  fi
  if ! mf_dir=$(cd -- "${mf_p:-/}" 2>/dev/null && pwd); then
    ge_unknown "$mf_t/folder-path" "this account may not enter $mf_p"
    return
  fi
  ge_put "$mf_t/folder-path" "$mf_dir"

  mf_up "$mf_dir" go.mod
  mf_mod=$mf_v
  case ${GOWORK-} in
    '' | auto) mf_up "$mf_dir" go.work ;;
    off) mf_v= ;;
    *) mf_v=$GOWORK ;;
  esac
  mf_work=$mf_v

  if [ -z "$mf_mod" ]; then
    for mf_f in mod/path mod/text sum/text vendor/folder vendor/text; do ge_absent "$mf_t/$mf_f"; done
  else
    ge_put "$mf_t/mod/path" "$mf_mod"
    mf_send "$mf_t/mod/text" "$mf_mod" 1048576
    mf_send "$mf_t/sum/text" "${mf_mod%/*}/go.sum" 4194304
    mf_vendor "$mf_t/vendor" "${mf_mod%/*}"
    mf_folders "$mf_mod"
    mf_imports "${mf_mod%/*}"
    mf_cached "$mf_mod"
  fi
  if [ -z "$mf_work" ]; then
    for mf_f in work/path work/text worksum/text workvendor/folder workvendor/text; do ge_absent "$mf_t/$mf_f"; done
  else
    ge_put "$mf_t/work/path" "$mf_work"
    mf_send "$mf_t/work/text" "$mf_work" 1048576
    mf_send "$mf_t/worksum/text" "$mf_work.sum" 4194304
    mf_vendor "$mf_t/workvendor" "${mf_work%/*}"
    mf_folders "$mf_work"
    set --
    while [ -n "$mf_used" ]; do
      mf_f=${mf_used%%"$mf_nl"*}
      mf_used=${mf_used#*"$mf_nl"}
      [ "$mf_f" = "$mf_mod" ] || mf_folders "$mf_f"
      [ ! -f "$mf_f" ] || set -- "$@" "${mf_f%/*}"
    done
  fi
  if [ -n "$mf_work" ]; then mf_vendored "${mf_work%/*}/vendor" "$@"
  elif [ -n "$mf_mod" ]; then mf_vendored "${mf_mod%/*}/vendor" "${mf_mod%/*}"
  else
    for mf_f in missing imports; do ge_absent "$mf_t/vendored/$mf_f"; done
  fi
}

# mf_required FILE: its first 500 requirements as lines "MODULE VERSION COMMENT" into mf_list; what stands in an exclude block is no harm
mf_required() {
  mf_list=
  mf_c=0
  [ -f "$1" ] && [ -r "$1" ] || return 0
  while read -r mf_w1 mf_w2 mf_w3 mf_w4 || [ -n "$mf_w1" ]; do
    if [ "$mf_w1" = require ]; then mf_w1=$mf_w2 mf_w2=$mf_w3 mf_w3=$mf_w4 mf_w4=; fi
    case $mf_w1 in '' | *[!A-Za-z0-9./~_+-]*) continue ;; esac
    case $mf_w2 in v[0-9]*) ;; *) continue ;; esac
    case $mf_w3 in '' | "$mf_cr" | //*) ;; *) continue ;; esac
    mf_c=$((mf_c + 1))
    [ "$mf_c" -le 500 ] || break
    mf_list="$mf_list$mf_w1 ${mf_w2%"$mf_cr"} $mf_w3 ${mf_w4%"$mf_cr"}$mf_nl"
  done <"$1"
}

# mf_imports FOLDER: of modules that are required directly and have no hash of their content, the files that import them
mf_imports() {
  mf_i=0
  mf_required "$1/go.mod"
  while [ -n "$mf_list" ]; do
    mf_line=${mf_list%%"$mf_nl"*}
    mf_list=${mf_list#*"$mf_nl"}
    mf_m=${mf_line%% *}
    mf_line=${mf_line#* }
    case $mf_line in *' // indirect'*) continue ;; esac
    ! grep -qF "$mf_m ${mf_line%% *} h1:" "$1/go.sum" 2>/dev/null || continue
    ge_put "$mf_t/import/$mf_i/module" "$mf_m"
    if [ "$mf_i" -ge 20 ]; then ge_unknown "$mf_t/import/$mf_i/lines" "only twenty such modules are looked for"
    else
      # The module line of go.mod is always found: without it, a search that fails looks like one that finds nothing.
      mf_found=$(ge_limit 5 find "$1/." \( -name vendor -o -name testdata -o -name '.?*' -o -name '_*' \) -prune -o \( -name '*.go' -o -name go.mod \) \
        -exec grep -e "^[[:space:]]*\(import[[:space:]]\)\{0,1\}[[:space:]]*[A-Za-z0-9_.]*[[:space:]]*\"${mf_m}[/\"]" -e '^[[:space:]]*module' /dev/null {} + 2>/dev/null)
      mf_rc=$?
      case $mf_rc:$mf_nl$mf_found in
        137:*) ge_unknown "$mf_t/import/$mf_i/lines" "the search took more than 5 seconds" ;;
        *"$mf_nl$1/./go.mod:"*) mf_kept "$1" "$mf_found" ;;
        *) ge_unknown "$mf_t/import/$mf_i/lines" "find and grep do not find what is there" ;;
      esac
    fi
    mf_i=$((mf_i + 1))
  done
}

# mf_has FOLDER: whether it has Go files; 2 where it may not be read
mf_has() {
  for mf_f in "$1"/*.go; do [ ! -f "$mf_f" ] || return 0; done
  [ ! -d "$1" ] || [ -r "$1" ] || return 2
  return 1
}

# The imports of Go files, up to their first declaration: kind, package, line and file, each package once.
# shellcheck disable=SC2016 # awk's own
mf_awk='
function strings(s,   p) {
  while (match(s, /"[^"]*"|`[^`]*`/)) {
    p = substr(s, RSTART + 1, RLENGTH - 2)
    s = substr(s, RSTART + RLENGTH)
    if (p !~ /^[A-Za-z0-9.\/~_+-]+$/ || p ~ /^[.\/]/) continue
    if (!((FILENAME, p) in seen)) { seen[FILENAME, p] = 1; n++; pkg[n] = p; at[n] = FNR }
  }
}
function finish(   i, k) {
  k = con ? 2 : (gofile ~ /_test\.go$/ ? 1 : 0)
  for (i = 1; i <= n; i++) if (!ignored && (!(pkg[i] in kind) || k < kind[pkg[i]])) { kind[pkg[i]] = k; where[pkg[i]] = at[i] " " gofile }
  n = 0
}
FNR == 1 {
  finish()
  gofile = FILENAME; con = ignored = block = comment = done = 0
  if (gofile ~ /_(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|wasip1|windows|zos|386|amd64|arm|arm64|loong64|mips|mips64|mips64le|mipsle|ppc64|ppc64le|riscv64|s390x|wasm)(_test)?\.go$/) con = 1
  sub(/^\357\273\277/, "")
}
done { next }
{
  s = $0
  sub(/\r$/, "", s)
  if (comment) { if (!(i = index(s, "*/"))) next; s = substr(s, i + 2); comment = 0 }
  if (s ~ /^[ \t]*\/\/(go:build[ \t]|[ \t]*\+build[ \t])/) {
    con = 1
    if (s ~ /(^|[^!A-Za-z0-9_.])ignore([^A-Za-z0-9_.]|$)/) ignored = 1
    next
  }
  while (match(s, /\/\*([^*]|\*+[^*\/])*\*+\//)) s = substr(s, 1, RSTART - 1) " " substr(s, RSTART + RLENGTH)
  sub(/\/\/.*/, "", s)
  if (i = index(s, "/*")) { s = substr(s, 1, i - 1); comment = 1 }
  if (s ~ /^[ \t]*package[ \t]/ && !(i = index(s, ";"))) next
  if (s ~ /^[ \t]*package[ \t]/) s = substr(s, i + 1)
  if (s ~ /^[ \t;]*$/) next
  if (!block && s ~ /^[ \t]*import[ \t]*\(/) { block = 1; sub(/^[^(]*\(/, "", s) }
  else if (!block && s !~ /^[ \t]*import([ \t"`]|$)/) { done = 1; next }
  strings(s)
  if (block && index(s, ")")) block = 0
}
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

# mf_between VENDOR: adds to mf_all what files of the packages of modules.txt import from elsewhere that it does not list; 1 where
# that cannot be told, 2 where it is too much. Imports on lines of their own are seen, as gofmt writes them.
mf_between() {
  [ -r "$1/modules.txt" ] || return 0
  # A line that is always there: tools that fail would find as little as there is in a healthy folder.
  # shellcheck disable=SC2016 # the inner shell's own
  mf_found=$({
    ge_limit 10 find "$1/." -name '[!_.]*.go' ! -name '*_test.go' ! -type d -exec sh -c 'grep -hE "$0" "$@" || [ $? = 1 ] || echo "?"' \
      '^[[:space:]]*(import[[:space:]]+)?([A-Za-z0-9_.]+[[:space:]]+)?"[A-Za-z0-9_~+-]+[.][A-Za-z0-9_.~+/-]*"[[:space:]]*(//.*)?'"$mf_cr"'?$' {} + 2>/dev/null || echo '?'
    echo 'import "ge.works/x"'
  } | sed 's/^[^"]*"\([^"]*\)".*/\1/' | awk '!seen[$0]++' | grep -vxFf "$1/modules.txt")
  case $mf_nl$mf_found$mf_nl in
    *"$mf_nl?$mf_nl"*) return 1 ;;
    *"${mf_nl}ge.works/x$mf_nl"*) ;;
    *) return 1 ;;
  esac
  # In import clauses: most of what is left stands in files that no build takes.
  mf_c=
  while [ -n "$mf_found" ]; do
    mf_f=${mf_found%%"$mf_nl"*}
    case $mf_found in *"$mf_nl"*) mf_found=${mf_found#*"$mf_nl"} ;; *) mf_found= ;; esac
    case $mf_f in ge.works/x) ;; *) mf_c="$mf_c${mf_c:+$mf_nl}\"$mf_f\"" ;; esac
  done
  [ -n "$mf_c" ] || return 0
  [ "${#mf_c}" -le 65536 ] || return 2
  # shellcheck disable=SC2016 # the inner shell's own
  mf_found=$(ge_limit 10 find "$1/." -name '[!_.]*.go' ! -name '*_test.go' ! -type d -exec sh -c 'grep -lF -e "$0" "$@" || [ $? = 1 ] || echo "?"' "$mf_c" {} + 2>/dev/null || echo '?')
  case $mf_nl$mf_found in *"$mf_nl?"*) return 1 ;; esac
  mf_i=0
  set -- "$1"
  while [ -n "$mf_found" ]; do
    mf_f=${mf_found%%"$mf_nl"*}
    case $mf_found in *"$mf_nl"*) mf_found=${mf_found#*"$mf_nl"} ;; *) mf_found= ;; esac
    mf_p=${mf_f#"$1/./"}
    # What modules.txt does not list is no package.
    grep -qxF -e "${mf_p%/*}" -e "${mf_p%/*}$mf_cr" "$1/modules.txt" 2>/dev/null || continue
    mf_i=$((mf_i + 1))
    [ "$mf_i" -le 500 ] || return 2
    set -- "$@" "$mf_f"
  done
  mf_o=$1
  shift
  [ $# -gt 0 ] || return 0
  mf_found=$(LC_ALL=C ge_limit 10 awk "$mf_awk" "$@" 2>/dev/null) || return 1
  mf_c=$mf_nl$mf_c$mf_nl
  while [ -n "$mf_found" ]; do
    mf_line=${mf_found%%"$mf_nl"*}
    case $mf_found in *"$mf_nl"*) mf_found=${mf_found#*"$mf_nl"} ;; *) mf_found= ;; esac
    mf_p=${mf_line#* }
    mf_p=${mf_p%% *}
    case $mf_c in *"$mf_nl\"$mf_p\"$mf_nl"*) ;; *) continue ;; esac
    mf_f=${mf_line%%"$mf_o/./"*}
    mf_line=$mf_f$mf_o/${mf_line#*"$mf_o/./"}
    if mf_has "$mf_o/$mf_p"; then mf_all="$mf_all+ $mf_line$mf_nl"; else mf_all="$mf_all- $mf_line$mf_nl"; fi
  done
}

# mf_vendored VENDOR FOLDER...: packages of modules.txt of which VENDOR has no Go files, and what the modules in the folders import
mf_vendored() {
  if [ ! -d "$1" ]; then
    ge_absent "$mf_t/vendored/missing"
    ge_absent "$mf_t/vendored/imports"
    return
  fi
  mf_vd=$1
  shift
  mf_found=
  if [ -r "$mf_vd/modules.txt" ]; then
    mf_found=$(sed -n 's/^[[:space:]]*\([A-Za-z0-9._~+-][A-Za-z0-9./_~+-]*\)[[:space:]]*$/\1/p' "$mf_vd/modules.txt" | while IFS= read -r mf_p; do
      mf_has "$mf_vd/$mf_p"
      case $? in 1) printf '%s\n' "$mf_p" ;; 2) printf '?%s\n' "$mf_p" ;; esac
    done | head -n 100)
  fi
  case $mf_nl$mf_found in
    *"$mf_nl?"*) ge_unknown "$mf_t/vendored/missing" "this account may not read all folders of $mf_vd" ;;
    *) ge_put "$mf_t/vendored/missing" "$mf_found" ;;
  esac
  mf_all=
  for mf_m do
    if mf_o=$(mf_imported "$mf_m" "$mf_vd"); then mf_all=$mf_all$mf_o$mf_nl
    else
      ge_unknown "$mf_t/vendored/imports" "not all Go files in $mf_m could be read"
      return
    fi
  done
  mf_between "$mf_vd"
  case $? in
    1) ge_unknown "$mf_t/vendored/imports" "not all Go files in $mf_vd could be read"; return ;;
    2) ge_unknown "$mf_t/vendored/imports" "more packages of $mf_vd are imported there than are looked at"; return ;;
  esac
  if [ "${#mf_all}" -gt 524288 ]; then ge_unknown "$mf_t/vendored/imports" "more packages are imported than are looked at"
  else ge_put "$mf_t/vendored/imports" "$mf_all"
  fi
}

# mf_setting NAME FILE: what `go env -w` wrote, into mf_v
mf_setting() {
  mf_v=
  if [ ! -f "$2" ] || [ ! -r "$2" ]; then return; fi
  while IFS= read -r mf_line || [ -n "$mf_line" ]; do
    case $mf_line in "$1="*) mf_v=${mf_line#*=} ;; esac
  done <"$2"
}

# mf_cached FILE: of the modules that FILE requires, the go.mod files in the module cache that retract or deprecate something,
# and which versions the cache has
mf_cached() {
  mf_cache=${GOMODCACHE-}
  mf_env=${GOENV:-${XDG_CONFIG_HOME:-${HOME-}/.config}/go/env}
  if [ -z "$mf_cache" ]; then mf_setting GOMODCACHE "$mf_env"; mf_cache=$mf_v; fi
  if [ -z "$mf_cache" ]; then
    mf_v=${GOPATH-}
    [ -n "$mf_v" ] || mf_setting GOPATH "$mf_env"
    mf_v=${mf_v%%:*}
    mf_cache=${mf_v:-${HOME-}/go}/pkg/mod
  fi
  if [ ! -d "$mf_cache/cache/download" ]; then ge_missing "$mf_t/retracted" "$mf_cache/cache/download"; return; fi
  mf_required "$1"
  mf_bad=
  [ "$mf_c" -le 500 ] || mf_bad='only five hundred modules are looked up'
  if ! ge_works 'retract v1' 1 grep -c -e '^[[:space:]]*retract[[:space:](]'; then mf_bad='the target has no grep that works'; fi
  set --
  while [ -n "$mf_list" ]; do
    mf_m=${mf_list%% *}
    mf_list=${mf_list#*"$mf_nl"}
    # The cache writes a capital letter as an exclamation mark and the small one.
    case $mf_m in
      *[A-Z]*)
        mf_m=$(printf '%s\n' "$mf_m" | sed 's/[A-Z]/!&/g' | tr '[:upper:]' '[:lower:]')
        case $mf_m in *[A-Z]*) mf_m= ;; *!*) ;; *) mf_m= ;; esac
        [ -n "$mf_m" ] || { mf_bad='the target has no sed and tr that work'; continue; } ;;
    esac
    for mf_f in "$mf_cache/cache/download/$mf_m/@v/"*.mod; do
      [ ! -f "$mf_f" ] || set -- "$@" "$mf_f"
    done
  done
  mf_found=
  [ "$#" -eq 0 ] || mf_found=$(grep -l -e '^[[:space:]]*retract[[:space:](]' -e '^// Deprecated:' -- "$@" 2>/dev/null)
  mf_i=0
  while [ -n "$mf_found" ]; do
    if [ "$mf_i" -ge 200 ]; then mf_bad='only two hundred files are looked at'; break; fi
    mf_f=${mf_found%%"$mf_nl"*}
    case $mf_found in *"$mf_nl"*) mf_found=${mf_found#*"$mf_nl"} ;; *) mf_found= ;; esac
    ge_put "$mf_t/cached/$mf_i/file" "${mf_f#"$mf_cache/cache/download/"}"
    mf_send "$mf_t/cached/$mf_i/text" "$mf_f" 65536
    mf_names=
    for mf_v in "${mf_f%/*}"/*.mod; do mf_v=${mf_v##*/}; mf_names="$mf_names${mf_v%.mod} "; done
    ge_put "$mf_t/cached/$mf_i/versions" "$mf_names"
    mf_i=$((mf_i + 1))
  done
  if [ -n "$mf_bad" ]; then ge_unknown "$mf_t/retracted" "$mf_bad"; else ge_put "$mf_t/retracted" "$mf_i"; fi
}

# mf_kept FOLDER LINES: those of the first lines FILE:IMPORT whose file belongs to the module, with ? before one whose file
# has build constraints
mf_kept() {
  mf_found=$2
  mf_keep=
  mf_c=0
  while [ -n "$mf_found" ]; do
    mf_line=${mf_found%%"$mf_nl"*}
    case $mf_found in *"$mf_nl"*) mf_found=${mf_found#*"$mf_nl"} ;; *) mf_found= ;; esac
    case $mf_line in *.go:*) ;; *) continue ;; esac
    mf_c=$((mf_c + 1))
    if [ "$mf_c" -gt 30 ]; then
      [ -n "$mf_keep" ] || { ge_unknown "$mf_t/import/$mf_i/lines" "only thirty of its files are looked at"; return; }
      break
    fi
    mf_line=$1/${mf_line#"$1/./"}
    mf_f=${mf_line%%.go:*}.go
    mf_up "${mf_f%/*}" go.mod
    [ "$mf_v" = "$1/go.mod" ] || continue
    if grep -q -e '^//go:build' -e '^// +build' "$mf_f" 2>/dev/null; then mf_line="?$mf_line"; fi
    mf_keep=$mf_keep$mf_line$mf_nl
  done
  ge_put "$mf_t/import/$mf_i/lines" "$mf_keep"
}

if [ -z "${GOWORK+x}" ]; then ge_absent gowork; else ge_put gowork "$GOWORK"; fi
mf_rest=$PATH:
mf_commands=
while [ -n "$mf_rest" ]; do
  mf_d=${mf_rest%%:*}
  mf_rest=${mf_rest#*:}
  for mf_f in "${mf_d:-.}"/go1.*; do
    if [ -f "$mf_f" ] && [ -x "$mf_f" ]; then mf_commands="$mf_commands${mf_f##*/} "; fi
  done
done
ge_put commands "${mf_commands% }"

mf_n=0
for mf_one do
  mf_t=tree/$mf_n
  mf_tree "$mf_one"
  mf_n=$((mf_n + 1))
done
