# Takes steps back; a journal's undo.sh begins with this. Each line of it may be run at any time and again: it finds its step
# not begun, half done, done, or taken back. What somebody else wrote since is left alone.
# shellcheck shell=sh
# Expects ge_mode: undo takes back, clean only sweeps up what stands beside.
ge_sha() {
  if command -v sha256sum >/dev/null 2>&1; then ge_sum=$(sha256sum <"$1")
  elif command -v shasum >/dev/null 2>&1; then ge_sum=$(shasum -a 256 <"$1")
  else ge_sum=$(openssl dgst -sha256 -r <"$1")
  fi
  ge_sum=${ge_sum%% *}
}

# ge_rename FROM TO: rename(2); TO may be a link to a folder
ge_rename() {
  if [ -L "$2" ] && [ -d "$2" ]; then
    mv -T -f -- "$1" "$2" 2>/dev/null || { rm -f -- "$2" && mv -f -- "$1" "$2"; }
  else mv -f -- "$1" "$2"
  fi
}

# ge_own_link NEW PATH: the link NEW gets the owner of the link that it is to replace
ge_own_link() {
  [ -L "$2" ] || return 0
  ge_o=$(stat -c %u:%g -- "$2")
  [ "$(stat -c %u:%g -- "$1")" = "$ge_o" ] || chown -h "$ge_o" -- "$1"
}

# u_file PATH OLD NEW AFTER: a file was replaced or removed; AFTER is the sum of what replaced it, '-' for nothing, 'link:TEXT'
u_file() {
  if [ "$ge_mode" = clean ]; then rm -f -- "$2" "$3"; return; fi
  if [ -e "$2" ]; then
    ge_now=
    if [ -L "$1" ]; then ge_now=link:$(readlink -- "$1")
    elif [ ! -e "$1" ]; then ge_now=-
    else ge_sha "$1"; ge_now=$ge_sum
    fi
    if [ "$ge_now" = "$4" ]; then ge_rename "$2" "$1" || return 1
    else
      # The same file under both names, or a copy: the step had not begun.
      ge_sha "$2"
      [ "$ge_sum" = "$ge_now" ] || echo "$1 was changed since by somebody else and is left as it is"
    fi
    rm -f -- "$2"
  fi
  rm -f -- "$3"
}

# u_new PATH NEW AFTER: a file or link was made where nothing was
u_new() {
  if [ "$ge_mode" = undo ] && [ ! -e "$2" ] && [ ! -L "$2" ]; then
    if [ -L "$1" ]; then
      [ "link:$(readlink -- "$1")" != "$3" ] || rm -f -- "$1" || return 1
    elif [ -f "$1" ]; then
      ge_sha "$1"
      if [ "$ge_sum" = "$3" ]; then rm -f -- "$1" || return 1
      else echo "$1 was changed since by somebody else and is left as it is"
      fi
    fi
  fi
  rm -f -- "$2"
}

# u_link PATH TEXT NEW AFTER: a link was replaced or removed
u_link() {
  if [ "$ge_mode" = undo ]; then
    ge_ours=0
    if [ -L "$1" ]; then [ "link:$(readlink -- "$1")" != "$4" ] || ge_ours=1
    elif [ ! -e "$1" ]; then [ "$4" != - ] || ge_ours=1
    else ge_sha "$1"; [ "$ge_sum" != "$4" ] || ge_ours=1
    fi
    if [ "$ge_ours" = 1 ]; then
      rm -f -- "$3"
      ln -s -- "$2" "$3" && ge_own_link "$3" "$1" && ge_rename "$3" "$1" || return 1
    fi
  fi
  rm -f -- "$3"
}

# u_mode PATH MODE OWNER: mode and owner were set
u_mode() {
  [ "$ge_mode" = undo ] || return 0
  [ -e "$1" ] || return 0
  [ "$(stat -c %u:%g -- "$1")" = "$3" ] || chown "$3" -- "$1" || return 1
  chmod "$2" -- "$1"
}

# u_made PATH: a folder was made
u_made() { [ "$ge_mode" = clean ] || rmdir -- "$1" 2>/dev/null || :; }

# u_removed PATH MODE OWNER: an empty folder was removed
u_removed() {
  [ "$ge_mode" = undo ] || return 0
  [ -d "$1" ] || mkdir -- "$1" || return 1
  [ "$(stat -c %u:%g -- "$1")" = "$3" ] || chown "$3" -- "$1" || return 1
  chmod "$2" -- "$1"
}
