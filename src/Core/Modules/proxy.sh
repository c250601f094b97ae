# Asks each module proxy and the checksum database from the target itself, without any credentials. Run on request only.
# shellcheck shell=sh

cd / || exit 1
x_nl='
'
x_module=golang.org/x/text
if command -v curl >/dev/null 2>&1; then x_tool=curl
elif command -v wget >/dev/null 2>&1; then
  case $(wget --version 2>/dev/null) in *GNU*) x_tool=gnuwget ;; *) x_tool=wget ;; esac
else x_tool=
fi
if [ -n "$x_tool" ]; then ge_put tool "$x_tool"; else ge_unknown tool "the target has neither curl nor wget"; fi

# x_get URL: x_status, x_fault (dns, refused, timeout, ca, tls, other or empty), x_type and x_first, the first line
x_get() {
  x_status='' x_fault='' x_type='' x_first=''
  case $1 in
    file://*)
      x_file=${1#file://}
      if [ -f "$x_file" ] && [ -r "$x_file" ]; then
        x_status=200
        IFS= read -r x_first <"$x_file" || :
      elif [ -d "${2#file://}" ]; then x_status=404
      else x_fault=missing
      fi
      return ;;
  esac
  case $x_tool in
    '') x_fault=notool; return ;;
    curl)
      x_out=$(ge_limit 12 curl -q -sS -L --connect-timeout 5 -m 10 --max-redirs 5 --max-filesize 4194304 \
        -w "$x_nl%{http_code} %{content_type}" "$1" 2>/dev/null)
      case $? in
        0) ;;
        5 | 6) x_fault=dns ;;
        7) x_fault=refused ;;
        28 | 137) x_fault=timeout ;;
        60 | 77) x_fault=ca ;;
        35 | 51 | 53 | 54 | 58 | 59 | 64 | 66 | 80 | 82 | 83 | 90 | 91) x_fault=tls ;;
        *) x_fault=other ;;
      esac
      x_status=${x_out##*"$x_nl"}
      x_type=${x_status#* }
      x_status=${x_status%% *}
      [ -z "$x_fault" ] || x_status= ;;
    *)
      x_options=
      [ "$x_tool" = wget ] || x_options='--no-config --no-netrc -t 1'
      # The headers go to standard error; both are wanted and neither may be written to a file.
      # shellcheck disable=SC2086 # a list of options
      x_out=$(ge_limit 12 wget -S -T 8 $x_options -O - "$1" 2>&1)
      x_rc=$?
      x_status=$(printf '%s\n' "$x_out" | sed -n 's/^ *HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' | tail -n 1)
      x_type=$(printf '%s\n' "$x_out" | sed -n 's/^ *[Cc]ontent-[Tt]ype: *\([^;]*\).*/\1/p' | tail -n 1)
      case $x_out in
        *'server returned error: HTTP/'*)
          x_status=${x_out##*'server returned error: HTTP/'}
          x_status=${x_status#* }
          x_status=${x_status%"${x_status#???}"} ;;
      esac
      if [ -z "$x_status" ]; then
        case $x_out in
          *'unable to resolve'* | *'bad address'* | *'not known'* | *'name resolution'*) x_fault=dns ;;
          *[Rr]efused*) x_fault=refused ;;
          *ertificate*issue* | *'self-signed'* | *'unable to locally verify'*) x_fault=ca ;;
          *ertificate* | *SSL* | *TLS*) x_fault=tls ;;
          *'timed out'*) x_fault=timeout ;;
          *) x_fault=other ;;
        esac
        [ "$x_rc" -ne 137 ] || x_fault=timeout
        # An old wget tells no headers; then success and a document are all there is to see.
        if [ "$x_rc" -eq 0 ] && [ -n "$(x_body)" ]; then x_status=200 x_fault=; fi
      fi
      x_out=$(x_body) ;;
  esac
  x_first=${x_out%%"$x_nl"*}
  if [ "${#x_first}" -gt 60 ]; then
    x_first=${x_first%"${x_first#????????????????????????????????????????????????????????????}"}
  fi
}

# x_body: the document in what wget printed, that is what stands behind its own lines
x_body() {
  printf '%s\n' "$x_out" | sed -n '/^\(v[0-9]\|go\.sum database\|<\|{\)/p' | sed -n 1p
}

# x_put ROW
x_put() {
  [ -z "$x_status" ] || ge_put "$1/status" "$x_status"
  ge_put "$1/fault" "$x_fault"
  ge_put "$1/type" "$x_type"
  ge_put "$1/first" "$x_first"
}

# The settings: from go where there is one, else from the environment and the go/env file
x_file=${GOENV-}
if [ -z "$x_file" ]; then
  case ${XDG_CONFIG_HOME-} in
    /*) x_file=$XDG_CONFIG_HOME/go/env ;;
    *) x_file=${HOME-}/.config/go/env ;;
  esac
fi
x_go=$(command -v go)
if [ -z "$x_go" ]; then
  for x_one in /usr/local/go/bin/go /usr/lib/go-*/bin/go /usr/lib/go/bin/go /usr/lib/golang/bin/go; do
    [ ! -x "$x_one" ] || x_go=$x_one
  done
fi
x_proxy=${GOPROXY-} x_db=${GOSUMDB-}
# With -u in GOFLAGS go env would remove settings; -x is no flag of it.
x_out=
if [ -n "$x_go" ]; then x_out=$(ge_limit 10 env GOENV="$x_file" XDG_CONFIG_HOME=/dev/null GOTOOLCHAIN=local GOWORK=off GOFLAGS=-x "$x_go" env GOPROXY GOSUMDB 2>/dev/null) || x_out=; fi
case $x_out in *"$x_nl"*) ;; *) x_out= ;; esac
if [ -n "$x_out" ]; then
  x_proxy=${x_out%%"$x_nl"*}
  x_db=${x_out#*"$x_nl"}
elif [ -f "$x_file" ] && [ -r "$x_file" ]; then
  while IFS= read -r x_line || [ -n "$x_line" ]; do
    case $x_line in
      GOPROXY=*) [ -n "${GOPROXY-}" ] || x_proxy=${x_line#*=} ;;
      GOSUMDB=*) [ -n "${GOSUMDB-}" ] || x_db=${x_line#*=} ;;
    esac
  done <"$x_file"
fi
x_proxy=${x_proxy:-https://proxy.golang.org,direct}
x_db=${x_db:-sum.golang.org}

# The database: a name or NAME+HASH+KEY, and perhaps a URL of its own
x_name=${x_db%%[+ ]*}
x_base=
case $x_db in
  off) x_name= ;;
  *' '*@* | *@*) x_name=; ge_unknown sumdb/base "GOSUMDB could hold a password" ;;
  *' '*) x_base=${x_db##* } ;;
esac
[ "$x_name" != off ] || x_name=
[ "$x_db" != sum.golang.google.cn ] || { x_name=sum.golang.org; x_base=https://sum.golang.google.cn; }

x_left=$x_proxy x_n=0
while [ -n "$x_left" ] && [ "$x_n" -lt 8 ]; do
  x_one=${x_left%%[,\|]*}
  x_rest=${x_left#"$x_one"}
  x_left=${x_rest#?}
  x_sep=${x_rest%"$x_left"}
  x_one=${x_one#"${x_one%%[! ]*}"}
  x_one=${x_one%"${x_one##*[! ]}"}
  case $x_one in
    '') continue ;;
    direct | off) break ;;
    /*) continue ;;
    *:/*) ;;
    *[.:/]*) x_one=https://$x_one ;;
    *) continue ;;
  esac
  # No request carries a password: user information is cut off.
  x_scheme=${x_one%%://*}
  x_host=${x_one#*://}
  x_path=${x_host#"${x_host%%/*}"}
  x_host=${x_host%%/*}
  case $x_host in *@*) ge_put "proxy/$x_n/secret" yes; x_host=${x_host##*@} ;; esac
  x_one=$x_scheme://$x_host${x_path%/}
  x_ok=yes
  case $x_scheme in
    file) ;;
    http | https) case $x_host$x_path in *[@?#]*) x_ok= ;; esac; case ${x_host#*:} in "$x_host") ;; *[!0-9]*) case $x_host in \[*) ;; *) x_ok= ;; esac ;; esac ;;
    *) continue ;;
  esac
  if [ -z "$x_ok" ]; then
    ge_put "proxy/$x_n/url" '(hidden)'
    ge_put "proxy/$x_n/fault" hidden
  else
    ge_put "proxy/$x_n/url" "$x_one"
    x_get "$x_one/$x_module/@v/list" "$x_one"
    x_put "proxy/$x_n"
    if [ -n "$x_name" ] && [ -z "$x_base" ]; then
      case $x_status in
        '') [ "$x_sep" = '|' ] || { x_base=none; ge_unknown sumdb/base "$x_one, which is asked for it first, does not answer"; } ;;
        *)
          x_get "$x_one/sumdb/$x_name/supported" "$x_one"
          case $x_status,$x_sep in
            200,*) x_base=$x_one/sumdb/$x_name ;;
            404,* | 410,* | *,'|') ;;
            *) x_base=none; ge_unknown sumdb/base "$x_one answers ${x_status:-nothing} when it is asked for it" ;;
          esac ;;
      esac
    fi
  fi
  if [ "$x_sep" = '|' ]; then ge_put "proxy/$x_n/sep" '|'; else ge_put "proxy/$x_n/sep" ','; fi
  x_n=$((x_n + 1))
done
ge_put count "$x_n"

case $x_name,$x_base in
  ,*) case $x_db in *@*) ;; *) ge_absent sumdb/base ;; esac ;;
  *,none) ;;
  *)
    x_base=${x_base:-https://$x_name}
    ge_put sumdb/base "$x_base"
    x_get "$x_base/latest" "$x_base"
    x_put sumdb ;;
esac
