#!/usr/bin/env bash
# Production on one machine: web and worker, behind a web server that does TLS and forwards to
# 127.0.0.1:$PORT.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset DEMO DEBUG
export DJANGO_SETTINGS_MODULE=network.settings
PORT=${PORT:-8000}

missing=()
for name in DATABASE_URL SECRET_KEY ALLOWED_HOSTS; do
    [[ -n "${!name:-}" ]] || missing+=("$name")
done
[[ -n "${EMAIL_URL:-}${MAIL_TO_FILES:-}" ]] || missing+=(EMAIL_URL)
if ((${#missing[@]})); then
    echo "STOP: set ${missing[*]} in the environment first; .env.example explains each" >&2
    exit 1
fi

bash tools/setup.sh
.venv/bin/python tools/free_port.py "$PORT"
.venv/bin/python manage.py collectstatic --noinput --verbosity 0
echo "Serving $ALLOWED_HOSTS on 127.0.0.1:$PORT (Ctrl-C stops)"
PATH="$PWD/.venv/bin:$PATH" exec bash tools/start.sh "127.0.0.1:$PORT"
