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

# bi_num BYTE...: the number that bytes make, in the byte order of bi_big
bi_num() {
  bi_v=0 bi_m=1
  for bi_b; do
    if [ "$bi_big" = 1 ]; then bi_v=$((bi_v * 256 + bi_b))
    else bi_v=$((bi_v + bi_b * bi_m)) bi_m=$((bi_m * 256))
    fi
  done
}

# bi_elf FILE BYTE...: from an ELF header, whether Go built it, by the names of the sections, and the blocks of its headers
bi_elf() {
  bi_f=$1 bi_go=1
  shift
  case $6 in 2) bi_big=1 ;; *) bi_big=0 ;; esac
  if [ "$5" = 2 ]; then
    bi_num "${59}" "${60}"; bi_size=$bi_v
    bi_num "${61}" "${62}"; bi_count=$bi_v
    bi_num "${63}" "${64}"; bi_names=$bi_v
    bi_num "${41}" "${42}" "${43}" "${44}" "${45}" "${46}" "${47}" "${48}"
  else
    bi_num "${47}" "${48}"; bi_size=$bi_v
    bi_num "${49}" "${50}"; bi_count=$bi_v
    bi_num "${51}" "${52}"; bi_names=$bi_v
    bi_num "${33}" "${34}" "${35}" "${36}"
  fi
  bi_at=$bi_v
  # Without sections it may be packed; the headers tell.
  if [ "$bi_at" -le 0 ] || [ "$bi_count" = 0 ] || [ "$bi_names" -ge "$bi_count" ]; then return; fi
  bi_range "$bi_at" $((bi_size * bi_count))
  bi_64=$5 bi_table=$bi_at bi_entry=$bi_size
  # shellcheck disable=SC2046 # one word a byte
  set -- $(od -An -v -tu1 -j $((bi_at + bi_names * bi_size)) -N "$bi_size" "$bi_f" 2>/dev/null)
  if [ $# -lt 40 ]; then return; fi
  if [ "$bi_64" = 2 ]; then
    bi_num "${33}" "${34}" "${35}" "${36}" "${37}" "${38}" "${39}" "${40}"; bi_size=$bi_v
    bi_num "${25}" "${26}" "${27}" "${28}" "${29}" "${30}" "${31}" "${32}"
  else
    bi_num "${21}" "${22}" "${23}" "${24}"; bi_size=$bi_v
    bi_num "${17}" "${18}" "${19}" "${20}"
  fi
  bi_at=$bi_v
  if [ "$bi_at" -le 0 ] || [ "$bi_size" -le 0 ] || [ "$bi_size" -gt 65536 ]; then return; fi
  bi_range "$bi_at" "$bi_size"
  # shellcheck disable=SC2046 # one word a byte
  set -- $(od -An -v -tx1 -j "$bi_at" -N "$bi_size" "$bi_f" 2>/dev/null)
  # .go.buildinfo, gopclntab, .note.go.buildid
  case "$*" in
    *'2e 67 6f 2e 62 75 69 6c 64 69 6e 66 6f'* | *'67 6f 70 63 6c 6e 74 61 62'* | *'2e 6e 6f 74 65 2e 67 6f 2e 62 75 69 6c 64'*) ;;
    *) bi_go=0 ;;
  esac
  if [ "$bi_go" = 1 ] && [ -n "$bi_whole" ]; then bi_parts "$bi_f" "$*"; fi
}

# bi_parts FILE NAMES: the blocks of the sections that tell how an ELF file was built; NAMES is the table of their names in
# hexadecimal. For files of this machine's byte order: of others, they are asked for afterwards.
bi_parts() {
  bi_info=${2%%'2e 67 6f 2e 62 75 69 6c 64 69 6e 66 6f'*}
  bi_info=$((${#bi_info} / 3)) bi_dynstr=
  # shellcheck disable=SC2046 # one word a number
  set -- $(od -An -v -tu4 -j "$bi_table" -N $((bi_entry * bi_count)) "$1" 2>/dev/null)
  if [ "$bi_64" = 2 ]; then bi_words=16; else bi_words=10; fi
  if [ $((bi_entry / 4)) != "$bi_words" ] || [ $# != $((bi_words * bi_count)) ]; then return; fi
  bi_index=0 bi_texts=
  while [ $# -gt 0 ]; do
    if [ "$bi_words" = 16 ]; then bi_from=$7 bi_long=$9 bi_link=${11}; else bi_from=$5 bi_long=$6 bi_link=$7; fi
    case $2 in
      6) bi_dynstr=$bi_link; bi_range "$bi_from" "$bi_long" ;;
      7) bi_range "$bi_from" "$bi_long" ;;
      1) if [ "$1" = "$bi_info" ] && [ "$bi_long" -le 1048576 ]; then bi_range "$bi_from" "$bi_long"; fi ;;
      3) bi_texts="$bi_texts $bi_index $bi_from $bi_long" ;;
    esac
    shift "$bi_words"
    bi_index=$((bi_index + 1))
  done
  # shellcheck disable=SC2086 # three numbers a table of texts
  set -- $bi_texts
  while [ $# -gt 0 ]; do
    if [ "$1" = "$bi_dynstr" ]; then
      bi_from=$2 bi_long=$3
      if [ "$bi_long" -gt 16384 ]; then bi_from=$((bi_from + bi_long - 16384)) bi_long=16384; fi
      bi_range "$bi_from" "$bi_long"
    fi
    shift 3
  done
}

# bi_range OFFSET SIZE: adds the blocks of a range, unless they are among the first eight; near ones become one
bi_range() {
  if [ $(($1 + $2)) -le 4096 ]; then return; fi
  bi_from=$(($1 / 512)) bi_to=$((($1 + $2 + 511) / 512))
  if [ "$bi_from" -gt $((bi_end + 4)) ] || [ "$bi_to" -lt $((bi_begin - 4)) ]; then
    bi_sent="$bi_sent$bi_begin $((bi_end - bi_begin)) " bi_total=$((bi_total + bi_end - bi_begin))
    bi_begin=$bi_from bi_end=$bi_to
  else
    if [ "$bi_from" -lt "$bi_begin" ]; then bi_begin=$bi_from; fi
    if [ "$bi_to" -gt "$bi_end" ]; then bi_end=$bi_to; fi
  fi
  bi_blocks="$bi_sent$bi_begin $((bi_end - bi_begin))"
}

# bi_first COUNT: the first blocks of a file and no others
bi_first() { bi_blocks="0 $1" bi_begin=0 bi_end=$1 bi_sent='' bi_total=0; }

# bi_judge FILE BYTE...: whether Go may have built it (bi_go), and the blocks of its headers (bi_blocks)
bi_judge() {
  bi_go=0
  bi_first 8
  case "$2 $3 $4 $5" in
    '127 69 76 70') bi_elf "$@" ;;
    # Windows, macOS, AIX, Plan 9
    '77 90 '* | '202 254 186 190' | '202 254 186 191' | '254 237 250 20'[67] | '20'[67]' 250 237 254' | \
      '1 223 '* | '1 247 '* | '0 0 1 235' | '0 0 138 151' | '0 0 6 71') bi_go=1 ;;
  esac
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

# bi_batch FOLDER: lines of paths below it from standard input, in batches that grow, so that the first files are told at once.
# A line of ":" ends the wait for a full batch; a last line of ": STATUS" tells how the search ended.
bi_batch() {
  bi_seen=0 bi_want=1 bi_root=$1 bi_odd=
  set --
  while IFS= read -r bi_l; do
    case $bi_l in
      ': 0') continue ;;
      :)
        if [ $# -gt 0 ]; then bi_look "$@"; set --; fi
        continue ;;
      ': 12'[67]) ge_unknown "path/$bi_i/state" "there is no find that works"; continue ;;
      ': '*) ge_put "path/$bi_i/partly" "folders that this account may not read are left out"; continue ;;
      "$bi_root"*) ;;
      *)
        if [ -z "$bi_odd" ]; then ge_put "path/$bi_i/odd" "names with a line feed in them are left out"; bi_odd=1; fi
        continue ;;
    esac
    if [ ! -f "$bi_l" ]; then continue; fi
    # Of a link find knows neither mode nor size.
    if [ -L "$bi_l" ] && [ ! -x "$bi_l" ]; then
      case $bi_l in *.so | *.so.* | *.exe | *.dll | *.dylib) ;; *) continue ;; esac
    fi
    bi_seen=$((bi_seen + 1))
    if [ "$bi_seen" -gt "$bi_max" ]; then ge_put "path/$bi_i/more" "$bi_max"; break; fi
    set -- "$@" "$bi_l"
    if [ $# -ge "$bi_want" ]; then
      bi_look "$@"
      set --
      if [ "$bi_want" -lt 64 ]; then bi_want=$((bi_want * 2)); fi
    fi
  done
  bi_look "$@"
}

# bi_tick: a line a second. It ends its sleep itself, so that none is left to be reaped by others.
bi_tick() {
  trap 'kill "$!" 2>/dev/null; wait; exit' TERM
  while :; do
    sleep 1 >/dev/null &
    wait "$!"
    echo : || exit
  done
}

# bi_find ARGUMENT...: find, and how it ended
bi_find() {
  # Of a find that prints every line at once no line is cut by another's.
  if [ -n "$bi_lines" ]; then
    bi_tick &
    bi_ticker=$!
    $bi_lines find "$@" 2>/dev/null
    bi_rc=$?
    { kill "$bi_ticker"; wait "$bi_ticker"; } 2>/dev/null
  else
    find "$@" 2>/dev/null
    bi_rc=$?
  fi
  printf ': %s\n' "$bi_rc"
}

# bi_folder FOLDER RECURSE: executables and libraries of more than 32 KiB, and links to files
bi_folder() {
  bi_named=
  # One that fails would print as little as one that finds nothing.
  if [ "$(find -H / -xdev ! -name . -prune -type d \( -perm -100 -o -perm -001 -o -name '*.so' \) ! -size +99999999 -print 2>/dev/null)" != / ]; then
    ge_unknown "path/$bi_i/state" "there is no find that works"
    return
  fi
  if ge_works ge ge stdbuf -oL cat; then bi_lines='stdbuf -oL'; fi
  if [ "$2" = 1 ]; then set -- "$1" -xdev; else set -- "${1%/}/." ! -name . -prune; fi
  bi_find -H "$@" \( -type l -o -type f -size +63 \( -perm -100 -o -perm -010 -o -perm -001 \
    -o -name '*.so' -o -name '*.so.*' -o -name '*.exe' -o -name '*.dll' -o -name '*.dylib' \) \) -print | bi_batch "$1"
}

# bi_full PATH: the path with a beginning that no program takes for an option, into bi_p
bi_full() {
  case $1 in
    /*) bi_p=$1 ;;
    \~/*) bi_p=${HOME-}/${1#??} ;;
    *) bi_p=./$1 ;;
  esac
}

# bi_path INDEX PATH RECURSE [PATTERN]: a file, a folder, or what matches the pattern
bi_path() {
  bi_i=$1 bi_n=0 bi_named=1 bi_rows=
  bi_full "$2"
  ge_put "path/$1/name" "$bi_p"
  if [ -d "$bi_p" ]; then
    if [ -r "$bi_p" ] && [ -x "$bi_p" ]; then bi_folder "$bi_p" "$3"
    else ge_unknown "path/$1/state" "this account may not list it"
    fi
  elif [ -f "$bi_p" ]; then
    bi_look "$bi_p"
  elif [ -e "$bi_p" ]; then ge_unknown "path/$1/state" "it is not a regular file"
  elif [ -z "${4-}" ]; then ge_missing "path/$1/state" "$bi_p"
  else bi_pattern "$1" "$4" "$3"
  fi
}

# bi_pattern INDEX PATTERN RECURSE
bi_pattern() {
  bi_full "$2"
  bi_named='' bi_r=$3
  bi_ifs=$IFS
  set +f
  IFS=
  # shellcheck disable=SC2086 # the pattern is to be expanded
  set -- $bi_p
  IFS=$bi_ifs
  set -f
  if [ ! -e "$1" ]; then ge_absent "path/$bi_i/state"; return; fi
  {
    for bi_f; do
      if [ -f "$bi_f" ]; then printf '%s\n' "$bi_f"; fi
    done
  } | bi_batch "${bi_p%%[*?[]*}"
  for bi_d; do
    # Each search ends in a shell of its own: the keys that it used are not known here.
    if [ -d "$bi_d" ]; then bi_i=${bi_i}x; bi_folder "$bi_d" "$bi_r"; fi
  done
}

# bi_processes: the executables of running processes, each once
bi_processes() {
  set +f
  set -- /proc/[0-9]*/exe
  set -f
  bi_executables "$@"
}

# bi_executables /proc/PID/exe...: the executables of these processes, each once
bi_executables() {
  bi_i=p bi_n=0 bi_named='' bi_rows='' bi_denied=0
  bi_list=$(stat -L -c '%s %d:%i:%Y %n' "$@" 2>/dev/null)
  for bi_f; do
    case $bi_list in
      *" $bi_f" | *" $bi_f$bi_nl"*) ;;
      *)
        # Threads of the kernel have no command line.
        bi_l=
        { IFS= read -r bi_l <"${bi_f%exe}cmdline"; } 2>/dev/null
        if [ -n "$bi_l" ]; then bi_denied=$((bi_denied + 1)); fi ;;
    esac
  done
  ge_put denied "$bi_denied"
  bi_ids=' '
  set --
  bi_ifs=$IFS IFS=$bi_nl
  for bi_l in $bi_list; do
    bi_f=${bi_l#* * } bi_id=${bi_l#* } bi_id=${bi_id%% *} bi_p=${bi_f#/proc/}
    bi_rows=$bi_rows${bi_p%/exe}' '$bi_id$bi_nl
    case $bi_ids in
      *" $bi_id "*) ;;
      *) bi_ids="$bi_ids$bi_id " ; set -- "$@" "$bi_f" ;;
    esac
  done
  IFS=$bi_ifs
  for bi_f; do printf '%s\n' "$bi_f"; done | bi_batch /proc/
}
