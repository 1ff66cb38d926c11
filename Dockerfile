FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=network.settings \
    STATIC_ROOT=/srv/static

RUN useradd --system --create-home --home-dir /app --shell /usr/sbin/nologin portal
WORKDIR /app

# Before the code: the packages are installed anew only when the lock changes.
COPY requirements.txt .
RUN pip install --no-cache-dir --no-input --disable-pip-version-check \
    --require-hashes --only-binary :all: -r requirements.txt

COPY . .
# Collected with values that exist only during this step; the real ones come at the start.
RUN SECRET_KEY=only-to-collect-the-static-files-while-the-image-is-built \
    ALLOWED_HOSTS=localhost DATABASE_URL=sqlite://:memory: MAIL_TO_FILES=1 \
    python manage.py collectstatic --noinput --verbosity 0 \
    && install -d -o portal -g portal -m 700 /app/var

USER portal
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s CMD ["python", "tools/healthcheck.py"]

CMD ["bash", "tools/start.sh", "0.0.0.0:8000"]
