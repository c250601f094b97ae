# Settings of go, the place each comes from, and what they say without secrets. Part of module.sh.
# shellcheck shell=sh

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
