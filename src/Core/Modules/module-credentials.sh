# Credentials that exist, never their content. Part of module.sh.
# shellcheck shell=sh

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
