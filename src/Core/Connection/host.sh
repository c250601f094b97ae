# The machine, the account and its clock.
# shellcheck shell=sh

ge_put kernel "$(uname -s)"
ge_put machine "$(uname -m)"
ge_put user "$(id -un)"
ge_put home "${HOME-}"
ge_put clock "$(date +%s)"
