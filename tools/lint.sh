#!/usr/bin/env bash
# Every check runs, also after one that failed; only what is wrong is shown at length.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
bash tools/setup.sh dev || exit 1
python=.venv/bin/python
failed=()
log=$(mktemp)
trap 'rm -f "$log"' EXIT

check() {
    local title=$1
    shift
    if "$@" >"$log" 2>&1 </dev/null; then
        echo "ok      $title"
    else
        echo "FAILED  $title"
        cat "$log"
        failed+=("$title")
    fi
}

# Django warns about the very setting that opts in to its next default (https for addresses).
transitional="ignore:The FORMS_URLFIELD_ASSUME_HTTPS transitional setting:DeprecationWarning"

# Django with nothing but what is said here, whatever the developer has set.
django() {
    env -i PATH="$PATH" HOME="${HOME:-/}" LANG="${LANG:-C.UTF-8}" "${environment[@]}" \
        "$python" -W error -W "$transitional" manage.py "$@"
}

check "format: ruff format" "$python" -m ruff format --check --quiet .
check "code: ruff check" "$python" -m ruff check --quiet .
check "templates: djlint" "$python" -m djlint --lint --quiet templates
check "shell: bash -n" bash -c 'for script in tools/*.sh .ci/run; do bash -n "$script" || exit 1; done'
check "tree: tools/tree_check.py" "$python" tools/tree_check.py

environment=(DEMO=1 DATABASE_URL=sqlite://:memory:)
check "migrations: nothing left to make" django makemigrations --check --dry-run
check "settings: check" django check --fail-level WARNING

environment=(
    "SECRET_KEY=$("$python" -c 'import secrets; print(secrets.token_urlsafe(50))')"
    ALLOWED_HOSTS=example.test
    DATABASE_URL=postgres://stedennetwerk@127.0.0.1/stedennetwerk
    EMAIL_URL=smtp+tls://portal:secret@mail.example.test:587
    BEHIND_TLS_PROXY=1
)
check "settings: check --deploy, as in production" django check --deploy --fail-level WARNING

if ((${#failed[@]})); then
    echo "lint: ${#failed[@]} failed: $(printf '%s; ' "${failed[@]}")"
    exit 1
fi
echo "lint: all is well"
