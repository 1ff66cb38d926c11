#!/usr/bin/env bash
# start.sh ADDRESS:PORT [web]: the last steps of every start in production, here and in the container.
# The database first, then the deployment check, which stops the start on an error (demo accounts, a
# missing guard of frozen editions); only then does anything listen. With `web` the worker is not
# started: compose.yaml gives it a container of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python manage.py migrate --noinput
# Where the workers count sign-in attempts together.
python manage.py createcachetable
python manage.py check --deploy --database default
web=(python -m gunicorn network.wsgi:application --bind "$1" --worker-class gthread
    --workers "${WORKERS:-2}" --threads 8 --no-control-socket)
[[ "${2:-}" != web ]] || exec "${web[@]}"
exec python tools/together.py "${web[@]}" -- python manage.py worker
