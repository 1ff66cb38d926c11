#!/usr/bin/env bash
# Makes .venv with exactly the locked packages; `setup.sh dev` adds those for tests and lint.
# A copy of each lock inside .venv says what was installed, so that a second start skips it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset PYTHONHOME PYTHONPATH
export PIP_USER=0

lock=requirements.txt
[[ "${1:-}" != dev ]] || lock=requirements-dev.txt

die() {
    echo "STOP: $*" >&2
    exit 1
}

installed() {
    cmp -s "$1" ".venv/$1" && .venv/bin/python -c '' 2>/dev/null
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    local name
    for name in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14}; do
        if command -v "$name" >/dev/null && new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    die "Python 3.11 or newer is needed (found: $(python3 --version 2>&1 || true));" \
        "install it, or name it: PYTHON=/path/to/python3.12 make ..."
}

make_venv() {
    local python
    python=$(find_python)
    # Debian and Ubuntu keep this part of Python in a package of its own.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        bash tools/system_package.sh python3-venv \
            && "$python" -c 'import ensurepip, venv' 2>/dev/null \
            || die "$python cannot make a virtual environment: install its 'venv' package" \
                "(Debian, Ubuntu: apt-get install python3-venv)"
    fi
    echo "Making .venv with $("$python" --version) ..."
    "$python" -m venv --clear .venv
}

if installed "$lock"; then
    exit 0
fi
# Added to a good environment, otherwise a new one: packages that left the lock must not linger.
if ! { [[ $lock = requirements-dev.txt && ! -e .venv/$lock ]] && installed requirements.txt; }; then
    make_venv
fi
echo "Installing the packages of $lock ..."
.venv/bin/python -m pip install -qq --no-input --disable-pip-version-check \
    --require-hashes --only-binary :all: -r "$lock" \
    || die "pip could not install $lock (see above): is this machine connected?"
cp "$lock" .venv/
[[ $lock = requirements.txt ]] || cp requirements.txt .venv/
