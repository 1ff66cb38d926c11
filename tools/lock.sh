#!/usr/bin/env bash
# Pins every package with the hashes of its wheels and sources: one lock for every platform and
# for Python 3.11 and newer. Where the packages were looked up is nobody's business: no address
# or path of this machine may end up in the files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash tools/setup.sh dev

UV_VERSION=0.13.9
.venv/bin/python -m uv --version >/dev/null 2>&1 \
    || .venv/bin/python -m pip install -qq --no-input --only-binary :all: "uv==$UV_VERSION"

trap 'rm -f requirements*.pins requirements*.new' EXIT

lock() {
    local source=$1 target=$2
    shift 2
    {
        echo "# Made by 'make lock' from $source: change that file, not this one."
        env -u UV_FIND_LINKS -u PIP_FIND_LINKS .venv/bin/python -m uv pip compile --quiet \
            --system-certs --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
            --no-emit-index-url --no-emit-find-links "$@" "$source" --output-file "$target.pins" \
            >/dev/null
        cat "$target.pins"
    } >"$target.new"
    mv "$target.new" "$target"
    echo "$target: $(grep -c == "$target") packages"
}

# Without UPGRADE the present pins are kept wherever they still satisfy the .in files.
[[ -n "${UPGRADE:-}" ]] || for target in requirements.txt requirements-dev.txt; do
    [[ ! -f $target ]] || grep -v '^#' "$target" >"$target.pins"
done
lock requirements.in requirements.txt
lock requirements-dev.in requirements-dev.txt --constraints requirements.txt
