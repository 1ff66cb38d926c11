#!/usr/bin/env bash
# Production on one machine, behind a web server that does TLS and forwards to 127.0.0.1:$PORT.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset DEMO DEBUG
export DJANGO_SETTINGS_MODULE=network.settings
PORT=${PORT:-8000}

missing=()
for name in DATABASE_URL SECRET_KEY ALLOWED_HOSTS; do
    [[ -n "${!name:-}" ]] || missing+=("$name")
done
if ((${#missing[@]})); then
    echo "STOP: set ${missing[*]} in the environment first; .env.example explains each" >&2
    exit 1
fi

bash tools/setup.sh
.venv/bin/python tools/free_port.py "$PORT"
.venv/bin/python manage.py migrate --noinput --verbosity 1
.venv/bin/python manage.py collectstatic --noinput --verbosity 0
echo "Serving $ALLOWED_HOSTS on 127.0.0.1:$PORT (Ctrl-C stops)"
exec .venv/bin/python -m gunicorn network.wsgi:application --bind "127.0.0.1:$PORT" \
    --worker-class gthread --workers "${WORKERS:-2}" --threads 8 --no-control-socket
