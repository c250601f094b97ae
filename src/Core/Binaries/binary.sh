# Finds Go binaries by path and by process, and reads blocks of files. The calls are put below it, one a line.
# shellcheck shell=sh

# Blocks of 512 bytes; what is sent unasked ends with bi_room, the rest is asked for by bi_read.
bi_i=0 bi_n=0 bi_room=0 bi_named='' bi_rows='' bi_mods='' bi_moddir='' bi_whole='' bi_nl='
'
bi_max=20000 bi_lines=
set -f

# bi_start BLOCKS MODULES: what the other calls need; MODULES is 1 where go.mod files near to binaries are asked for
bi_start() {
  bi_room=$1 bi_mods=$2 bi_works=
  if [ "$ge_codec" = sh ]; then ge_unknown tools "neither base64 nor od is there"
  elif ! stat -L -c %s / >/dev/null 2>&1; then ge_unknown tools "there is no stat that takes -c"
  elif ! ge_works ge12 ge12 dd bs=512 count=1; then ge_unknown tools "there is no dd that works"
  else bi_works=1; ge_put tools ok
  fi
  bi_od=
  if ge_works ge '*103*101*' od -An -v -tu1 -N2 && ge_works ge1 ge head -q -c 2; then bi_od=1; fi
}

# bi_last KEY: says that no more comes of a file
bi_last() { ge_put "file/$1/end" "$1"; }

# bi_unread KEY FILE: a file that this account may not read
bi_unread() { ge_put "file/$1/unread" "$2"; bi_last "$1"; }

# bi_host: the machine, and the loaders in the usual places
bi_host() {
  ge_put os "$(uname -s)"
  ge_put machine "$(uname -m)"
  set +f
  set -- /lib/ld*.so* /lib64/ld*.so* /lib32/ld*.so* /libx32/ld*.so*
  set -f
  bi_l=
  for bi_f; do
    if [ -e "$bi_f" ]; then bi_l=$bi_l$bi_f$bi_nl; fi
  done
  ge_put loaders "$bi_l"
}

# bi_exists KEY PATH: whether something is there
bi_exists() { if [ -e "$2" ]; then ge_put "exists/$1" yes; else ge_missing "exists/$1" "$2"; fi; }

# bi_send KEY FILE SKIP COUNT [SKIP COUNT]...: a record of blocks
bi_send() {
  bi_f=$2 bi_key2=$1
  shift 2
  bi_ifs2=$IFS IFS=,
  printf '%s %s file/%s/blocks/%s/data ' "$ge_nonce" "$ge_id" "$bi_key2" "$*"
  IFS=$bi_ifs2
  while [ $# -gt 1 ]; do
    dd if="$bi_f" bs=512 skip="$1" count="$2" 2>/dev/null
    shift 2
  done | ge_encode
  echo
}

# bi_read KEY FILE SKIP COUNT [SKIP COUNT]...: blocks that were asked for, and what tells whether the file is still the same
bi_read() {
  ge_put "file/$1/now" "$(stat -L -c '%s %d:%i:%Y' "$2" 2>/dev/null)"
  bi_send "$@"
  bi_last "$1"
}

# bi_found LINE: reports a file, its headers, the processes that run it, and the go.mod file above it
bi_found() {
  bi_key=${bi_i}_$bi_n bi_n=$((bi_n + 1)) bi_id=${1#* } bi_id=${bi_id%% *} bi_path=${1#* * }
  ge_put "file/$bi_key/stat" "$1"
  if [ -n "$bi_named" ]; then ge_put "file/$bi_key/named" yes; fi
  if [ "$bi_room" -gt 0 ]; then
    # shellcheck disable=SC2086 # pairs of numbers
    bi_send "$bi_key" "$bi_path" $bi_blocks
    bi_room=$((bi_room - bi_total - bi_end + bi_begin))
  fi
  if [ -n "$bi_rows" ]; then
    bi_l=$(readlink "$bi_path")
    # A process that has ended has none any more; where it runs, it is readlink that fails.
    if [ -z "$bi_l" ] && [ -e "$bi_path" ]; then ge_put "file/$bi_key/unread" "$bi_path"; fi
    ge_put "file/$bi_key/link" "$bi_l"
    # In a container the path leads to another file than it does here.
    bi_l=$(stat -L -c '%s %d:%i:%Y' "$bi_l" 2>/dev/null)
    if [ "$bi_l" != "${1%% *} $bi_id" ]; then ge_put "file/$bi_key/elsewhere" yes; fi
    bi_ifs2=$IFS IFS=$bi_nl
    for bi_row in $bi_rows; do
      case $bi_row in *" $bi_id") bi_comm "${bi_row%% *}" ;; esac
    done
    IFS=$bi_ifs2
  elif [ "$bi_mods" = 1 ]; then bi_module "${bi_path%/*}"
  fi
  if [ "$bi_i" != p ] && [ -L "$bi_path" ]; then ge_put "file/$bi_key/alias" yes; fi
  bi_last "$bi_key"
}

# bi_comm PID: the process by its own name, never its command line, which may hold secrets
bi_comm() {
  bi_l=
  { IFS= read -r bi_l <"/proc/$1/comm"; } 2>/dev/null
  ge_put "file/$bi_key/process/$1/name" "$bi_l"
}

# bi_module FOLDER: the module and go lines of the nearest go.mod file
bi_module() {
  if [ "$1" != "$bi_moddir" ]; then
    bi_moddir=$1 bi_d=$1 bi_mod=
    while :; do
      if [ -f "$bi_d/go.mod" ] && [ -r "$bi_d/go.mod" ]; then
        bi_mod="$bi_d/go.mod$bi_nl$(sed -n 's/^module[[:space:]]\{1,\}/module /p; s/^go[[:space:]]\{1,\}/go /p' "$bi_d/go.mod")"
        break
      fi
      case $bi_d in */*) bi_d=${bi_d%/*} ;; *) break ;; esac
    done
  fi
  if [ -n "$bi_mod" ]; then ge_put "file/$bi_key/module" "$bi_mod"; fi
}

# bi_look FILE...: looks at the first bytes of files, at most 64, and reports those that Go may have built, and all that are named
bi_look() {
  if [ $# = 0 ]; then return; fi
  bi_list=$(stat -L -c '%s %d:%i:%Y %n' "$@" 2>/dev/null)
  set --
  bi_ifs=$IFS IFS=$bi_nl
  bi_good=
  for bi_l in $bi_list; do
    bi_f=${bi_l#* * }
    if [ ! -r "$bi_f" ]; then bi_n=$((bi_n + 1)); bi_unread "${bi_i}_$bi_n" "$bi_f"; continue; fi
    case $bi_l in
      ?' '* | [1-5]?' '* | 6[0-3]' '*) if [ -n "$bi_named" ]; then IFS=$bi_ifs; bi_first 1; bi_found "$bi_l"; IFS=$bi_nl; fi ;;
      *) set -- "$@" "$bi_f"; bi_good=$bi_good$bi_l$bi_nl ;;
    esac
  done
  bi_files=$#
  IFS=$bi_ifs
  if [ "$bi_files" = 0 ]; then return; fi
  if [ -z "$bi_od" ]; then set --
  else
    # shellcheck disable=SC2046 # one word a byte
    set -- $(head -q -c 64 "$@" 2>/dev/null | od -An -v -tu1)
  fi
  if [ -n "$bi_od" ] && [ $# != $((bi_files * 64)) ]; then
    bi_each "$bi_good"
    return
  fi
  IFS=$bi_nl
  for bi_l in $bi_good; do
    IFS=$bi_ifs
    if [ -z "$bi_od" ]; then bi_go=1; bi_first 8
    else
      bi_judge "${bi_l#* * }" "$@"
      shift 64
    fi
    if [ "$bi_go" = 1 ] || [ -n "$bi_named" ]; then bi_found "$bi_l"; fi
    IFS=$bi_nl
  done
  IFS=$bi_ifs
}

# bi_each LINES: one by one, when one of them changed or could not be read to the end
bi_each() {
  if [ "$bi_files" = 1 ]; then
    bi_f=${1#* * } bi_f=${bi_f%"$bi_nl"} bi_n=$((bi_n + 1))
    bi_unread "${bi_i}_$bi_n" "$bi_f"
    return
  fi
  IFS=$bi_nl
  for bi_one in $1; do
    IFS=$bi_ifs
    bi_look "${bi_one#* * }"
    IFS=$bi_nl
  done
  IFS=$bi_ifs
}
