# Module settings with the place each comes from, credentials that exist (never their content), module cache, certificates.
# shellcheck shell=sh

cd / || exit 1
m_nl='
'
m_cr=$(printf '\r')
m_names='GOPROXY GOSUMDB GONOSUMDB GONOPROXY GOPRIVATE GOINSECURE GOAUTH GOVCS GOFLAGS GOMODCACHE GOPATH GONOSUMCHECK GONOVERIFY'

m_n=0
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
    m_rc=$? m_alone=
    if [ "$m_rc" -ne 0 ] && [ "$m_rc" -ne 137 ]; then
      # One of these may stop go. What the session and the file set is read without it; what go sets by itself is asked for then.
      # shellcheck disable=SC2086 # a list of names
      m_answer=$(ge_limit 10 env GOENV=off XDG_CONFIG_HOME=/dev/null GOTOOLCHAIN=local GOWORK=off GOFLAGS=-x GO111MODULE='' GOEXPERIMENT='' GOPATH='' GOROOT='' \
        GOAMD64='' GOARM='' "$m_go" env $m_asked 2>/dev/null)
      m_rc=$? m_alone=1
    fi
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
        GOMODCACHE)
          [ -z "$m_alone" ] || continue
          m_cache=$m_v ;;
      esac
      m_value "$m_name" "$m_v"
      ge_put "go/$m_name" "$m_out"
    done
  fi
fi

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
