# Limits of processor and memory, by cgroups of version 1 and 2. Part of pod.sh.
# shellcheck shell=sh

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

# pod_quota FOLDER: quota and period of a group into pod_l; empty where it has none, as the root of all groups
pod_quota() {
  pod_l=
  if [ "$pod_v" = 2 ]; then { IFS= read -r pod_l <"$1/cpu.max"; } 2>/dev/null; return; fi
  if { IFS= read -r pod_l <"$1/cpu.cfs_quota_us"; } 2>/dev/null; then
    pod_f=100000
    { IFS= read -r pod_f <"$1/cpu.cfs_period_us"; } 2>/dev/null
    pod_l="$pod_l $pod_f"
  fi
}

# pod_cpu FOLDER PATH: the limit of the group at PATH below FOLDER, those of the groups above it, and how often one took effect
pod_cpu() {
  pod_d=$1 pod_g=$2 pod_n=0
  if [ "$pod_g" = / ]; then pod_g=; fi
  # With a name space of its own the group is the root of the mount; without, the path leads to it, or it alone is mounted.
  if [ -n "$pod_g" ] && [ ! -e "$pod_d$pod_g/cgroup.procs" ] && [ ! -e "$pod_d$pod_g/cpu.max" ] && [ ! -e "$pod_d$pod_g/cpu.cfs_quota_us" ]; then
    # From a name space of groups, that of a container beside this one is seen as /../NAME.
    case $pod_g in */../* | */..) ;; *) ge_put cpualone 1 ;; esac
    pod_g=
  fi
  pod_s=$pod_d$pod_g
  pod_quota "$pod_s"
  if [ -n "$pod_l" ]; then ge_put cpu "$pod_l"; else ge_absent cpu; fi
  while [ -n "$pod_g" ]; do
    # What is throttled is told by the group that has the limit.
    case $pod_l in '' | max* | -1*) pod_s='' ;; esac
    pod_g=${pod_g%/*}
    pod_quota "$pod_d$pod_g"
    case $pod_l in '' | max* | -1*) continue ;; esac
    ge_put "above/$pod_n/cpu" "$pod_l"
    pod_n=$((pod_n + 1))
    if [ -z "$pod_s" ]; then pod_s=$pod_d$pod_g; fi
  done
  ge_file cpustat "${pod_s:-$pod_d$2}/cpu.stat" 4096
}

# pod_cgroup: limits of processor and memory, and how often the processor was taken away
pod_cgroup() {
  pod_c=$pod_root/sys/fs/cgroup
  if [ -e "$pod_c/cgroup.controllers" ]; then
    pod_v=2
    ge_put cgroup 2
    pod_path=$(sed -n 's/^0:://p' "/proc/$pod_main/cgroup" 2>/dev/null)
    pod_cpu "$pod_c" "$pod_path"
    pod_limit memory "$pod_c$pod_path/memory.max" "$pod_c/memory.max"
  elif [ -e "$pod_c/cpu/cpu.cfs_quota_us" ] || [ -e "$pod_c/cpu,cpuacct/cpu.cfs_quota_us" ]; then
    pod_v=1
    ge_put cgroup 1
    pod_d=$pod_c/cpu
    if [ ! -e "$pod_d/cpu.cfs_quota_us" ]; then pod_d=$pod_c/cpu,cpuacct; fi
    pod_cpu "$pod_d" "$(sed -n 's/^[0-9]*:\([^:]*,\)\{0,1\}cpu\(,[^:]*\)\{0,1\}://p' "/proc/$pod_main/cgroup" 2>/dev/null)"
    pod_path=$(sed -n 's/^[0-9]*:memory://p' "/proc/$pod_main/cgroup" 2>/dev/null)
    pod_limit memory "$pod_c/memory$pod_path/memory.limit_in_bytes" "$pod_c/memory/memory.limit_in_bytes"
  else
    ge_unknown cgroup "/sys/fs/cgroup tells no limits"
  fi
}
