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

# pod_within PID: whether a process is in this container's cgroup
pod_within() {
  if [ "$1" -lt 1 ]; then return 1; fi
  pod_text "/proc/$1/cgroup"
  [ "$pod_t" = "$pod_own" ]
}

# pod_beside PID: whether a process is in a cgroup of this pod, where those of a node are seen; the last line tells. Where another
# container looks, that is not told.
pod_beside() {
  if [ "$pod_main" = 1 ] || [ -z "${pod_own-}" ]; then return; fi
  pod_text "/proc/$1/cgroup"
  pod_t=${pod_t##*"$pod_nl"} pod_l=${pod_own##*"$pod_nl"}
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
      GOMAXPROCS=*[!A-Za-z0-9.,=_-]* | GOMEMLIMIT=*[!A-Za-z0-9.,=_-]* | GODEBUG=*[!A-Za-z0-9.,=_-]*) ;;
      GOMAXPROCS=* | GOMEMLIMIT=* | GODEBUG=*) ge_put "process/$1/${pod_l%%=*}" "${pod_l#*=}" ;;
    esac
  done
}

# pod_limit KEY FILE...: the first line of the first file that is there
pod_limit() {
  pod_k=$1
  shift
  for pod_f; do
    if [ -r "$pod_f" ]; then
      pod_l=
      { IFS= read -r pod_l <"$pod_f"; } 2>/dev/null
      ge_put "$pod_k" "$pod_l"
      return
    fi
  done
  ge_absent "$pod_k"
}

# pod_cgroup: limits of processor and memory, and how often the processor was taken away
pod_cgroup() {
  pod_c=$pod_root/sys/fs/cgroup
  if [ -e "$pod_c/cgroup.controllers" ]; then
    ge_put cgroup 2
    # With a name space of its own the group is the root of the mount; without, the path leads to it.
    pod_path=$(sed -n 's/^0:://p' "/proc/$pod_main/cgroup" 2>/dev/null)
    if [ ! -e "$pod_c$pod_path/cgroup.controllers" ]; then pod_path=; fi
    pod_limit cpu "$pod_c$pod_path/cpu.max" "$pod_c/cpu.max"
    pod_limit memory "$pod_c$pod_path/memory.max" "$pod_c/memory.max"
    ge_file cpustat "$pod_c$pod_path/cpu.stat" 4096
  elif [ -e "$pod_c/cpu/cpu.cfs_quota_us" ] || [ -e "$pod_c/cpu,cpuacct/cpu.cfs_quota_us" ]; then
    ge_put cgroup 1
    pod_d=$pod_c/cpu
    if [ ! -e "$pod_d/cpu.cfs_quota_us" ]; then pod_d=$pod_c/cpu,cpuacct; fi
    pod_path=$(sed -n 's/^[0-9]*:\([^:]*,\)\{0,1\}cpu\(,[^:]*\)\{0,1\}://p' "/proc/$pod_main/cgroup" 2>/dev/null)
    pod_limit quota "$pod_d$pod_path/cpu.cfs_quota_us" "$pod_d/cpu.cfs_quota_us"
    pod_limit period "$pod_d$pod_path/cpu.cfs_period_us" "$pod_d/cpu.cfs_period_us"
    if [ -e "$pod_d$pod_path/cpu.stat" ]; then pod_d=$pod_d$pod_path; fi
    ge_file cpustat "$pod_d/cpu.stat" 4096
    pod_path=$(sed -n 's/^[0-9]*:memory://p' "/proc/$pod_main/cgroup" 2>/dev/null)
    pod_limit memory "$pod_c/memory$pod_path/memory.limit_in_bytes" "$pod_c/memory/memory.limit_in_bytes"
  else
    ge_unknown cgroup "/sys/fs/cgroup tells no limits"
  fi
}

# pod_real PATH: where its links lead below pod_root, into pod_f
pod_real() {
  pod_f='' pod_left=$1 pod_links=0
  while [ -n "$pod_left" ]; do
    pod_k=${pod_left%%/*}
    case $pod_left in */*) pod_left=${pod_left#*/} ;; *) pod_left= ;; esac
    case $pod_k in
      '' | .) ;;
      ..) pod_f=${pod_f%/*} ;;
      *)
        if [ "$pod_links" -lt 40 ] && [ -L "$pod_root$pod_f/$pod_k" ]; then
          pod_l=$(readlink "$pod_root$pod_f/$pod_k") pod_links=$((pod_links + 1))
          case $pod_l in /*) pod_f= ;; esac
          pod_left=$pod_l/$pod_left
        else pod_f=$pod_f/$pod_k
        fi ;;
    esac
  done
}

# pod_toolchains: Go toolchains on PATH and in the usual places, each once
pod_toolchains() {
  pod_seen=' ' pod_n=0
  pod_path=$({ tr '\n\0' '\001\n' <"/proc/$pod_main/environ"; } 2>/dev/null | sed -n 's/^PATH=//p' | head -n 1)
  pod_ifs=$IFS IFS=:
  # shellcheck disable=SC2086 # folders
  set -- $pod_path $PATH
  IFS=$pod_ifs
  set +f
  set -- "$@" /usr/local/go/bin "$pod_root"/usr/lib/go*/bin /usr/lib/golang/bin /opt/go/bin /root/go/bin "$pod_root"/root/sdk/*/bin
  set -f
  for pod_d; do
    # A link to another folder would lead out of the root of another container.
    if [ -n "$pod_root" ]; then pod_real "${pod_d#"$pod_root"}/go"; else pod_f=$pod_d/go; fi
    if [ -f "$pod_root$pod_f" ] && [ -x "$pod_root$pod_f" ]; then
      if [ -z "$pod_root" ]; then pod_f=$(readlink -f "$pod_d/go" 2>/dev/null) || pod_f=$pod_d/go; fi
      pod_r=$pod_root${pod_f%/bin/go}
      case $pod_seen in *" $pod_f "*) continue ;; esac
      pod_seen="$pod_seen$pod_f "
      # Other programs are called go too.
      if [ -f "$pod_r/VERSION" ] || [ -d "$pod_r/pkg/tool" ] || [ -d "$pod_r/src/runtime" ]; then
        ge_put "toolchain/$pod_n/path" "$pod_f"
        pod_l=
        { IFS= read -r pod_l <"$pod_r/VERSION"; } 2>/dev/null
        ge_put "toolchain/$pod_n/version" "$pod_l"
        pod_n=$((pod_n + 1))
      fi
    fi
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
