# What sshd, cron and services set. Part of shell.sh.
# shellcheck shell=sh

# ge_pam_env PATH: adds the assignments of a file that PAM reads to ge_pam, and its PATH as ge_pam_path
ge_pam_env() {
  [ -r "$1" ] && [ -f "$1" ] || return 0
  while IFS= read -r ge_l || [ -n "$ge_l" ]; do
    ge_l=${ge_l#export }
    case $ge_l in
      [A-Za-z_]*=*)
        ge_v=${ge_l#*=}
        case $ge_v in
          \"*) ge_v=${ge_v#\"} ge_v=${ge_v%%\"*} ;;
          \'*) ge_v=${ge_v#\'} ge_v=${ge_v%%\'*} ;;
          *) ge_v=${ge_v%%\#*} ;;
        esac
        case ${ge_l%%=*} in
          PATH) ge_pam_path=$ge_v ;;
          GOROOT | GOPATH | GOBIN | LANG | LC_ALL | LC_CTYPE | BASH_ENV | ENV | ZDOTDIR)
            case $ge_v in
              *[\ "$ge_ht"]*) ge_odd="${ge_l%%=*} in $1 has blanks in it, which is not imitated" ;;
              *) ge_pam="$ge_pam ${ge_l%%=*}=$ge_v" ;;
            esac ;;
        esac ;;
    esac
  done <"$1"
}

# ge_says PATTERN FILE...: whether a line of one of the files has it, by the shell alone: a grep that fails looks like a no
ge_says() {
  ge_pat=$1
  shift
  for ge_f do
    if [ ! -f "$ge_f" ] || [ ! -r "$ge_f" ]; then continue; fi
    while read -r ge_l || [ -n "$ge_l" ]; do
      # shellcheck disable=SC2254 # a pattern
      case $ge_l in $ge_pat) return 0 ;; esac
    done <"$ge_f"
  done
  return 1
}

# ge_sshd_path: the PATH that is compiled into sshd, for root the first with sbin in it, for others the first without
ge_sshd_path() {
  ge_first=
  for ge_p in $(LC_ALL=C tr -c ' -~' '\n' 2>/dev/null <"$ge_sshd" | grep '^/[a-z/]*bin:[A-Za-z0-9/:]*$'); do
    case $ge_p in
      *[!A-Za-z0-9/:]* | [!/]*) continue ;;
      *sbin*) ge_is_root=0 ;;
      *) ge_is_root=1 ;;
    esac
    ge_first=${ge_first:-$ge_p}
    if [ "$ge_uid" = 0 ]; then [ "$ge_is_root" = 1 ] || { ge_path=$ge_p; return; }
    else [ "$ge_is_root" = 0 ] || { ge_path=$ge_p; return; }
    fi
  done
  ge_path=$ge_first
}

# ge_ssh: what a command over ssh sees, from the environment that sshd gives
ge_ssh() {
  ge_sshd=
  for ge_p in /usr/lib/openssh/sshd-session /usr/libexec/openssh/sshd-session /usr/lib/ssh/sshd-session \
    /usr/sbin/sshd /usr/local/sbin/sshd; do
    if [ -x "$ge_p" ]; then ge_sshd=$ge_p; break; fi
  done
  [ -n "$ge_sshd" ] || return 0
  case $ge_login_name in
    bash | zsh | fish | csh | tcsh | sh | dash | ash | ksh | mksh) ;;
    '' | nologin | false) return 0 ;;
    *)
      ge_row ssh "$ge_login_name" 1
      ge_unknown "$ge_key/state" "the login shell $ge_login is not one that this probe can ask"
      return ;;
  esac
  ge_pam='' ge_pam_path='' ge_odd=
  if ge_says '*pam_env*' /etc/pam.d/sshd /etc/pam.d/common-auth /etc/pam.d/common-session /etc/pam.d/password-auth; then
    ge_pam_env /etc/environment
    if ge_says '[!#]*envfile=/etc/default/locale*' /etc/pam.d/sshd; then ge_pam_env /etc/default/locale; fi
    if [ -f "$ge_home/.pam_environment" ] && ge_says '[!#]*user_readenv=1*' /etc/pam.d/sshd; then
      ge_odd="$ge_home/.pam_environment is read at sign-in, which is not imitated"
    fi
  fi
  if ge_says "[Ss][Ee][Tt][Ee][Nn][Vv][ $ge_ht]*[Pp][Aa][Tt][Hh]=*" /etc/ssh/sshd_config ||
    ge_says "[Pp][Ee][Rr][Mm][Ii][Tt][Uu][Ss][Ee][Rr][Ee][Nn][Vv][Ii][Rr][Oo][Nn][Mm][Ee][Nn][Tt][ $ge_ht]*[Yy][Ee][Ss]*" /etc/ssh/sshd_config; then
    ge_odd="sshd_config sets the environment, which is not imitated"
  fi
  if [ "$ge_login_name" = bash ] && ! grep -q SSH2_CLIENT "$ge_login" 2>/dev/null; then
    ge_odd="$ge_login reads ~/.bashrc over ssh only where its input is a socket, which is not imitated"
  fi
  ge_path=$ge_pam_path
  [ -n "$ge_path" ] || ge_sshd_path
  [ -n "$ge_path" ] || ge_odd="the PATH that $ge_sshd gives could not be read from it"
  if [ -n "$ge_odd" ]; then
    ge_row ssh "$ge_login_name" 1
    ge_unknown "$ge_key/state" "$ge_odd"
    return
  fi
  ge_clean=1 ge_csh='' ge_ask=$ge_ask_sh
  case $ge_login_name in
    fish)
      ge_ask=$ge_ask_fish
      ge_pam="$ge_pam $ge_fish_data $ge_fish_conf" ;;
    csh | tcsh) ge_ask=$ge_ask_csh ge_csh=1 ;;
  esac
  # shellcheck disable=SC2086 # ge_pam has one assignment a word
  ge_start ssh "$ge_login_name" 1 env -i HOME="$ge_home" USER="$ge_user" LOGNAME="$ge_user" SHELL="$ge_login" \
    PATH="$ge_path" SSH_CLIENT='127.0.0.1 50022 22' SSH_CONNECTION='127.0.0.1 50022 127.0.0.1 22' $ge_pam \
    GE_START="ge$$.$((ge_n + 1))." GE_SAY="$ge_say" "$ge_login" -c "$ge_ask"
}

# cron: only for an account with a crontab of its own.
ge_cron() {
  ge_pam='' ge_pam_path='' ge_path='' ge_odd=''
  if ge_says '*pam_env*' /etc/pam.d/cron /etc/pam.d/crond; then ge_pam_env /etc/environment; fi
  ge_ifs=$IFS IFS='
'
  set -f
  for ge_l in $ge_tab; do
    ge_l=${ge_l#"${ge_l%%[! "$ge_ht"]*}"}
    case $ge_l in
      PATH=* | PATH[\ "$ge_ht"]*=*)
        ge_path=${ge_l#*=}
        ge_path=${ge_path#"${ge_path%%[! "$ge_ht"]*}"}
        ge_path=${ge_path#[\"\']} ge_path=${ge_path%[\"\']} ;;
    esac
  done
  set +f
  IFS=$ge_ifs
  if [ -n "$ge_odd" ]; then
    ge_row cron sh 1
    ge_unknown "$ge_key/state" "$ge_odd"
    return
  fi
  ge_clean=1 ge_csh=
  # shellcheck disable=SC2086 # ge_pam has one assignment a word
  ge_start cron sh 1 env -i HOME="$ge_home" LOGNAME="$ge_user" SHELL=/bin/sh \
    PATH="${ge_path:-${ge_pam_path:-/usr/bin:/bin}}" $ge_pam \
    GE_START="ge$$.$((ge_n + 1))." GE_SAY="$ge_say" /bin/sh -c "$ge_ask_sh"
}

# ge_service KIND TEXT: a row of the assignments in TEXT
ge_service() {
  ge_row "$1" '' 1
  ge_path='' ge_ifs2=$IFS IFS='
'
  set -f
  for ge_l in $2; do
    IFS=$ge_ifs2
    ge_v=${ge_l#*=}
    case $ge_v in "\$'"*) ge_v=${ge_v#??} ge_v=${ge_v%\'} ;; esac
    case ${ge_l%%=*} in
      PATH) ge_path=$ge_v; ge_see path "$ge_v" ;;
      GOROOT | GOPATH | GOBIN | LANG | LC_ALL | LC_CTYPE) ge_see "${ge_l%%=*}" "$ge_v" ;;
    esac
    set -f
  done
  set +f
  IFS=$ge_ifs2
  ge_see go "$(PATH=$ge_path; command -v go)"
  ge_put "$ge_key/state" finished
}
