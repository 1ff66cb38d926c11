#!/usr/bin/env bash
# system_package.sh PACKAGE...: installs by apt where that is allowed without asking anything.
# Exit 1 means 'not possible here'; the caller says what that leads to. NO_APT=1 forbids it.
set -uo pipefail

[[ -z "${NO_APT:-}" ]] && command -v apt-get >/dev/null || exit 1
as_root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || exit 1
    as_root=(sudo -n)
fi
log=$(mktemp)
no_cluster=/etc/postgresql-common/createcluster.d/stedennetwerk.conf
trap 'rm -f "$log"; root rm -f "$no_cluster"' EXIT

root() {
    ${as_root[@]+"${as_root[@]}"} "$@"
}

apt() {
    root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" \
        </dev/null >"$log" 2>&1
}

if [[ " $* " = *" postgresql "* ]]; then
    # Only the programs are wanted: without this Debian makes a server of its own and starts it.
    root mkdir -p "${no_cluster%/*}"
    echo "create_main_cluster = false" | root tee "$no_cluster" >/dev/null
fi
echo "Installing $* by apt ..."
# The package list may be absent or old: fetch it only when the first try says so.
apt install -y --no-install-recommends "$@" && exit 0
apt update && apt install -y --no-install-recommends "$@" && exit 0
tail -n 5 "$log" >&2
exit 1
