"""Every setting, in one file; what differs between machines comes from the environment only.

Three ways to run: production (nothing set but what `required()` asks for), `DEMO=1` (plain http on
loopback addresses only, with demo accounts: what `make run` does) and `DEBUG=1` (a developer's
tracebacks, also on loopback only). A combination that would be unsafe stops the start with a
sentence that says what to set.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def required(name: str, advice: str) -> str:
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {advice} (or DEMO=1 for a local demonstration)")
    return value


def file_name(text: str) -> str:
    """The text as part of a file name: nothing that leads to another folder."""
    return "".join(letter if letter.isalnum() else "-" for letter in text).strip("-")


# --- how it runs -----------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
IS_LOCAL = DEBUG or DEMO

if IS_LOCAL:
    SECRET_KEY = env.str("SECRET_KEY", default="local-only-key-for-loopback-addresses-" + "0" * 24)
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=sorted(LOOPBACK))
    if not set(ALLOWED_HOSTS) <= LOOPBACK:
        raise ImproperlyConfigured(
            "DEMO and DEBUG are for this machine only: set ALLOWED_HOSTS to loopback names "
            f"({', '.join(sorted(LOOPBACK))}), or unset DEMO and DEBUG"
        )
else:
    SECRET_KEY = required("SECRET_KEY", "a random text of at least 50 characters")
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY is too short: use at least 50 random characters")
    ALLOWED_HOSTS = [
        host.strip()
        for host in required("ALLOWED_HOSTS", "the host names of the site, comma separated").split(
            ","
        )
    ]
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS may not be '*': name the hosts of the site")
    required("DATABASE_URL", "for example postgres://user:password@host/name")
    if not env.bool("MAIL_TO_FILES", default=False):
        required(
            "EMAIL_URL",
            "passwords are chosen by mail, so name the mail server, for example "
            "smtp+tls://user:password@mail.example.org:587; or MAIL_TO_FILES=1 for var/mail",
        )

# --- the house -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "network",
    "practices",
    "actionplans",
    "cities",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "network.middleware.BoundedRequestMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.middleware.OwnPageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "network.middleware.HtmxSignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.context.site",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- database --------------------------------------------------------------------------------
DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/stedennetwerk.sqlite3")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits its turn at the start instead of failing halfway. FULL: what was
    # acknowledged survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Written by `manage.py demo` only while DEMO is on. Named after the database that it is about: a
# demonstration on another one must not take its place.
_database = DATABASES["default"]
_file = Path(_database["NAME"])
_is_file = _database["ENGINE"].endswith("sqlite3") and _file.is_absolute()
_words = [_file.name] if _is_file else [str(_database.get(key, "")) for key in ("HOST", "NAME")]
_folder = _file.parent if _is_file else BASE_DIR / "var"
DEMO_ACCOUNTS_FILE = _folder / f"demo-accounts-{file_name(' '.join(_words))}.txt"

# The limits on signing in are counted here: in production by all workers together. What pages keep
# goes elsewhere, so that it never pushes a count out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if IS_LOCAL
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
    },
}

# --- who comes in ----------------------------------------------------------------------------
AUTH_USER_MODEL = "cities.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cities.passwords.NotAboutYouValidator"},
    {
        "NAME": "cities.passwords.LongEnoughValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "cities.passwords.NotCommonValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "actionplans:workspace"
ACCOUNT_ADAPTER = "network.accounts.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Stedennetwerk] "
# Whose attempts are counted: behind a proxy, the address that the proxy itself saw.
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=int(BEHIND_TLS_PROXY))

# --- language, files, mail -------------------------------------------------------------------
LANGUAGE_CODE = "nl-be"
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

# What Django 6 does by itself: an address typed without a scheme is https.
FORMS_URLFIELD_ASSUME_HTTPS = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Pictures and attachments of practices; a view serves them and asks each time who may see them.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(_folder / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = IS_LOCAL
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A plan as a Word file is a few megabytes at most; the importer says so in words above 25 MB. What
# is larger still is refused before anything of it is read.
MAX_REQUEST_BYTES = 26 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# What a mail calls the portal: it is written where there is no request to ask.
_own_address = f"http://127.0.0.1:{env.str('PORT', default='8000')}"
_public_address = f"https://{''.join(ALLOWED_HOSTS[:1]).lstrip('.')}"
SITE_URL = env.str("SITE_URL", default="") or (_own_address if IS_LOCAL else _public_address)
if not SITE_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("SITE_URL is an address, for example https://portal.example.org")
MAIL_DIR = BASE_DIR / "var" / "mail"
HELP_ADDRESS = env.str("HELP_ADDRESS", default="samenleven@vvsg.be")
MAIL_TO_FILES = not env.str("EMAIL_URL", default="")
if not MAIL_TO_FILES:
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="stedennetwerk@localhost")

# The portal goes nowhere unasked: with this the worker looks whether links in plans still answer.
CHECK_LINKS = env.bool("CHECK_LINKS", default=False)

# --- the browser's guards --------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "network.views.errors.csrf_failure"
SESSION_COOKIE_SECURE = not IS_LOCAL
CSRF_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_NAME = "sessionid" if IS_LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if IS_LOCAL else "__Host-csrftoken"
SECURE_SSL_REDIRECT = not IS_LOCAL and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 2 * 365 * 24 * 3600
# Only the organisation knows what else lives under its domain name, and preloading is not undone
# for months: both are asked for, never assumed. The deploy check's opinion on them is silenced.
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOCAL and env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS and env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- logging: to the console, where the server's keeper looks ---------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A 404 or a refused form is the visitor's business, not an incident.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
