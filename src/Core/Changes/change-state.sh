# Tells what stands at paths. Expects prelude.sh and change-lock.sh.
# shellcheck shell=sh disable=SC2154

# ge_login: the account's shell, as the user database has it
ge_login() {
  ge_user=$(id -un 2>/dev/null) || return 0
  ge_l=$(grep "^$ge_user:" /etc/passwd 2>/dev/null) || ge_l=$(ge_limit 3 getent passwd "$ge_user" 2>/dev/null) || return 0
  case $ge_l in "$ge_user:"*:*) ge_put shell "${ge_l##*:}" ;; esac
}

ge_put user "$(id -un 2>/dev/null || id -u)"
ge_put uid "$(id -u)"
ge_put gid "$(id -g)"
ge_put home "$HOME"
ge_login
if [ -n "${GOENV-}" ]; then ge_put goenv "$GOENV"; fi

# ge_pending COMPLETE: counts changes that were cut off; completes them when COMPLETE is 1 and nobody is at work
ge_pending() {
  ge_cut=0
  ge_traces=0
  for ge_j in "$ge_state"/journal/*; do
    [ -d "$ge_j" ] || continue
    case $ge_j in
      *.done | *.new) ge_traces=1 ;;
      *) ge_cut=$((ge_cut + 1)) ;;
    esac
  done
  if [ "$1" = 1 ] && [ "$ge_cut$ge_traces" != 00 ]; then
    if ge_lock 10; then
      ge_recover || ge_put stuck "$ge_why"
      ge_unlock
    else ge_cut=0 # somebody is at work, and it is not cut off
    fi
  elif [ "$ge_cut" != 0 ]; then
    ge_held=$(readlink "$ge_state/lock")
    if [ -n "$ge_held" ] && ! ge_dead "$ge_held"; then ge_cut=0; fi
  fi
  ge_put pending "$ge_cut"
}

# ge_path N CONTENT FOLLOW PATH
ge_path() {
  case $4 in
    /*) ;;
    *) ge_put "path/$1/path" "$4"; ge_unknown "path/$1/kind" "'$4' is not an absolute path"; return ;;
  esac
  ge_put "path/$1/path" "$4"
  ge_base=$4
  ge_rest=
  # The last part of a link that is not followed stays as it is.
  if [ "$3" = 0 ]; then ge_rest=/${ge_base##*/} ge_base=${ge_base%/*}; fi
  while [ -n "$ge_base" ] && [ ! -e "$ge_base" ] && [ ! -L "$ge_base" ]; do
    ge_rest=/${ge_base##*/}$ge_rest
    ge_base=${ge_base%/*}
  done
  ge_base=${ge_base:-/}
  ge_real=$(readlink -f -- "$ge_base") || ge_real=
  if [ -z "$ge_real" ]; then ge_unknown "path/$1/kind" "the link $ge_base leads nowhere that could be made"; return; fi
  ge_end=${ge_real%/}$ge_rest
  ge_end=${ge_end:-/}
  ge_put "path/$1/there" "$ge_real"
  ge_put "path/$1/end" "$ge_end"
  if [ -L "$ge_end" ]; then
    ge_put "path/$1/kind" link
    ge_put "path/$1/text" "$(readlink -- "$ge_end")"
  elif [ ! -e "$ge_end" ]; then ge_missing_kind "$1" "$ge_end"
  else
    if [ -f "$ge_end" ]; then
      ge_put "path/$1/kind" regular
      [ "$2" = 0 ] || ge_file "path/$1/content" "$ge_end" 1048576
    elif [ -d "$ge_end" ]; then ge_put "path/$1/kind" folder
    else ge_put "path/$1/kind" other
    fi
    if ge_s=$(stat -c '%a %u %g' -- "$ge_end" 2>/dev/null); then ge_put "path/$1/stat" "$ge_s"
    else ge_unknown "path/$1/stat" "stat does not answer for $ge_end"
    fi
  fi
}

# ge_missing_kind N PATH: absent, or unknown where a folder on the way may not be entered
ge_missing_kind() {
  ge_dir=${2%/*}
  while [ -n "$ge_dir" ] && [ ! -d "$ge_dir" ]; do ge_dir=${ge_dir%/*}; done
  if [ -x "${ge_dir:-/}" ]; then ge_put "path/$1/kind" absent
  else ge_unknown "path/$1/kind" "this account may not enter $ge_dir"
  fi
}
