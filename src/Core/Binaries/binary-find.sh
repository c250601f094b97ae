# Finds files by path, by pattern and by process, and hands them on in batches. Part of binary.sh.
# shellcheck shell=sh

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
