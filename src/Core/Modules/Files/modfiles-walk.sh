# Where the packages come from that a module imports. Part of modfiles.sh.
# shellcheck shell=sh

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
