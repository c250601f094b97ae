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

# What go.mod files say, and where the module cache has a module.
# shellcheck disable=SC2016 # awk's own
mf_awk_mod='
function parse(file, main,   s, w, c, i, v, block, r) {
  nr = 0; pgo = ""; lines = 0
  while ((r = (getline s < file)) > 0) {
    lines++
    gsub(/[\r"`]/, "", s)
    sub(/[ \t]*\/\/.*$/, "", s)
    c = split(s, w, " ")
    if (!c || s ~ /\([ \t]*\)[ \t]*$/) continue
    if (block == "" && s ~ /\([ \t]*$/) { block = w[1]; sub(/\(.*/, "", block); continue }
    if (w[1] == ")") { block = ""; continue }
    v = block; i = 1
    if (v == "") { v = w[1]; i = 2 }
    if (v == "require" && c == i + 1) { rp[++nr] = w[i]; rv[nr] = w[i + 1] }
    else if (v == "go") pgo = w[i]
    else if (!main) continue
    else if (v == "module") own = w[i]
    else if (v == "exclude") ex[w[i], w[i + 1]] = 1
    else if (v == "tool") { tp[++nt] = w[i]; tl[nt] = lines }
    else if (v == "ignore") ig[++ni] = w[i]
    else if (v == "replace" && (r = index(s, "=>"))) {
      v = w[i + 1] == "=>" ? w[i] : w[i] SUBSEP w[i + 1]
      to[v] = substr(s, r + 2)
      gsub(/^[ \t]+|[ \t]+$/, "", to[v])
    }
  }
  close(file)
  return r == 0 && lines > 0
}
function own_file(   i) {
  cache = ENVIRON["mf_cache"]; root = ENVIRON["mf_root"]
  parse(root "/go.mod", 1)
  for (i = 1; i <= nr; i++) top[rp[i]] = rv[i]
}
function escaped(s,   r) {
  while (match(s, /[A-Z]/)) { r = r substr(s, 1, RSTART - 1) "!" tolower(substr(s, RSTART, 1)); s = substr(s, RSTART + 1) }
  return r s
}
function place(p, v,   t, q) {
  t = ((p SUBSEP v) in to) ? to[p SUBSEP v] : (p in to) ? to[p] : p " " v
  if (t ~ /^[.\/]/) {
    real = ""; folder = t ~ /^\// ? t : root "/" t; goMod = folder "/go.mod"
  } else {
    split(t, q, " ")
    real = t; folder = cache "/" escaped(q[1]) "@" escaped(q[2])
    goMod = cache "/cache/download/" escaped(q[1]) "/@v/" escaped(q[2]) ".mod"
  }
}'

# What the requirements of go.mod ask for in their turn, as the go.mod files in the module cache say: "low" for a higher version of
# a requirement, "go" for a newer Go, "sum" for a go.mod file that go reads and go.sum has no hash of, "gone" for one that is not there,
# "zip" for the hash that go noted of an archive and go.sum does not have.
# shellcheck disable=SC2016 # awk's own
mf_awk_graph="$mf_awk_mod"'
function num(v,   a) { split(v == "" ? "1.16" : v, a, "."); return a[1] * 1000000 + a[2] * 1000 + a[3] }
function higher(a, b,   x, y, i) {
  if (a ~ /^v[0-9]+\.[0-9]+\.[0-9]+$/ && b ~ /^v[0-9]+\.[0-9]+\.[0-9]+$/) {
    split(substr(a, 2), x, "."); split(substr(b, 2), y, ".")
    for (i = 1; i <= 3; i++) if (x[i] + 0 != y[i] + 0) return x[i] + 0 > y[i] + 0
    return 0
  }
  if (substr(a, 1, 7) == "v0.0.0-" && substr(b, 1, 7) == "v0.0.0-") return a > b
  return a != b
}
function enqueue(p, v, all) {
  if (((p, v) in queued) && queued[p, v] >= all) return
  queued[p, v] = all
  qp[++qn] = p; qv[qn] = v; qall[qn] = all
}
BEGIN {
  own_file()
  mine = num(pgo)
  own_go = pgo
  while ((getline s < (root "/go.sum")) > 0) {
    sub(/\r$/, "", s)
    if (split(s, w, " ") == 3 && w[3] ~ /^h1:/) sum[w[1] " " w[2]] = sum[w[1] " " w[2]] w[3] " "
  }
  for (i = 1; i <= nr; i++) if (!((rp[i], rv[i]) in ex)) enqueue(rp[i], rv[i], mine < 1017000)
  for (h = 1; h <= qn; h++) {
    if (h > 5000) { print "more"; break }
    from = qp[h] " " qv[h]
    place(qp[h], qv[h])
    if (real in sum && sub(/\.mod$/, ".ziphash", goMod)) {
      if ((getline s < goMod) > 0 && s ~ /^h1:[A-Za-z0-9+\/=]+$/ && !index(sum[real], s " ")) print "zip " real " " s
      close(goMod)
      place(qp[h], qv[h])
    }
    if (!parse(goMod)) { print "gone " from; continue }
    if (num(pgo) >= mine && pgo != own_go && real != "") print "go " from " " pgo
    all = qall[h] || num(pgo) < 1017000
    for (i = 1; i <= nr; i++) {
      if ((rp[i], rv[i]) in ex) continue
      if (rp[i] in top && !((rp[i], rv[i]) in low) && higher(rv[i], top[rp[i]])) { low[rp[i], rv[i]] = 1; print "low " from " " rp[i] " " rv[i] }
      if (!all) continue
      enqueue(rp[i], rv[i], 1)
      place(rp[i], rv[i])
      if (real != "" && !((real "/go.mod") in sum) && !(real in lacks)) { lacks[real] = 1; print "sum " from " " real }
    }
  }
  print "end"
}'

# mf_graph FOLDER: what the requirements of its go.mod ask for
mf_graph() {
  if ! mf_found=$(mf_root=$1 mf_cache=$mf_cache LC_ALL=C ge_limit 10 awk "$mf_awk_graph" 2>/dev/null); then mf_found=
  fi
  case $mf_nl$mf_found in
    *"${mf_nl}more$mf_nl"*) ge_unknown "$mf_t/graph" "only 5000 go.mod files of the module cache are looked at" ;;
    *"${mf_nl}end") ge_put "$mf_t/graph" "${mf_found%end}" ;;
    *) ge_unknown "$mf_t/graph" "the go.mod files in the module cache could not be read" ;;
  esac
}

# Where the packages come from that the lines KIND PACKAGE LINE FILE of standard input name, and, where mf_follow is set, those that
# packages in the module cache import in their turn: "+" for one of a required module, "-" where the module has none such, "?" where it
# is not in the cache, "!" where no required module fits, "*" where several have it; then kind, line, module, package, file.
# shellcheck disable=SC2016 # awk's own
mf_awk_walk="$mf_awk_go$mf_awk_mod"'
function add(k, p, l, f,   x, c) {
  if ((p, k) in edge) return
  edge[p, k] = 1
  if (!(p in cn)) {
    x = p
    cn[p] = 0
    while (1) {
      if (x == own || x in top) {
        c = ++cn[p]
        if (x == own) folder = root; else place(x, top[x])
        cm[p, c] = x; cb[p, c] = folder; cd[p, c] = folder substr(p, length(x) + 1)
      }
      if (!match(x, /\/[^\/]*$/)) break
      x = substr(x, 1, RSTART - 1)
    }
    if (!cn[p] && x !~ /\./) { cn[p] = -1; return }
    look[++nl] = p
  }
  if (cn[p] < 0) return
  ep[++ne] = p; ek[ne] = k; el[ne] = l; ef[ne] = f
  if (k == 0) plain[p] = 1
}
function list(command,   s, d) {
  command = "for d in" command "; do case $d in b:*) [ ! -d \"${d#b:}\" ] || echo \"$d\"; continue ;; esac; [ -d \"$d\" ] || continue; [ -r \"$d\" ] || echo \"u:$d\"; [ ! -e \"$d/go.mod\" ] || echo \"n:$d\"; for f in \"$d\"/*.go; do [ ! -f \"$f\" ] || echo \"f:$f\"; done; done"
  while ((command | getline s) > 0) {
    d = substr(s, 3)
    if (s ~ /^f:/) { sub(/\/[^\/]*$/, "", d); files[d] = files[d] "\n" substr(s, 3) }
    else mark[s] = 1
  }
  close(command)
}
function quoted(s) { if (index(s, "\047")) { mark["u:" s] = 1; return "" } return " \047" s "\047" }
# Looks at all new packages, and reads those of them that builds take.
function level(   i, c, p, b, command, from, upto) {
  from = looked + 1; upto = nl; looked = nl
  for (i = from; i <= upto; i++) for (c = 1; c <= cn[look[i]]; c++) {
    p = look[i]
    if (!(("b", cb[p, c]) in asked)) { asked["b", cb[p, c]] = 1; command = command quoted("b:" cb[p, c]); b++ }
    if (!(cd[p, c] in asked)) { asked[cd[p, c]] = 1; command = command quoted(cd[p, c]); b++ }
    if (b >= 100) { list(command); command = ""; b = 0 }
  }
  if (b) list(command)
  for (i = from; i <= upto; i++) {
    p = look[i]
    if (!ENVIRON["mf_follow"] || !(p in plain)) continue
    for (c = 1; c <= cn[p]; c++) if (cm[p, c] != own && has(p, c)) { if (++read_packages > 6000) { beyond = 1; return }; visit(files[cd[p, c]]); break }
  }
}
function has(p, c) { return files[cd[p, c]] != "" && (cd[p, c] == cb[p, c] || !(("n:" cd[p, c]) in mark)) }
function visit(names,   c, w, i, j, s, r) {
  c = split(substr(names, 2), w, "\n")
  for (i = 1; i <= c; i++) {
    if (w[i] ~ /_test\.go$/ || w[i] ~ /\/_[^\/]*$/) continue
    start(w[i])
    while (!done && (r = (getline s < w[i])) > 0) feed(s)
    close(w[i])
    if (r < 0) unread = w[i]
    if (!con && !ignored) for (j = 1; j <= n; j++) add(0, pkg[j], at[j], w[i])
  }
}
BEGIN {
  own_file()
  for (i = 1; i <= nt; i++) add(3, tp[i], tl[i], root "/go.mod")
}
$0 == "end" { whole = 1; next }
{
  f = $0
  sub(/^[^ ]* [^ ]* [^ ]* /, "", f)
  for (i = 1; i <= ni; i++) {
    s = ig[i]
    sub(/\/$/, "", s)
    if (s ~ /^\.\// ? index(f, root substr(s, 2) "/") == 1 : index(substr(f, length(root) + 1), "/" s "/")) next
  }
  add($1, $2, $3, f)
}
END {
  if (!whole) exit 1
  while (looked < nl && !beyond) level()
  for (i = 1; i <= ne; i++) {
    p = ep[i]; hits = 0; names = ""; away = ""; blind = 0
    for (c = 1; c <= cn[p]; c++) {
      if (has(p, c)) { hits++; names = names (names == "" ? "" : ",") cm[p, c] }
      else if (("u:" cd[p, c]) in mark || ("u:b:" cb[p, c]) in mark) blind = 1
      else if (cm[p, c] != own && !(("b:" cb[p, c]) in mark) && away == "") away = cm[p, c]
    }
    state = hits > 1 ? "*" : hits ? "+" : blind ? "" : away != "" ? "?" : cn[p] ? "-" : "!"
    if (state == "") { unread = cd[p, 1]; continue }
    if (state == "?") names = away
    if (state == "-") names = cm[p, 1]
    if (state ~ /[+?]/ && (names == own || (names, ek[i]) in told)) continue
    told[names, ek[i]] = 1
    if (state !~ /[+?]/ && ++shown > 300) { beyond = 1; continue }
    print state " " ek[i] " " el[i] " " (names == "" ? "." : names) " " p " " ef[i]
  }
  if (unread != "") print "unread " unread
  print beyond ? "more" : "end"
}'

# mf_walk FOLDER LINES: where the packages come from that its module imports
mf_walk() {
  # mf_imported prefixed each line with what a vendor folder has of it.
  # shellcheck disable=SC2016 # the inner shell's own
  if ! mf_found=$(printf '%s\nend\n' "$2" | { mf_root=$1 mf_cache=$mf_cache mf_follow=$mf_follow LC_ALL=C ge_limit 20 sh -c 'sed "s/^[+-] //" <&3 | awk "$0"' "$mf_awk_walk" 2>/dev/null; } 3<&0); then mf_found=
  fi
  case $mf_nl$mf_found in
    *"${mf_nl}unread "*) ge_unknown "$mf_t/walk" "not all Go files of the required modules could be read" ;;
    *"${mf_nl}more") ge_unknown "$mf_t/walk" "more packages are imported than are looked at" ;;
    *"${mf_nl}end") ge_put "$mf_t/walk" "${mf_found%end}" ;;
    *) ge_unknown "$mf_t/walk" "what the Go files import could not be followed" ;;
  esac
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
