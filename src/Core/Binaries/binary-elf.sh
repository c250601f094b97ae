# Tells by the first bytes of a file whether Go may have built it, and which blocks of an ELF file say how. Part of binary.sh.
# shellcheck shell=sh

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
