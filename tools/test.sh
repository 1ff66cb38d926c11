#!/usr/bin/env bash
# test.sh all|sqlite|browser|postgres: every part runs, also when an earlier one failed; the last
# lines say how each went and what could not be tried. On CI, a part that could not run is a failure.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
wanted=${1:-all}
bash tools/setup.sh dev || exit 1

# The tests bring their own settings: of what a developer has set, only what programs need to run.
kept=()
for name in PATH HOME LANG TMPDIR CI NO_APT http_proxy https_proxy no_proxy; do
    [[ -z "${!name:-}" ]] || kept+=("$name=${!name}")
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
UNAVAILABLE=69
NONE_SELECTED=5
worst=0
tried=0
results=()
absent=()

# The names that tests/browser/conftest.py looks for.
find_chromium() {
    local name
    for name in chromium chromium-browser; do
        command -v "$name" && return
    done
    return 1
}

# run LABEL MARKER-EXPRESSION [WRAPPER...]
run() {
    local label=$1 marker=$2 code
    shift 2
    echo "== $label =="
    # shellcheck disable=SC2086  # ARGS is several arguments on purpose
    env -i "${kept[@]}" DATABASE_URL="sqlite:///$scratch/unused.sqlite3" "$@" \
        .venv/bin/python -m pytest \
        ${marker:+-m "$marker"} --numprocesses "${JOBS:-0}" \
        --junit-xml="$scratch/$label.xml" ${ARGS:-}
    code=$?
    if ((code == UNAVAILABLE)); then
        absent+=("PostgreSQL: the tests on it were SKIPPED; install postgresql (Debian: apt-get install postgresql)")
        return
    fi
    # 5 is 'no test selected'. One part may say so when ARGS asked for a few tests, not every part.
    if ((code != NONE_SELECTED)) || [[ -z "${ARGS:-}" ]]; then
        tried=1
        ((code > worst)) && worst=$code
    fi
    results+=("$label: $(.venv/bin/python tools/test_totals.py "$scratch/$label.xml" "$code")")
}

browser=
if [[ $wanted = all || $wanted = browser ]]; then
    browser=$(find_chromium) \
        || { bash tools/system_package.sh chromium fonts-dejavu-core && browser=$(find_chromium); } \
        || absent+=("Chromium: the browser tests were SKIPPED; install chromium (Debian: apt-get install chromium)")
fi

case $wanted in
    all) run SQLite "$([[ -n $browser ]] || echo 'not browser')" ;;
    sqlite) run SQLite "not browser" ;;
    browser) [[ -z $browser ]] || run Chromium "browser" ;;
esac
case $wanted in
    all | postgres) run PostgreSQL "not browser" .venv/bin/python tools/postgres.py ;;
esac

echo
((${#results[@]} == 0)) || printf '%s\n' "${results[@]}"
if ((${#absent[@]})); then
    printf '!!! %s\n' "${absent[@]}"
    [[ "${CI:-}" != true || $worst -ne 0 ]] || worst=1
fi
((tried || ${#results[@]} == 0)) || worst=$NONE_SELECTED
exit "$worst"
