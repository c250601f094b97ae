# Module settings with the place each comes from, credentials that exist (never their content), module cache, certificates.
# shellcheck shell=sh

cd / || exit 1
m_nl='
'
m_cr=$(printf '\r')
m_names='GOPROXY GOSUMDB GONOSUMDB GONOPROXY GOPRIVATE GOINSECURE GOAUTH GOVCS GOFLAGS GOMODCACHE GOPATH GONOSUMCHECK GONOVERIFY'

# m_url TEXT: m_out is TEXT without userinfo, query and fragment; what was taken away is in m_info. What might be a piece
# of a password that is not written as a URL needs it is left out as a whole.
m_url() {
  m_info=
  case $1 in
    *://*) m_scheme=${1%%://*}:// m_rest=${1#*://} ;;
    *) m_scheme='' m_rest=$1 ;;
  esac
  m_host=${m_rest%%/*}
  m_path=${m_rest#"$m_host"}
  case $m_host in *@*) m_info=${m_host%@*} m_host=${m_host##*@} ;; esac
  case $m_host in *[?#]*) m_info=$m_info$m_host m_host="${m_host%%[?#]*}?(hidden)" m_path='' ;; esac
  m_out=
  case $m_scheme$m_path in
    file:*) ;;
    *@*) m_out='(hidden)' ;;
    *[?#]*) m_info=$m_info$m_path m_path="${m_path%%[?#]*}?(hidden)" ;;
  esac
  case $m_scheme in *[!A-Za-z0-9+.:/-]*) m_out='(hidden)' ;; esac
  case $m_host in
    \[*\] | \[*\]:* | *'?(hidden)') ;;
    *:*) case ${m_host#*:} in *[!0-9]*) m_out='(hidden)' ;; esac ;;
  esac
  if [ -n "$m_out" ]; then m_info=$1; else m_out=$m_scheme$m_host$m_path; fi
}

# In patterns a question mark begins no query.
m_glob=
# m_list TEXT: m_out is a list of URLs or patterns that are separated by , | or ; with m_url applied to each
m_list() {
  m_left=$1 m_done='' m_found=''
  while :; do
    m_one=${m_left%%[,\|\;]*}
    m_sep=${m_left#"$m_one"}
    m_left=${m_sep#?}
    m_sep=${m_sep%"$m_left"}
    m_lead=${m_one%%[! ]*}
    m_one=${m_one#"$m_lead"}
    m_tail=${m_one##*[! ]}
    m_one=${m_one%"$m_tail"}
    case $m_one in
      '' | direct | off) m_out=$m_one m_info='' ;;
      *[:@]*) m_url "$m_one" ;;
      *[?#]*) if [ -n "$m_glob" ]; then m_out=$m_one m_info=''; else m_url "$m_one"; fi ;;
      *[./]*) m_out=$m_one m_info='' ;;
      *) m_out=$m_one m_info=''
        case $1 in *@*) m_out='(hidden)' ;; esac ;;
    esac
    m_done=$m_done$m_lead$m_out$m_tail$m_sep m_found=$m_found$m_info
    [ -n "$m_sep" ] || break
  done
  m_out=$m_done m_info=$m_found
}

# m_auth TEXT: m_out is GOAUTH with the arguments of commands left out
m_auth() {
  m_left=$1\; m_done='' m_found=''
  while [ -n "$m_left" ]; do
    m_one=${m_left%%;*}
    m_left=${m_left#*;}
    set -f
    # shellcheck disable=SC2086 # split into words
    set -- $m_one
    set +f
    case ${1-} in
      off | netrc) m_one=$* ;;
      git) m_one="git${2+ ${2##*@}}${3+ (hidden)}" ;;
      *)
        case $* in
          *://*@* | *[Tt]oken=* | *[Tt]oken\ * | *[Pp]assword=* | *[Pp]assword\ * | *[Ss]ecret=* | *Bearer* | *ghp_* | *github_pat_* | *glpat-*)
            m_found=yes ;;
        esac
        m_one="${1##*@}${2+ (hidden)}" ;;
    esac
    m_done=$m_done${m_done:+;}$m_one
    [ -n "$m_one" ] || [ -z "$m_left" ] || m_done=$m_done\;
  done
  m_out=$m_done m_info=$m_found
}

# m_flags TEXT: m_out is those flags of GOFLAGS that concern modules
m_flags() {
  m_done=
  set -f
  # shellcheck disable=SC2086 # split into words
  for m_one in $1; do
    case $m_one in
      -mod=mod | -mod=vendor | -mod=readonly | -insecure | -insecure=true | -insecure=false | -modcacherw | -modcacherw=true | \
        --mod=mod | --mod=vendor | --mod=readonly | --insecure | --insecure=true | --modcacherw)
        m_done=$m_done${m_done:+ }$m_one ;;
    esac
  done
  set +f
  m_out=$m_done m_info=
}

# m_value NAME TEXT: m_out is the value as it may leave this machine
m_value() {
  if [ "${#2}" -gt 8192 ]; then m_out='(hidden)' m_info=; return; fi
  case $1 in
    GOAUTH) m_auth "$2" ;;
    GOFLAGS) m_flags "$2" ;;
    GOSUMDB)
      case $2 in
        *' '*) m_key=${2%% *}; m_url "${2#* }"; m_out="$m_key $m_out" ;;
        *@* | *://*) m_url "$2" ;;
        *) m_out=$2 m_info='' ;;
      esac
      case ${m_key-} in *@*) m_out='(hidden)' ;; esac ;;
    GOMODCACHE | GOPATH | GOROOT | GOVERSION | SSL_CERT_* | GIT_SSL_* | GIT_TERMINAL_PROMPT) m_out=$2 m_info='' ;;
    GOVCS | NO_PROXY | no_proxy)
      m_out=$2 m_info=
      case $2 in *@* | *://*) m_out='(hidden)' m_info=yes ;; esac ;;
    GOPROXY | HTTP*_PROXY | http*_proxy) m_list "$2" ;;
    *) m_glob=yes; m_list "$2"; m_glob='' ;;
  esac
}

# m_setting NAME TEXT FROM [LINE]
m_n=0
m_setting() {
  m_value "$1" "$2"
  ge_put "setting/$m_n/name" "$1"
  ge_put "setting/$m_n/from" "$3"
  ge_put "setting/$m_n/value" "$m_out"
  [ -z "${4-}" ] || ge_put "setting/$m_n/line" "$4"
  [ -z "$m_info" ] || ge_put "setting/$m_n/secret" yes
  case $2 in
    *"$m_cr") ge_put "setting/$m_n/odd" cr ;;
    *' ') ge_put "setting/$m_n/odd" space ;;
    \"*\" | \'*\') ge_put "setting/$m_n/odd" quote ;;
  esac
  m_n=$((m_n + 1))
}

# m_read PATH FROM: the lines of a go/env or go.env file, as the go command reads them
m_read() {
  m_i=0
  m_k=0
  while IFS= read -r m_line || [ -n "$m_line" ]; do
    m_i=$((m_i + 1))
    m_key=${m_line%%=*}
    case $m_line in
      '' | '#'* | "$m_cr") continue ;;
      [A-Z]*=*) ;;
      *) m_key=" $m_key" ;;
    esac
    case " $m_names " in
      *" $m_key "*)
        m_setting "$m_key" "${m_line#*=}" "$2" "$m_i"
        [ "$2" != file ] || case $m_key in GOMODCACHE) m_file_cache=${m_line#*=} ;; GOPATH) m_file_path=${m_line#*=} ;; esac
        continue ;;
    esac
    [ "$2" = file ] || continue
    # What is no plain name in capitals may be anything, a password or a piece of a key too.
    m_key=${m_key# }
    case ${m_key#export } in
      *[!A-Z0-9_]* | *?????????????????????????????????) m_key= ;;
    esac
    case $m_line in *=*) ;; *) m_key= ;; esac
    # More of them are the same fault; the settings below them count.
    [ "$m_k" -lt 100 ] || continue
    ge_put "line/$m_k/number" "$m_i"
    ge_put "line/$m_k/key" "$m_key"
    m_k=$((m_k + 1))
  done <"$1"
}

m_kernel=$(uname -s)
case $m_kernel in
  [A-Z]*) ge_put kernel "$m_kernel" ;;
  *) ge_unknown kernel "uname does not name the kernel" ;;
esac
m_uid=$(id -u)
ge_put uid "$m_uid"
for m_name in $m_names SSL_CERT_FILE SSL_CERT_DIR GIT_SSL_NO_VERIFY GIT_TERMINAL_PROMPT \
  HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy; do
  eval "m_v=\${$m_name-}"
  [ -z "$m_v" ] || m_setting "$m_name" "$m_v" environment
done

# The user's go/env file
m_file=${GOENV-} m_file_cache='' m_file_path=''
if [ -n "$m_file" ]; then ge_put file/variable yes
else
  case ${XDG_CONFIG_HOME-} in
    /*) m_file=$XDG_CONFIG_HOME/go/env ;;
    '') [ -z "${HOME-}" ] || m_file=$HOME/.config/go/env ;;
  esac
fi
case $m_file in
  '' | off) m_file=off; ge_absent file/path ;;
  *)
    ge_put file/path "$m_file"
    if [ ! -e "$m_file" ] && ge_closed "$m_file"; then ge_unknown file/state "this account may not enter $ge_dir"
    elif [ ! -e "$m_file" ] || [ -c "$m_file" ]; then ge_put file/state missing
    elif [ -d "$m_file" ] || [ ! -r "$m_file" ]; then ge_put file/state unreadable
    elif [ ! -f "$m_file" ]; then ge_unknown file/state "$m_file is not a regular file"
    elif [ "$(($(wc -c <"$m_file")))" -gt 65536 ]; then ge_unknown file/state "$m_file is larger than 65536 bytes"
    else ge_put file/state read; m_read "$m_file" file
    fi ;;
esac

# m_head FILE: what tells the kind of a program, into m_out
m_head() {
  # shellcheck disable=SC2046 # the bytes, one word each
  set -- $(od -An -v -tx1 -N20 "$1" 2>/dev/null)
  m_out="${1-} ${2-} ${3-} ${4-} ${5-} ${19-} ${20-}"
}
# m_starts FILE: whether the kernel can start it. What it refuses is not started, as env would hand it to sh.
m_starts() {
  command -v od >/dev/null 2>&1 && [ -r "$1" ] || return 0
  m_head /bin/sh
  m_v=$m_out
  m_head "$1"
  case $m_out in
    '23 21 '* | "$m_v") return 0 ;;
    '7f 45 4c 46 02 3e 00') [ "$(uname -m)" = x86_64 ] ;;
    '7f 45 4c 46 02 b7 00') [ "$(uname -m)" = aarch64 ] ;;
    '7f 45 4c 46 '*) return 1 ;;
    *) [ "$m_kernel" != Linux ] && [ -n "$m_kernel" ] ;;
  esac
}

# The go command, where there is one. It counts its runs in files under XDG_CONFIG_HOME unless that cannot be written.
m_go=$(command -v go)
if [ -z "$m_go" ]; then
  for m_one in /usr/local/go/bin/go /usr/lib/go-*/bin/go /usr/lib/go/bin/go /usr/lib/golang/bin/go; do
    [ ! -x "$m_one" ] || m_go=$m_one
  done
fi
m_cache=
if [ -z "$m_go" ]; then ge_absent go/path
else
  ge_put go/path "$m_go"
  m_asked='GOPROXY GOSUMDB GONOSUMDB GONOPROXY GOPRIVATE GOINSECURE GOAUTH GOVCS GOMODCACHE GOVERSION GOROOT'
  if m_starts "$m_go"; then
    # GOFLAGS may hold -u or -w, which are flags of go env too; -x is none of them.
    # shellcheck disable=SC2086 # a list of names
    m_answer=$(ge_limit 10 env GOENV="$m_file" XDG_CONFIG_HOME=/dev/null GOTOOLCHAIN=local GOWORK=off GOFLAGS=-x "$m_go" env $m_asked 2>/dev/null)
    m_rc=$?
  else m_answer='' m_rc=126
  fi
  m_lines=$(printf '%s\n' "$m_answer" | wc -l)
  if [ "$m_rc" -ne 0 ] || [ "$((m_lines))" -ne 11 ]; then
    ge_unknown go/GOVERSION "'$m_go env' ended with exit code $m_rc and $((m_lines)) lines"
  else
    m_answer=$m_answer$m_nl
    for m_name in $m_asked; do
      m_v=${m_answer%%"$m_nl"*}
      m_answer=${m_answer#*"$m_nl"}
      case $m_name in
        GOROOT) [ ! -r "$m_v/go.env" ] || { ge_put go/file "$m_v/go.env"; m_read "$m_v/go.env" goroot; } ;;
        GOMODCACHE) m_cache=$m_v ;;
      esac
      m_value "$m_name" "$m_v"
      ge_put "go/$m_name" "$m_out"
    done
  fi
fi

# netrc: host names only, read pair by pair as the go command does
m_machine() {
  [ -n "$m_host" ] || return
  case $m_host in *[!A-Za-z0-9.:_-]*) m_host='(unreadable)' ;; esac
  ge_put "machine/$m_m/host" "$m_host"
  ge_put "machine/$m_m/line" "$m_at"
  ge_put "machine/$m_m/complete" "$1"
  m_m=$((m_m + 1)) m_host=''
}
m_netrc() {
  m_macro='' m_default='' m_host='' m_m=0 m_i=0
  while IFS= read -r m_line || [ -n "$m_line" ]; do
    m_i=$((m_i + 1))
    if [ -n "$m_macro" ]; then [ -n "$m_line" ] || m_macro=; continue; fi
    set -f
    IFS=" 	$m_cr"
    # shellcheck disable=SC2086 # split into words
    set -- $m_line
    set +f
    unset IFS
    while [ $# -ge 2 ]; do
      case $1 in
        machine) m_machine no; m_host=$2 m_login='' m_password='' m_at=$m_i ;;
        login) m_login=yes ;;
        password) m_password=yes ;;
        macdef) m_macro=yes ;;
        default) m_default=$m_i ;;
      esac
      if [ -n "$m_host" ] && [ -n "$m_login$m_password" ] && [ "$m_login" = "$m_password" ]; then m_machine yes; fi
      shift 2
    done
    if [ "${1-}" = default ]; then m_default=$m_i; break; fi
  done <"$1"
  m_machine no
  [ -z "$m_default" ] || ge_put netrc/default "$m_default"
}
m_login='' m_password=''
if [ -n "${NETRC-}" ]; then m_path=$NETRC; ge_put netrc/variable yes
else m_path=${HOME:+$HOME/.netrc}
fi
if [ -z "$m_path" ]; then ge_absent netrc/path
else
  ge_put netrc/path "$m_path"
  ge_stat netrc/stat "$m_path"
  if [ ! -f "$m_path" ]; then [ ! -e "$m_path" ] || ge_unknown netrc/state "$m_path is not a regular file"
  elif [ ! -r "$m_path" ]; then ge_put netrc/state unreadable
  elif [ "$(($(wc -c <"$m_path")))" -gt 65536 ]; then ge_unknown netrc/state "$m_path is larger than 65536 bytes"
  else ge_put netrc/state read; m_netrc "$m_path"
  fi
fi

# git: URL rewrites, credential helpers, TLS settings
m_git_url() {
  case $1 in
    *://*) m_url "$1" ;;
    *@*) m_info=${1%@*} m_out=${1##*@} ;;
    *) m_out=$1 m_info='' ;;
  esac
  # A user name alone is no secret; a long one for http is a token.
  case $1 in
    http*://*) case $m_info in *:?* | ????????????????*) ;; *) m_info= ;; esac ;;
    *) case $m_info in *:?*) ;; *) m_info= ;; esac ;;
  esac
}
m_row() { ge_put "$1/$m_g/origin" "$m_origin"; [ -z "$m_info" ] || ge_put "$1/$m_g/secret" yes; m_g=$((m_g + 1)); }
m_git=$(command -v git)
if [ -z "$m_git" ]; then ge_absent git/path
else
  ge_put git/path "$m_git"
  # The setting of its own is always found: without it, a git that fails looks like one that finds nothing.
  m_answer=$(ge_limit 10 git -c goenv.end=1 config --show-origin --get-regexp \
    '^(goenv\.end|url\..*\.(push)?insteadof|credential\.(.*\.)?helper|http\.(.*\.)?(sslverify|sslcainfo|extraheader))$' 2>/dev/null)
  m_rc=$?
  case $m_rc:$m_nl$m_answer in
    "0:"*"$m_nl"'command line:	goenv.end 1') ge_put git/state read ;;
    *) ge_unknown git/state "'git config' ended with exit code $m_rc"; m_answer= ;;
  esac
  m_g=0
  while [ -n "$m_answer" ]; do
    m_line=${m_answer%%"$m_nl"*}
    case $m_answer in *"$m_nl"*) m_answer=${m_answer#*"$m_nl"} ;; *) m_answer= ;; esac
    case $m_line in file:*'	'* | 'command line:	'*) ;; *) continue ;; esac
    m_origin=${m_line%%'	'*}
    m_origin=${m_origin#file:}
    m_line=${m_line#*'	'}
    case $m_line in
      url.*insteadof\ *)
        m_to=${m_line#url.}
        case $m_to in *.pushinsteadof\ *) m_verb=pushinsteadof ;; *) m_verb=insteadof ;; esac
        m_git_url "${m_to#*."$m_verb" }"
        m_from=$m_out m_found=$m_info
        m_git_url "${m_to%%."$m_verb" *}"
        m_info=$m_info$m_found
        ge_put "rewrite/$m_g/verb" "$m_verb"
        ge_put "rewrite/$m_g/to" "$m_out"
        ge_put "rewrite/$m_g/from" "$m_from"
        m_row rewrite ;;
      credential.*helper*)
        case $m_line in *helper\ *) m_v=${m_line#*helper } ;; *) m_v= ;; esac
        case $m_v in '!'*) m_v='!' ;; esac
        m_info=
        ge_put "helper/$m_g/name" "${m_v%% *}"
        m_row helper ;;
      http.*)
        m_key=${m_line#http.}
        case $m_key in
          extraheader* | *.extraheader*) m_name=extraHeader m_url=${m_key%%extraheader*} m_v='' ;;
          sslverify* | *.sslverify*) m_name=sslVerify m_url=${m_key%%sslverify*} m_v=${m_key#*sslverify} ;;
          *) m_name=sslCAInfo m_url=${m_key%%sslcainfo*} m_v=${m_key#*sslcainfo} ;;
        esac
        case $m_name$m_v in sslVerify) m_v=true ;; esac
        m_v=${m_v# }
        m_url "${m_url%.}"
        ge_put "http/$m_g/scope" "$m_out"
        m_info=
        [ "$m_name" != extraHeader ] || case $m_line in *[Aa]uthorization*) m_info=yes ;; esac
        ge_put "http/$m_g/key" "$m_name"
        ge_put "http/$m_g/value" "$m_v"
        m_row http ;;
    esac
  done
fi
m_ssh=no
for m_one in "${HOME-}"/.ssh/id_* "${HOME-}"/.ssh/config; do [ ! -e "$m_one" ] || m_ssh=yes; done
[ -z "${SSH_AUTH_SOCK-}" ] || m_ssh=yes
ge_put ssh "$m_ssh"

# The module cache
[ -n "$m_cache" ] || m_cache=${GOMODCACHE:-$m_file_cache}
if [ -z "$m_cache" ]; then
  m_cache=${GOPATH:-$m_file_path}
  m_cache=${m_cache%%:*}
  [ -n "$m_cache" ] || m_cache=${HOME:+$HOME/go}
  m_cache=${m_cache:+$m_cache/pkg/mod}
fi
case $m_cache in
  /*)
    ge_put cache/path "$m_cache"
    m_near=$m_cache
    while [ -n "$m_near" ] && [ ! -e "$m_near" ]; do m_near=${m_near%/*}; done
    m_near=${m_near:-/}
    ge_put cache/near "$m_near"
    if [ -w "$m_near" ] && [ -x "$m_near" ]; then ge_put cache/writable yes; else ge_put cache/writable no; fi
    m_best='' m_type=''
    if m_real=$(cd -P -- "$m_near" 2>/dev/null && pwd -P) && [ -r /proc/self/mounts ]; then
      while read -r m_one m_point m_kind m_options m_rest; do
        m_at=${m_point%/}
        case ${m_real%/}/ in
          "$m_at"/*)
            if [ "${#m_point}" -ge "${#m_best}" ]; then
              m_best=$m_point m_type=$m_kind
              case $m_options in *aname=drvfs*) m_type=drvfs ;; esac
            fi ;;
        esac
      done </proc/self/mounts
    fi
    if [ -n "$m_type" ]; then ge_put cache/type "$m_type"; else ge_unknown cache/type "the mounts cannot be read"; fi
    # What belongs to whom is no matter to root, which may write all of it.
    if [ "$m_near" != "$m_cache" ] || [ "$m_uid" -eq 0 ]; then ge_absent cache/foreign
    else
      m_answer=$(ge_limit 10 find "$m_cache" -xdev -maxdepth 2 ! -user "$m_uid" 2>/dev/null)
      m_rc=$?
      if [ "$m_rc" -ne 0 ] && [ -z "$m_answer" ]; then ge_unknown cache/foreign "'find $m_cache' ended with exit code $m_rc"
      else
        m_g=0
        while [ -n "$m_answer" ] && [ "$m_g" -lt 5 ]; do
          ge_put "foreign/$m_g/path" "${m_answer%%"$m_nl"*}"
          case $m_answer in *"$m_nl"*) m_answer=${m_answer#*"$m_nl"} ;; *) m_answer= ;; esac
          m_g=$((m_g + 1))
        done
        ge_put cache/foreign "$m_g"
      fi
    fi ;;
  '') ge_absent cache/path ;;
  *)
    ge_unknown cache/path "GOMODCACHE or GOPATH is no absolute path"
    ge_unknown cache/writable "GOMODCACHE or GOPATH is no absolute path"
    ge_absent cache/near
    ge_absent cache/type
    ge_absent cache/foreign ;;
esac

# Certificate authorities, in the places where Go looks
m_g=0
for m_one in ${SSL_CERT_FILE:+"$SSL_CERT_FILE"} /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt \
  /etc/ssl/ca-bundle.pem /etc/pki/tls/cacert.pem /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem /etc/ssl/cert.pem; do
  if [ -f "$m_one" ] && [ -r "$m_one" ] && [ -s "$m_one" ]; then ge_put "ca/$m_g/path" "$m_one"; m_g=$((m_g + 1)); fi
done
m_dirs=${SSL_CERT_DIR-}:/etc/ssl/certs:/etc/pki/tls/certs:
while [ -n "$m_dirs" ]; do
  m_dir=${m_dirs%%:*}
  m_dirs=${m_dirs#*:}
  case $m_dir in /*) ;; *) continue ;; esac
  for m_one in "$m_dir"/*; do
    if [ -f "$m_one" ] && [ -r "$m_one" ]; then ge_put "ca/$m_g/path" "$m_dir"; m_g=$((m_g + 1)); break; fi
  done
done
