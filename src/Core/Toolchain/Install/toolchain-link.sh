# Turns the symbolic link that leads to the toolchain in use: each turn is one rename. Follows toolchain-tree.sh.
# shellcheck shell=sh disable=SC2154

# ti_link FOLDER NAME TEXT: a symbolic link of that name in a folder of its own, into ti_tmp
ti_link() {
  ti_tmp=$1/.goenv-link
  ti_unlink "$1" "$2"
  mkdir -p "$1" && mkdir "$ti_tmp" && ln -s "$3" "$ti_tmp/$2"
}

# ti_unlink FOLDER NAME: removes what ti_link made; never a folder that holds anything else
ti_unlink() {
  rm -f "$1/.goenv-link/$2" 2>/dev/null
  [ ! -d "$1/.goenv-link" ] || rmdir "$1/.goenv-link"
}

# ti_point LINK TEXT: makes LINK a symbolic link to TEXT by one rename. `mv NEW LINK` would move into the folder that LINK
# leads to, and `mv -T` is not everywhere; given the folder and the same name, every mv renames.
ti_point() {
  ti_link "${1%/*}" "${1##*/}" "$2" && mv -f "${1%/*}/.goenv-link/${1##*/}" "${1%/*}/"
  ti_unlink "${1%/*}" "${1##*/}"
  [ -h "$1" ] && [ "$(readlink "$1")" = "$2" ]
}

# ti_swap FOLDER ASIDE TEXT: FOLDER goes to ASIDE, and a symbolic link to TEXT takes its place. Where mv can exchange two
# names it is one step; elsewhere a process does both renames that the end of the connection does not end.
ti_swap() {
  [ ! -h "$2" ] || rm -f "$2"
  [ ! -e "$2" ] || return 1
  if ln -s "$3" "$2" && mv --exchange -T "$2" "$1" 2>/dev/null && [ -h "$1" ]; then return 0; fi
  rm -f "$2" 2>/dev/null
  ti_link "${1%/*}" "${1##*/}" "$3" || return 1
  ti_pair "$1" "$2" "${1%/*}/.goenv-link/${1##*/}" "${1%/*}/"
  ti_unlink "${1%/*}" "${1##*/}"
  [ -h "$1" ] && [ "$(readlink "$1")" = "$3" ] && [ -d "$2" ]
}

# ti_pair A B C D: renames A to B and C to D; both or none
ti_pair() {
  # shellcheck disable=SC2016 # the process's own variables
  $ge_setsid sh -c 'trap "" HUP INT TERM PIPE; mv "$1" "$2" && { mv -f "$3" "$4" || { mv "$2" "$1"; exit 1; }; }' \
    sh "$@" </dev/null >/dev/null 2>&1 &
  wait $!
}

# ti_back LINK TEXT WAS ASIDE: makes a link that leads to TEXT what it was, as ti_state tells it; ends with whether it is
ti_back() {
  ti_state "$1"
  case $ti_s in
    "$3") return 0 ;;
    "link $2" | absent) ;;
    *) return 1 ;;
  esac
  case $3 in
    absent) rm -f "$1" ;;
    'link '*) ti_point "$1" "${3#link }" ;;
    *)
      ti_state "$4"
      [ "$ti_s" = "$3" ] || return 1
      if [ ! -h "$1" ]; then mv "$4" "$1"
      elif mv --exchange -T "$4" "$1" 2>/dev/null && [ ! -h "$1" ]; then rm -f "$4"
      else
        ti_unlink "${1%/*}" "${1##*/}"
        mkdir "${1%/*}/.goenv-link" && ti_pair "$1" "${1%/*}/.goenv-link/${1##*/}" "$4" "$1"
        ti_unlink "${1%/*}" "${1##*/}"
      fi ;;
  esac
  ti_state "$1"
  [ "$ti_s" = "$3" ]
}
