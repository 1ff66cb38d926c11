#!/usr/bin/env bash
# The demonstration on this machine: everything it needs, demo data the first time, then web and
# worker in the foreground. Settings of your own (DATABASE_URL, SECRET_KEY, DEBUG) are respected.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
umask 077
export PORT=${PORT:-8000}

bash tools/setup.sh
.venv/bin/python tools/free_port.py "$PORT"

# static/ stays empty (files come straight from the apps); WhiteNoise warns when it is not there.
mkdir -p var/static
if [[ ! -s var/secret-key ]]; then
    .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))' >var/secret-key.new
    mv var/secret-key.new var/secret-key
fi
export DJANGO_SETTINGS_MODULE=network.settings
export DEMO=1
export SECRET_KEY=${SECRET_KEY:-$(<var/secret-key)}
export DATABASE_URL=${DATABASE_URL:-sqlite:///$PWD/var/stedennetwerk.sqlite3}

PYTHONPATH=. .venv/bin/python tools/first_start.py
echo "Stedennetwerk: http://127.0.0.1:$PORT/   (Ctrl-C stops; the data stays in var/)"
exec .venv/bin/python tools/together.py \
    .venv/bin/python -m gunicorn network.wsgi:application --bind "127.0.0.1:$PORT" \
    --worker-class gthread --workers 1 --threads 8 --no-control-socket --log-level warning \
    -- .venv/bin/python manage.py worker
