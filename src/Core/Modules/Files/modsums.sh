# The checksums of what the module cache holds of the modules in go.sum, for each folder or file among the positional parameters.
# shellcheck shell=sh

# ms_up FOLDER NAME: the nearest file NAME in FOLDER or above it, into ms_v
ms_up() {
  ms_d=${1%/}
  while :; do
    ms_v=$ms_d/$2
    if [ -e "$ms_v" ] && [ ! -d "$ms_v" ]; then return; fi
    [ -n "$ms_d" ] || break
    ms_d=${ms_d%/*}
  done
  ms_v=
}

# ms_setting NAME: what `go env -w` wrote, into ms_v
ms_setting() {
  ms_v=
  ms_f=${GOENV:-${XDG_CONFIG_HOME:-${HOME-}/.config}/go/env}
  [ ! -r "$ms_f" ] || ms_v=$(sed -n "s/^$1=//p" "$ms_f" | tail -n 1)
}

# The module cache, into ms_cache: as the go command says, else as it would.
ms_find() {
  ms_cache=${GOMODCACHE-}
  [ -z "$ms_cache" ] || return 0
  if command -v go >/dev/null 2>&1; then
    ms_cache=$(cd / && ge_limit 10 env GOTOOLCHAIN=local GOFLAGS= GOWORK=off GO111MODULE=on go env GOMODCACHE 2>/dev/null)
    case $ms_cache in /*) return ;; esac
  fi
  ms_setting GOMODCACHE; ms_cache=$ms_v
  [ -z "$ms_cache" ] || return 0
  ms_v=${GOPATH-}
  [ -n "$ms_v" ] || ms_setting GOPATH
  ms_v=${ms_v%%:*}
  ms_cache=${ms_v:-${HOME-}/go}/pkg/mod
}

# ms_tree PATH: the files with checksums that go would read there
ms_tree() {
  ge_put "$ms_t/asked" "$1"
  ms_p=$1
  case $ms_p in \~ | \~/*) ms_p=${HOME-}${ms_p#?} ;; esac
  if [ -f "$ms_p" ]; then
    case $ms_p in */*) ms_p=${ms_p%/*} ;; *) ms_p=. ;; esac
  fi
  if [ ! -d "${ms_p:-/}" ]; then ge_missing "$ms_t/folder" "$ms_p"; return; fi
  if ! ms_dir=$(cd -- "${ms_p:-/}" 2>/dev/null && pwd); then
    ge_unknown "$ms_t/folder" "this account may not enter $ms_p"
    return
  fi
  ge_put "$ms_t/folder" "$ms_dir"
  ms_up "$ms_dir" go.mod
  [ -z "$ms_v" ] || ms_sum go.sum "${ms_v%/*}/go.sum"
  case ${GOWORK-} in
    '' | auto) ms_up "$ms_dir" go.work ;;
    off) ms_v= ;;
    *) ms_v=$GOWORK ;;
  esac
  [ -z "$ms_v" ] || ms_sum go.work.sum "$ms_v.sum"
}

# ms_sum NAME PATH
ms_sum() {
  ge_put "$ms_t/$1/path" "$2"
  ge_file "$ms_t/$1/text" "$2" 4194304
  if [ -f "$2" ] && [ -r "$2" ]; then ms_n=$((ms_n + 1)); eval "ms_sum_$ms_n=\$2"; fi
}

# What they name: path and version as the cache writes them, and as they are.
ms_names() {
  ms_i=1
  while [ "$ms_i" -le "$ms_n" ]; do
    eval "cat -- \"\$ms_sum_$ms_i\""
    echo
    ms_i=$((ms_i + 1))
  done | sed -n 's/^[[:space:]]*\([^[:space:]]\{1,\}\)[[:space:]]\{1,\}\(v[^[:space:]]*\)[[:space:]]\{1,\}h1:.*/\1 \2/p' | LC_ALL=C sort -u |
    sed 'h; s/[A-Z]/!&/g; y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/abcdefghijklmnopqrstuvwxyz/; G; s/\n/ /'
}

# shellcheck disable=SC2086 # several words
ms_sha() { "$ms_program" $ms_flags "$@"; }

ms_first() { [ -e "$1" ]; }

# ms_folder KEY FOLDER NAME: the sum of what was unpacked, as the go command makes it
# shellcheck disable=SC2086 # several words
ms_folder() {
  ms_v=$({ { { (cd -- "$2" && find . ! -type d -exec "$ms_program" $ms_flags {} + 2>/dev/null) || echo bad >&3; } |
    LC_ALL=C sort -k 2 | sed "s|^\([0-9a-f]*  \)\./|\1$3/|" | ms_sha; } 3>&1; } 2>/dev/null)
  case $ms_v in
    *bad*) ge_unknown "$1" "not all files in $2 can be read" ;;
    e3b0c44298fc1c149afbf4c8996fb924*)
      # The sum of nothing.
      if ms_first "$2"/*; then ge_unknown "$1" "the sum of $2 cannot be made"; else ge_put "$1" "${ms_v%% *}"; fi ;;
    *) ge_put "$1" "${ms_v%% *}" ;;
  esac
}

# ms_module ESCAPED-PATH ESCAPED-VERSION PATH VERSION
ms_module() {
  ms_down=$ms_cache/cache/download/$1/@v/$2
  ms_dir=$ms_cache/$1@$2
  if [ ! -e "$ms_down.ziphash" ] && [ ! -e "$ms_down.zip" ] && [ ! -d "$ms_dir" ]; then
    ms_v=${ms_down%/*}
    while [ ! -d "$ms_v" ]; do ms_v=${ms_v%/*}; done
    [ ! -x "$ms_v" ] || return 0
  fi
  ge_put "module/$ms_k/name" "$3 $4"
  ge_file "module/$ms_k/ziphash" "$ms_down.ziphash" 1024
  # What is half unpacked is unpacked anew.
  if [ ! -d "$ms_dir" ] || [ -e "$ms_down.partial" ]; then ge_missing "module/$ms_k/folder" "$ms_dir"
  else ms_folder "module/$ms_k/folder" "$ms_dir" "$3@$4"
  fi
  if [ -e "$ms_down.zip" ]; then ge_put "module/$ms_k/zip" "$ms_down.zip"; else ge_missing "module/$ms_k/zip" "$ms_down.zip"; fi
  ms_k=$((ms_k + 1))
}

# ms_mods: the sums of the go.mod files among the positional parameters
ms_mods() {
  [ "$#" -gt 0 ] || return 0
  ge_put "mods/$ms_m/count" "$#"
  printf '%s %s %s ' "$ge_nonce" "$ge_id" "mods/$ms_m/sums"
  ms_sha "$@" 2>/dev/null | ge_encode
  echo
  ms_m=$((ms_m + 1))
}

ms_all() {
  ms_k=0 ms_m=0 ms_c=0
  set --
  while read -r ms_ep ms_ev ms_path ms_version; do
    ms_c=$((ms_c + 1))
    case /$ms_path/$ms_version in
      *[!A-Za-z0-9._~/+-]* | */../* | */./*) ge_unknown "odd/$ms_k/name" "a name in go.sum is none that a module can have"; continue ;;
    esac
    case $ms_version in
      */go.mod)
        ms_f=$ms_cache/cache/download/$ms_ep/@v/${ms_ev%/go.mod}.mod
        [ ! -f "$ms_f" ] || set -- "$@" "$ms_f"
        if [ "$#" -ge 200 ]; then ms_mods "$@"; set --; fi ;;
      *) ms_module "$ms_ep" "$ms_ev" "$ms_path" "$ms_version" ;;
    esac
  done
  ms_mods "$@"
  ge_put names "$ms_c"
}

# The sums of the archives as the go command makes them: '! NAME' for one that is no whole archive, '? NAME' for one that cannot be read.
ms_python='
import sys, zipfile, hashlib
for line in sys.stdin:
    path, version, name, number = line.split()
    file = "%s/cache/download/%s/@v/%s.zip" % (sys.argv[1], path, version)
    try:
        open(file, "rb").close()
    except FileNotFoundError:
        continue
    except OSError:
        print("?", name, number)
        continue
    try:
        with zipfile.ZipFile(file) as archive:
            whole = hashlib.sha256()
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename.encode()):
                part = hashlib.sha256()
                with archive.open(entry) as stream:
                    for block in iter(lambda: stream.read(1 << 20), b""):
                        part.update(block)
                whole.update(("%s  %s\n" % (part.hexdigest(), entry.filename)).encode())
        print(whole.hexdigest(), name, number)
    except (OSError, MemoryError):
        print("?", name, number)
    except Exception:
        print("!", name, number)
'

ms_n=0 ms_o=0
for ms_one do
  ms_t=tree/$ms_o
  ms_tree "$ms_one"
  ms_o=$((ms_o + 1))
done
ms_find
if [ "$ms_n" = 0 ]; then :
elif [ ! -d "$ms_cache/cache/download" ]; then ge_missing cache "$ms_cache/cache/download/."
elif [ ! -x "$ms_cache/cache/download" ]; then ge_unknown cache "this account may not enter $ms_cache/cache/download"
else
  ms_program=sha256sum ms_flags=
  command -v sha256sum >/dev/null 2>&1 || ms_program=shasum ms_flags='-a 256'
  if command -v "$ms_program" >/dev/null 2>&1; then
    ge_put cache "$ms_cache"
    ms_names | ms_all
    if command -v python3 >/dev/null 2>&1; then
      printf '%s %s zips ' "$ge_nonce" "$ge_id"
      ms_names | grep -v '/go\.mod$' | { python3 -I -S -B -c "$ms_python" "$ms_cache" 2>/dev/null; echo "end $?"; } | ge_encode
      echo
    else ge_unknown zips "there is no python3 to read them"
    fi
  else ge_unknown cache "there is no program for SHA-256"
  fi
fi
