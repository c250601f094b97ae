# What each kind of shell start sees, and the lines of the start-up files that decide it. Each started shell is killed
# after it has answered, so that neither its history nor its logout files run.
# shellcheck shell=sh

ge_home=${HOME-}
ge_user=$(id -un)
ge_uid=$(id -u)
ge_login=
if [ -z "$ge_user" ]; then ge_unknown login "id does not tell the account's name"
else
  ge_pw=$(ge_limit 3 getent passwd "$ge_user" 2>/dev/null) || ge_pw=
  case $ge_pw in
    "$ge_user:"*:*) ;;
    *)
      ge_pw=
      [ ! -r /etc/passwd ] || while IFS= read -r ge_l || [ -n "$ge_l" ]; do
        case $ge_l in "$ge_user:"*) ge_pw=$ge_l; break ;; esac
      done </etc/passwd ;;
  esac
  ge_login=${ge_pw##*:}
  case $ge_pw in *:) ge_login=/bin/sh ;; esac
  if [ -n "$ge_login" ]; then ge_put login "$ge_login"
  else ge_unknown login "the account $ge_user is not in the password file"
  fi
fi
ge_login_name=${ge_login##*/}
ge_put home "$ge_home"

ge_ht=$(printf '\t')
ge_n=0 ge_hung=0 ge_dirs='
' ge_began=$(date +%s)

# What the started shell runs: the values go to descriptor 7, so that whatever prints on standard output is noise.
# shellcheck disable=SC2016 # expanded by the started shells
{
  ge_say='m=$GE_START; printf "%sgo=%s%spath=%s" "$m" "${1-$(command -v go)}" "$m" "$PATH"
for v in GOROOT GOPATH GOBIN LANG LC_ALL LC_CTYPE; do
eval "[ -z \"\${$v+x}\" ] || printf \"%s%s=%s\" \"\$m\" $v \"\$$v\""; done; printf "%send" "$m"'
  # busybox ash holds its greeting back until a first command has run; it must not land in what command -v prints.
  ge_ask_sh=':; /bin/sh -c "$GE_SAY" ge "$(command -v go)" >&7; kill -KILL $$'
  ge_ask_fish='/bin/sh -c "$GE_SAY" ge (command -v go) >&7; kill -KILL $fish_pid'
  ge_ask_csh='/bin/sh -c $GE_SAY:q; kill -KILL $$'
}

# The session as it is.
ge_row session '' 1
ge_see go "$(command -v go)"
ge_see path "$PATH"
for ge_v in GOROOT GOPATH GOBIN LANG LC_CTYPE; do
  eval "[ -z \"\${$ge_v+x}\" ] || ge_see $ge_v \"\$$ge_v\""
done
[ -z "$ge_lc_all" ] || ge_see LC_ALL "$ge_lc_all"
ge_put "$ge_key/state" finished

# Is the session what ssh gives? Its shell's parent is then the server.
ge_is_ssh=
if [ -n "${SSH_CONNECTION-}" ]; then
  ge_a=$PPID ge_stat_l=
  { IFS= read -r ge_stat_l <"/proc/$PPID/stat"; } 2>/dev/null && { ge_a=${ge_stat_l##*) ? } ge_a=${ge_a%% *}; }
  for ge_p in "$ge_parent" "$ge_a"; do
    ge_c=
    { IFS= read -r ge_c <"/proc/$ge_p/comm"; } 2>/dev/null
    case $ge_c in sshd* | dropbear*) ge_is_ssh=1 ;; esac
  done
fi
if [ -n "$ge_is_ssh" ]; then ge_put ssh session; else ge_put ssh started; fi

# fish makes its folders where they are missing: then it is shown others that cannot be made.
ge_fish_data='' ge_fish_conf=''
[ -d "${XDG_DATA_HOME:-$ge_home/.local/share}/fish" ] || ge_fish_data=XDG_DATA_HOME=/dev/null/none
[ -d "${XDG_CONFIG_HOME:-$ge_home/.config}/fish" ] || ge_fish_conf=XDG_CONFIG_HOME=/dev/null/none

[ -n "$ge_is_ssh" ] || ge_ssh

case $ge_login_name in
  bash | zsh | fish | csh | tcsh | sh | dash | ash | ksh | mksh) ge_kinds "$ge_login_name" "$ge_login" 1 ;;
  '' | nologin | false) ;;
  *)
    ge_row "$ge_login_name -lc" "$ge_login_name" 1
    ge_unknown "$ge_key/state" "the login shell $ge_login is not one that this probe can ask" ;;
esac
# bash and zsh are asked wherever they are, briefly where nobody uses them; fish only where it is used, as it makes folders in the home.
for ge_s in bash zsh fish; do
  ge_x=$(command -v "$ge_s") || continue
  [ "$ge_s" != "$ge_login_name" ] || continue
  ge_used=0
  case $ge_s in
    bash) set -- "$ge_home/.bashrc" "$ge_home/.bash_profile" "$ge_home/.bash_login" ;;
    zsh)
      ge_z=${ZDOTDIR:-$ge_home}
      set -- "$ge_z/.zshenv" "$ge_z/.zprofile" "$ge_z/.zshrc" "$ge_z/.zlogin" ;;
    fish)
      ge_z=${XDG_CONFIG_HOME:-$ge_home/.config}/fish
      set -- "$ge_z/config.fish" "$ge_z"/conf.d/*.fish ;;
  esac
  for ge_p do [ ! -f "$ge_p" ] || ge_used=1; done
  if [ "$ge_s" != fish ] || [ "$ge_used" = 1 ]; then ge_kinds "$ge_s" "$ge_x" "$ge_used"; fi
done

if command -v crontab >/dev/null 2>&1; then
  if ge_tab=$(ge_limit 2 crontab -l 2>/dev/null); then ge_cron
  # One that has nothing to list says so.
  elif [ -z "$(ge_limit 2 crontab -l 2>&1)" ]; then
    ge_row cron sh 1
    ge_unknown "$ge_key/state" "'crontab -l' fails and does not say why"
  fi
fi

if [ -e "/run/user/$ge_uid/systemd/private" ] && command -v systemctl >/dev/null 2>&1; then
  if ge_o=$(XDG_RUNTIME_DIR=/run/user/$ge_uid ge_limit 2 systemctl --user show-environment 2>/dev/null); then
    ge_service systemd-user "$ge_o"
  else
    ge_row systemd-user '' 1
    ge_unknown "$ge_key/state" "the user's service manager does not answer"
  fi
fi

for ge_v in .vscode-server .cursor-server .vscodium-server; do
  [ -d "$ge_home/$ge_v" ] || continue
  if ! ge_works ge 1 grep -csF g || ! ge_works ge g/ tr e / || [ -z "$(readlink /proc/self/exe)" ]; then
    ge_row vscode-server '' 1
    ge_unknown "$ge_key/state" "grep, tr or readlink does not work there, which find its processes"
    break
  fi
  # shellcheck disable=SC2013 # the names have no spaces
  for ge_p in $(grep -lsF "$ge_v" /proc/[0-9]*/cmdline); do
    ge_p=${ge_p%/cmdline}
    case $(readlink "$ge_p/exe" 2>/dev/null) in "$ge_home/$ge_v"/*) ;; *) continue ;; esac
    if ge_o=$(tr '\0' '\n' 2>/dev/null <"$ge_p/environ") && [ -n "$ge_o" ]; then
      ge_service vscode-server "$ge_o"
      break 2
    fi
  done
done

# The folders of all the PATHs.
ge_n=0 ge_ifs=$IFS IFS='
'
set -f
for ge_d in $ge_dirs; do
  [ -n "$ge_d" ] || continue
  ge_put "dirs/$ge_n/path" "$ge_d"
  if [ -d "$ge_d" ]; then ge_put "dirs/$ge_n/found" 1; else ge_missing "dirs/$ge_n/found" "$ge_d"; fi
  if [ -f "$ge_d/go" ] && [ -x "$ge_d/go" ]; then
    ge_real "$ge_d/go"
    ge_put "dirs/$ge_n/go" "$ge_v"
  fi
  ge_n=$((ge_n + 1))
done
set +f
IFS=$ge_ifs

# The start-up files, in the order in which shells read them.
ge_z=${ZDOTDIR:-$ge_home} ge_x=${XDG_CONFIG_HOME:-$ge_home/.config} ge_n=0
set --
for ge_p in /etc/environment /etc/profile /etc/profile.d/*.sh /etc/bash.bashrc /etc/bashrc \
  /etc/zshenv /etc/zprofile /etc/zshrc /etc/zsh/zshenv /etc/zsh/zprofile /etc/zsh/zshrc /etc/fish/config.fish \
  "$ge_home/.pam_environment" "$ge_x"/environment.d/*.conf "$ge_home/.profile" "$ge_home/.bash_profile" \
  "$ge_home/.bash_login" "$ge_home/.bashrc" "$ge_home/.bash_aliases" "$ge_z/.zshenv" "$ge_z/.zprofile" "$ge_z/.zshrc" \
  "$ge_z/.zlogin" "$ge_home/.login" "$ge_home/.cshrc" "$ge_home/.tcshrc" "$ge_x/fish/config.fish" "$ge_x"/fish/conf.d/*.fish
do
  if [ ! -f "$ge_p" ]; then continue
  elif [ -r "$ge_p" ]; then
    ge_put "files/$#/path" "$ge_p"
    set -- "$@" "$ge_p"
  else
    ge_put "closed/$ge_n/path" "$ge_p"
    ge_n=$((ge_n + 1))
  fi
done

# Only words that are known to be harmless leave the target; whatever else a line holds becomes "...".
# shellcheck disable=SC2016 # awk's own
ge_awk='
function word(s,   i, c, q, d) {
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    if (q == sq) { if (c == sq) q = ""; continue }
    if (c == "\\") { i++; continue }
    if (c == "`") { t = !t }
    if (c == "(") { d++; continue }
    if (c == ")") { if (d > 0) { d--; continue } return i - 1 }
    if (d > 0) continue
    if (c == "\"") { q = (q == c) ? "" : c; continue }
    if (q == "" && c == sq) { q = c; continue }
    if (q == "" && index(" \t;&|", c)) return i - 1
  }
  return length(s)
}
function strip(v,   i, c, d, b, o) {
  gsub(/\$\([^ ()`]*go +env +GOPATH *\)|`[^ ()`]*go +env +GOPATH *`/, "\001", v)
  gsub(/\$\([^ ()`]*go +env +GOROOT *\)|`[^ ()`]*go +env +GOROOT *`/, "\002", v)
  gsub(/\$\([^ ()`]*go +env +GOBIN *\)|`[^ ()`]*go +env +GOBIN *`/, "\003", v)
  for (i = 1; i <= length(v); i++) {
    c = substr(v, i, 1)
    if (c == "`") { b = !b; if (b) o = o "..."; continue }
    if (b) continue
    if (d == 0 && c ~ /[$<]/ && substr(v, i + 1, 1) == "(") { o = o "..."; d = 1; i++; continue }
    if (d > 0) { if (c == "(") d++; if (c == ")") d--; continue }
    o = o c
  }
  gsub(/\001/, "$(go env GOPATH)", o); gsub(/\002/, "$(go env GOROOT)", o); gsub(/\003/, "$(go env GOBIN)", o)
  gsub(/:\/\/[^\/@]*@/, "://...@", o)
  return o
}
function named(n) {
  return n ~ /^(PATH|path|fish_user_paths|GOROOT|GOPATH|GOBIN|LANG|LANGUAGE|LC_[A-Z]+|ZDOTDIR|BASH_ENV|ENV)$/ ||
    n ~ /^GO_?(LANG_?)?(HOME|DIR|ROOT|PATH|BIN|INSTALL|INSTALL_DIR|PREFIX|SDK)$/
}
function known(w) {
  return w ~ /^(export|declare|typeset|readonly|local|global|set|setenv|case|in|esac|if|then|fi|else|elif|end|begin|test|not|and|or|return|exit|status|is-interactive|is-login|--is-interactive|--is-login|interactive|login_shell|shopt|\[|\[\[|\]|\]\]|!|!=|=|==|=~|!~|-o|[0-9]|-[a-zA-Z]|-[gUxu]+|--(export|global|universal|path|prepend|append|move)|\(.*\)|\*)$/ && w !~ /^\(/ ||
    w ~ /^"?[$](-|[{]-[}]|PS1|[{]PS1[:+a-z-]*[}])"?$/ || w ~ /^"?\(?\*?i\*?\)?"?$/ || w == "*i*" || w == "(*i*)" || w == "(*)"
}
function cutoff() { if (long != FILENAME) print at[FILENAME] " 0 ..."; long = FILENAME }
function add(x) { if (x != "..." || out !~ /\.\.\.$/) out = out (out == "" ? "" : " ") x }
BEGIN { sq = "\047"; for (i = 1; i < ARGC; i++) at[ARGV[i]] = i - 1 }
/^[ \t]*#/ { next }
FNR > 5000 || length($0) > 4000 { cutoff(); next }
/PATH|path|pend_path|GO|go |LANG|LC_|return|exit|\$|PS1|interactive|source|\.[ \t]|ZDOTDIR|_ENV|exec/ {
  s = $0; out = ""; sig = 0; mode = "start"; first = 1
  sub(/\r$/, "", s)
  while (s != "") {
    if (match(s, /^[ \t]+/)) { s = substr(s, RLENGTH + 1); continue }
    if (s ~ /^#/) break
    if (match(s, /^(;;|&&|\|\||[;&|)])/)) { add(substr(s, 1, RLENGTH)); s = substr(s, RLENGTH + 1); mode = "start"; continue }
    n = word(s); if (n < 1) n = 1
    w = substr(s, 1, n); s = substr(s, n + 1)
    if (match(w, /^[A-Za-z_][A-Za-z0-9_]*\+?=/)) {
      name = substr(w, 1, RLENGTH); value = substr(w, RLENGTH + 1); bare = name; sub(/\+?=$/, "", bare)
      if (named(bare) || (mode == "list" && bare ~ /^(DEFAULT|OVERRIDE)$/)) { add(name strip(value)); sig = 1 }
      else { add(name "..."); if (mode == "start") mode = "start" }
    }
    else if (mode == "source") { sig = 1; mode = "other"; if (w ~ /^["]?[\/~$.A-Za-z_]/) add(strip(w)); else add("...") }
    else if (mode == "eval") { mode = "other"; sig = 1; add(w ~ /go +env/ ? "$(go env)" : "...") }
    else if (mode == "exec") { mode = "other"; x = w; sub(/^.*\//, "", x); if (x ~ /^(bash|zsh|fish|sh|tmux|nu|pwsh)$/) { add(x); sig = 1 } else add("...") }
    else if (mode == "list") { x = w; gsub("[\"" sq "]", "", x); if (loc && x ~ /^[A-Za-z0-9_.@-]+$/ || w ~ /^-[a-zA-Z-]*$/ || (w ~ /^["]?[\/~$.(]/ || substr(w, 1, 1) == sq)) add(strip(w)); else add("...") }
    else if (named(w) && (first || out ~ /(^|[;&|] )(set|setenv)( -[a-zA-Z-]+)*$/)) { add(w); mode = "list"; loc = w ~ /^(LANG|LC_)/; sig = 1 }
    else if (mode == "start" && w ~ /^(fish_add_path|pathmunge|append_path|prepend_path)$/) { add(w); mode = "list"; loc = 0; sig = 1 }
    else if (mode == "start" && w ~ /^(source|\.)$/) { add(w); mode = "source" }
    else if (mode == "start" && w == "eval") { add(w); mode = "eval" }
    else if (mode == "start" && w == "exec") { add(w); mode = "exec" }
    else if (known(w)) {
      add(w)
      if (w ~ /^(return|exit|is-interactive|--is-interactive|interactive)$/ || w ~ /\$[{]?-/ || w ~ /PS1/ || w ~ /\*i\*/) sig = 1
      if (w ~ /^(then|else|begin|and|or|not|!)$/) mode = "start"
    }
    else { add("..."); if (mode == "start" && w !~ /\)$/) mode = "other" }
    first = 0
  }
  if (sig && length(out) > 400) cutoff()
  if (sig) print at[FILENAME] " " FNR " " substr(out, 1, 400)
}
END { print "end" }'
if [ $# = 0 ]; then ge_put lines end
elif ge_o=$(LC_ALL=C ge_limit 5 awk "$ge_awk" "$@" 2>/dev/null); then
  ge_put lines "$ge_o"
else ge_unknown lines "awk could not read the start-up files"
fi
