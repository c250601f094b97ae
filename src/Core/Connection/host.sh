# The machine, the account, its clock, and the modes and kinds of its ssh files; never the content of a key.
# shellcheck shell=sh

# shellcheck disable=SC2046 # four words: name, host, release, machine
set -- $(uname -s -n -r -m)
ge_put kernel "${1-}"
ge_put hostname "${2-}"
ge_put release "${3-}"
ge_put machine "${4-}"
if [ -e /etc/os-release ]; then ge_file os /etc/os-release; else ge_file os /usr/lib/os-release; fi
ge_put user "$(id -un)"
ge_put uid "$(id -u)"
ge_put clock "$(date +%s)"
if [ -z "${HOME-}" ]; then
  ge_absent home
else
  ge_put home "$HOME"
  ge_stat home_stat "$HOME"
  ge_stat ssh_stat "$HOME/.ssh"
  ge_stat authorized_stat "$HOME/.ssh/authorized_keys"
fi

# ge_key PATH: a row where the file is a private key, or cannot be read
ge_key() {
  if [ ! -r "$1" ]; then ge_put "key/$ge_n/unread" "this account may not read $1"
  elif [ -z "$ge_head" ]; then ge_put "key/$ge_n/unread" "head or tr does not work there"
  else
    # Only the first bytes are looked at, here; they tell the kind and hold nothing of the key.
    case $(head -c 64 "$1" 2>/dev/null | tr -d '\000') in
      '-----BEGIN '*'PRIVATE KEY-----'*) ;;
      *) return ;;
    esac
  fi
  ge_put "key/$ge_n/path" "$1"
  ge_stat "key/$ge_n/stat" "$1"
  ge_n=$((ge_n + 1))
}

# ge_lines PATH: whether a file has a line that is no comment
ge_lines() {
  while read -r ge_l || [ -n "$ge_l" ]; do
    case $ge_l in '' | '#'*) ;; *) return 0 ;; esac
  done <"$1"
  return 1
}

if [ -z "${HOME-}" ] || [ ! -d "$HOME/.ssh" ]; then :
elif [ ! -r "$HOME/.ssh" ] || [ ! -x "$HOME/.ssh" ]; then ge_unknown keys "this account may not list $HOME/.ssh"
else
  ge_n=0 ge_head=
  if ge_works ge1 ge head -c 2 && ge_works ge ge tr -d '\000'; then ge_head=1; fi
  for ge_f in "$HOME"/.ssh/* "$HOME"/.ssh/.[!.]*; do
    case $ge_f in
      *.pub|*/known_hosts*|*/authorized_keys*|*/config) ;;
      *) if [ -f "$ge_f" ]; then ge_key "$ge_f"; fi ;;
    esac
  done
  ge_put keys "$ge_n"
  ge_f=$HOME/.ssh/authorized_keys
  if [ ! -f "$ge_f" ] || [ ! -s "$ge_f" ]; then ge_absent authorized
  elif [ ! -r "$ge_f" ]; then ge_unknown authorized "this account may not read $ge_f"
  elif ! command -v ssh-keygen >/dev/null 2>&1; then ge_unknown authorized "ssh-keygen is not on PATH there"
  elif ! ge_lines "$ge_f"; then ge_put authorized ''
  else
    # "2048 SHA256:... comment (RSA)" becomes "2048 RSA": comments name people and machines.
    ge_v=$(ssh-keygen -l -f "$ge_f" 2>&1 </dev/null | sed 's/^\([0-9]*\) .*(\([^()]*\))$/\1 \2/')
    case $ge_v in
      [0-9]*) ge_put authorized "$ge_v" ;;
      *) ge_unknown authorized "ssh-keygen read no key in $ge_f: $ge_v" ;;
    esac
  fi
fi
