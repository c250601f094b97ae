# Go toolchains that were left in a container. Part of pod.sh.
# shellcheck shell=sh

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
