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

# mf_small FILE: whether it is one that is sent: a shell takes minutes over lines of megabytes
mf_small() { [ ! -f "$1" ] || [ ! -r "$1" ] || [ "$(($(wc -c <"$1")))" -le 1048576 ]; }

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
    mf_find_cache
    if mf_small "$mf_mod"; then
      mf_folders "$mf_mod"
      mf_cached "$mf_mod"
    fi
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
  if [ -n "$mf_work" ] || [ -z "$mf_mod" ]; then
    ge_absent "$mf_t/walk"
    ge_absent "$mf_t/graph"
  fi
  if [ -n "$mf_work" ]; then mf_vendored "${mf_work%/*}/vendor" "$@"
  elif [ -n "$mf_mod" ]; then
    mf_vendored "${mf_mod%/*}/vendor" "${mf_mod%/*}"
    if mf_small "$mf_mod"; then mf_outside "${mf_mod%/*}"; fi
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

# mf_outside FOLDER: what a module that is no part of a workspace takes from others
mf_outside() {
  mf_follow=
  [ -e "$1/vendor/modules.txt" ] || mf_follow=yes
  # What is in the vendor folder was asked above.
  if { [ -d "$1/vendor" ] && [ "$mf_own" != '?' ]; } || mf_own=$(mf_imported "$1" "$1/vendor"); then mf_walk "$1" "$mf_own"
  else ge_unknown "$mf_t/walk" "not all Go files in $1 could be read"
  fi
  if [ -d "$mf_cache/cache/download" ]; then mf_graph "$1"; else ge_missing "$mf_t/graph" "$mf_cache/cache/download"; fi
}

# mf_setting NAME FILE: what `go env -w` wrote, into mf_v
mf_setting() {
  mf_v=
  if [ ! -f "$2" ] || [ ! -r "$2" ]; then return; fi
  while IFS= read -r mf_line || [ -n "$mf_line" ]; do
    case $mf_line in "$1="*) mf_v=${mf_line#*=} ;; esac
  done <"$2"
}

# mf_find_cache: the module cache, into mf_cache
mf_find_cache() {
  mf_cache=${GOMODCACHE-}
  mf_env=${GOENV:-${XDG_CONFIG_HOME:-${HOME-}/.config}/go/env}
  if [ -z "$mf_cache" ]; then mf_setting GOMODCACHE "$mf_env"; mf_cache=$mf_v; fi
  if [ -z "$mf_cache" ]; then
    mf_v=${GOPATH-}
    [ -n "$mf_v" ] || mf_setting GOPATH "$mf_env"
    mf_v=${mf_v%%:*}
    mf_cache=${mf_v:-${HOME-}/go}/pkg/mod
  fi
}

# mf_cached FILE: of the modules that FILE requires, the go.mod files in the module cache that retract or deprecate something,
# and which versions the cache has
mf_cached() {
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
