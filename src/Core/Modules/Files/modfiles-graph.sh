# What the requirements of a go.mod ask for in their turn. Part of modfiles.sh.
# shellcheck shell=sh

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
