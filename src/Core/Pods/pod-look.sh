# Looks into a container from an ephemeral one beside it, and has that one end. Part of pod.sh.
# shellcheck shell=sh

# pod_target ID ALONE: the main process of another container of the pod into pod_main: the oldest in a cgroup with its id. Where
# no cgroup has that, it is process 1, if ALONE says that the container has its processes for itself.
pod_target() {
  pod_id=$1 pod_alone=$2
  pod_main='' pod_first=''
  set +f
  set -- /proc/[0-9]*
  set -f
  for pod_p; do
    pod_p=${pod_p#/proc/}
    if [ -z "$pod_id" ]; then break; fi
    pod_text "/proc/$pod_p/cgroup"
    case $pod_t in *"$pod_id"*) ;; *) continue ;; esac
    pod_started "$pod_p"
    if [ -z "$pod_at" ]; then continue; fi
    if [ -z "$pod_first" ] || [ "$pod_at" -lt "$pod_first" ] || { [ "$pod_at" = "$pod_first" ] && [ "$pod_p" -lt "$pod_main" ]; }; then
      pod_first=$pod_at pod_main=$pod_p
    fi
  done
  if [ -z "$pod_main" ] && [ "$pod_alone" = 1 ]; then pod_main=1; fi
}

# pod_at_root PATH: the file system and number of a folder, into pod_r; empty where this account may not look
pod_at_root() { pod_r=$(stat -L -c %d:%i "$1" 2>/dev/null); }

# pod_look ID ALONE: what pod_run tells, of the container that this one was added to look into
pod_look() {
  set -f
  pod_target "$@"
  if [ -z "$pod_main" ]; then ge_unknown main "its main process could not be told from others"; return; fi
  pod_at_root /
  pod_here=$pod_r
  if [ -z "$pod_here" ]; then ge_unknown main "the image of the ephemeral container has no stat that takes -c"; return; fi
  pod_at_root "/proc/$pod_main/root"
  if [ "$pod_r" = "$pod_here" ]; then ge_unknown main "the container runtime does not let an ephemeral container see the processes of its target"; return; fi
  if [ -z "$pod_r" ]; then
    pod_status self
    pod_who=$pod_uid:$pod_gid
    pod_status "$pod_main"
    if [ -z "$pod_uid" ]; then ge_unknown main "it has ended meanwhile"
    else ge_unknown main "its process $pod_main runs as $pod_uid:$pod_gid, whose files may not be read as $pod_who"
    fi
    return
  fi
  pod_root=/proc/$pod_main/root
  pod_tell
}

# pod_end: asks the main process of this container to end, unless somebody else is in it; what else runs here has another root
pod_end() {
  pod_at_root /
  pod_here=$pod_r pod_pids=' '
  set +f
  set -- /proc/[0-9]*/root
  set -f
  pod_ifs=$IFS IFS=$pod_nl
  for pod_l in $(stat -L -c '%d:%i %n' "$@" 2>/dev/null); do
    pod_p=${pod_l#* /proc/}
    if [ "${pod_l%% *}" = "$pod_here" ]; then pod_pids="$pod_pids${pod_p%/root} "; fi
  done
  IFS=$pod_ifs
  pod_me=$$ pod_first=''
  while pod_status "$pod_me"; do
    case $pod_pids in *" ${pod_up:-x} "*) pod_me=$pod_up ;; *) break ;; esac
  done
  for pod_p in $pod_pids; do
    pod_status "$pod_p"
    case $pod_pids in *" ${pod_up:-x} "*) continue ;; esac
    if [ -z "$pod_up" ] || [ "$pod_p" = "$pod_me" ]; then continue; fi
    if [ -n "$pod_first" ]; then ge_put ends no; return; fi
    pod_first=$pod_p
  done
  if [ -n "$pod_first" ] && [ -n "$pod_here" ] && kill -TERM "$pod_first" 2>/dev/null; then ge_put ends "$pod_first"; fi
}
