# What a vendor folder has of the packages that are imported. Part of modfiles.sh.
# shellcheck shell=sh

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
    if mf_own=$(mf_imported "$mf_m" "$mf_vd"); then mf_all=$mf_all$mf_own$mf_nl
    else
      mf_own='?'
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
