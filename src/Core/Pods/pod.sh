# What runs in a container: its main process and the Go programs among its children, its limits, a Go toolchain.
# Stands below binary.sh, whose functions it calls.
# shellcheck shell=sh

pod_nl='
'

# The root of the container that is asked, as it is seen from here; empty where this is it.
pod_root=

# pod_status PID: the lines of /proc/PID/status that matter, into pod_* variables
pod_status() {
  pod_up='' pod_uid='' pod_gid='' pod_cpus='' pod_name='' pod_term=''
  {
    while read -r pod_k pod_v pod_rest; do
      case $pod_k in
        Name:) pod_name=$pod_v ;;
        PPid:) pod_up=$pod_v ;;
        Uid:) pod_uid=${pod_rest%%[!0-9]*} ;; # the effective one
        Gid:) pod_gid=${pod_rest%%[!0-9]*} ;;
        Cpus_allowed_list:) pod_cpus=$pod_v ;;
        # Bit 14 is SIGTERM. What sigwait or a signalfd waits for is blocked.
        SigBlk: | SigCgt:) case $pod_v in *[4567cdef]???) pod_term="$pod_term ${pod_k%:}" ;; esac ;;
        SigIgn:) pod_term=${pod_term:- } ;;
      esac
    done <"/proc/$1/status"
  } 2>/dev/null
}

# pod_started PID: when it began, in ticks, into pod_at; what may stand in the name is passed over
pod_started() {
  pod_at=
  { IFS= read -r pod_l <"/proc/$1/stat"; } 2>/dev/null || return
  pod_l=${pod_l##*) }
  # shellcheck disable=SC2086 # words
  set -- $pod_l
  pod_at=${20-}
}

# pod_text FILE: its lines, into pod_t, by the shell alone
pod_text() {
  pod_t=
  { while IFS= read -r pod_l || [ -n "$pod_l" ]; do pod_t=$pod_t$pod_l$pod_nl; done <"$1"; } 2>/dev/null
  pod_t=${pod_t%"$pod_nl"}
}

# pod_find: the main process into pod_main. It is process 1, but where the containers of a pod, or all processes of a node,
# are seen: there it is the oldest one in this container's cgroup that was started from outside. What an exec starts is younger.
pod_find() {
  pod_text /proc/self/cgroup
  pod_own=$pod_t
  pod_text /proc/1/cgroup
  pod_of=$pod_t
  pod_main=
  # In sub-cgroups, as systemd makes them, process 1 is below; from a name space of cgroups a sibling is seen as /../NAME.
  case $pod_of in
    "$pod_own") pod_main=1; return ;;
    */../* | */..) ;;
    "$pod_own"*) pod_main=1; return ;;
  esac
  # What started a container is no process of it: of a node it is seen, of a pod it is not.
  pod_me=$$
  while :; do
    pod_status "$pod_me"
    if ! pod_within "${pod_up:-0}"; then break; fi
    pod_me=$pod_up
  done
  pod_first=
  set +f
  set -- /proc/[0-9]*
  set -f
  for pod_p; do
    pod_p=${pod_p#/proc/}
    if [ "$pod_p" = "$pod_me" ] || ! pod_within "$pod_p"; then continue; fi
    pod_status "$pod_p"
    if [ -z "$pod_up" ] || pod_within "$pod_up"; then continue; fi
    pod_started "$pod_p"
    if [ -n "$pod_at" ] && { [ -z "$pod_first" ] || [ "$pod_at" -lt "$pod_first" ]; }; then
      pod_first=$pod_at pod_main=$pod_p
    fi
  done
}

# pod_within PID: whether a process is in this container's cgroup
pod_within() {
  if [ "$1" -lt 1 ]; then return 1; fi
  pod_text "/proc/$1/cgroup"
  [ "$pod_t" = "$pod_own" ]
}

# pod_beside PID: whether a process is in a cgroup of this pod, where those of a node are seen; the last line tells. Where another
# container looks, that is not told. An ephemeral container that looks at this one is seen from a name space of cgroups.
pod_beside() {
  if [ -z "${pod_own-}" ]; then return; fi
  pod_text "/proc/$1/cgroup"
  pod_t=${pod_t##*"$pod_nl"} pod_l=${pod_own##*"$pod_nl"}
  if [ "$pod_main" = 1 ]; then
    case $pod_t in *:/../*) return 1 ;; esac
    return
  fi
  case $pod_t in
    "${pod_l%/*}"/../../* | "${pod_l%/*}"/../..) return 1 ;;
    "${pod_l%/*}"/*) ;;
    *) return 1 ;;
  esac
}

# pod_tree: the main process and all below it, into pod_all; a process that looks at us is not among them
pod_tree() {
  pod_pairs=
  pod_dlv=
  set +f
  set -- /proc/[0-9]*
  set -f
  for pod_p; do
    pod_status "${pod_p#/proc/}"
    if [ -n "$pod_up" ]; then pod_pairs="$pod_pairs${pod_p#/proc/} $pod_up$pod_nl"; fi
    if [ "$pod_name" = dlv ] && pod_beside "${pod_p#/proc/}"; then pod_dlv="$pod_dlv ${pod_p#/proc/}"; fi
  done
  pod_all=" $pod_main "
  pod_more=1
  while [ -n "$pod_more" ]; do
    pod_more=
    pod_ifs=$IFS IFS=$pod_nl
    for pod_l in $pod_pairs; do
      case $pod_all in
        *" ${pod_l% *} "*) ;;
        *" ${pod_l#* } "*) pod_all="$pod_all${pod_l% *} " pod_more=1 ;;
      esac
    done
    IFS=$pod_ifs
  done
}

# pod_settings PID: the variables that the Go runtime reads, and no others
pod_settings() {
  if [ ! -r "/proc/$1/environ" ]; then ge_unknown "process/$1/environment" "this account may not read the environment of process $1"; return; fi
  if [ -z "$pod_tr" ]; then ge_unknown "process/$1/environment" "there is no tr that works"; return; fi
  ge_put "process/$1/environment" read
  tr '\n\0' '\001\n' <"/proc/$1/environ" 2>/dev/null | while IFS= read -r pod_l; do
    case $pod_l in
      GODEBUG=*)
        # A setting that has other characters is none of those that matter.
        pod_k=
        pod_ifs=$IFS IFS=,
        for pod_t in ${pod_l#*=}; do
          case $pod_t in *[!A-Za-z0-9.=_+-]*) ;; ?*) pod_k=$pod_k,$pod_t ;; esac
        done
        IFS=$pod_ifs
        ge_put "process/$1/GODEBUG" "${pod_k#,}" ;;
      GOMAXPROCS=*[!A-Za-z0-9.,=_+-]* | GOMEMLIMIT=*[!A-Za-z0-9.,=_-]*) ;;
      GOMAXPROCS=* | GOMEMLIMIT=*) ge_put "process/$1/${pod_l%%=*}" "${pod_l#*=}" ;;
    esac
  done
}

pod_run() {
  set -f
  pod_find
  if [ -z "$pod_main" ]; then ge_unknown main "the main process of the container could not be told from others"; return; fi
  pod_tell
}

pod_tell() {
  ge_put machine "$(uname -m)"
  pod_tree
  pod_status "$pod_main"
  ge_put main "$pod_main"
  ge_put name "$pod_name"
  ge_put uid "$pod_uid"
  ge_put cpus "$pod_cpus"
  if [ -n "$pod_term" ]; then ge_put term "${pod_term# }"; else ge_unknown term "the kernel does not tell what signals it heeds"; fi
  if [ -n "$pod_dlv" ]; then ge_put dlv "${pod_dlv# }"; else ge_absent dlv; fi
  pod_cgroup
  pod_toolchains
  bi_whole=1
  set --
  for pod_p in $pod_all; do set -- "$@" "/proc/$pod_p/exe"; done
  bi_executables "$@"
  pod_n=0 pod_tr=
  if ge_works ge1 ge0 tr 1 0; then pod_tr=1; fi
  for pod_p in $pod_all; do
    pod_n=$((pod_n + 1))
    if [ "$pod_n" -le 64 ]; then pod_settings "$pod_p"; fi
  done
}
