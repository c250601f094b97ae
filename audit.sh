#!/bin/sh
# Builds GoEnv and audits the Go environment of this machine. Arguments go to the audit: ./audit.sh local web01 -o json
set -eu
cd "$(dirname "$0")"
if ! command -v dotnet >/dev/null 2>&1; then
  echo "audit.sh: the .NET 10 SDK is needed and 'dotnet' is not on PATH" >&2
  exit 69
fi
echo "audit.sh: building (quietly; the first time restores packages) ..." >&2
if ! log=$(dotnet build GoEnvPowerShell.sln --nologo -v quiet 2>&1); then
  printf '%s\n' "$log" >&2
  exit 70
fi
[ $# -gt 0 ] || set -- local
exec ./out/goenvctl/goenvctl Test-GoEnvironment "$@"
