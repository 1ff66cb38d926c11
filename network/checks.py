"""Guards that `manage.py check --deploy` asks before a site is opened to the world."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import DatabaseError

DEMO_ACCOUNTS = "network.E001"
NO_ANSWER = "network.I001"
NO_MAIL = "network.W001"


@checks.register(checks.Tags.security, deploy=True)
def mail_leaves_the_house(app_configs, **kwargs):
    """Allowed for a trial, and said at every start: nobody gets the mail to choose a password."""
    if settings.DEMO or settings.DEBUG or not settings.MAIL_TO_FILES:
        return []
    return [
        checks.Warning(
            f"Mail is not sent but written to {settings.MAIL_DIR} (MAIL_TO_FILES=1).",
            hint="Set EMAIL_URL to a mail server, and unset MAIL_TO_FILES.",
            id=NO_MAIL,
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def no_demo_accounts(app_configs, **kwargs):
    """A demo account skips what protects a real one, and its password was printed somewhere."""
    if settings.DEMO or settings.DEBUG:
        return []
    try:
        found = get_user_model().objects.filter(is_demo=True).exists()
    except DatabaseError:
        hint = "Run this check again where the database answers and is migrated."
        return [checks.Info("Could not look for demo accounts.", hint=hint, id=NO_ANSWER)]
    if not found:
        return []
    return [
        checks.Error(
            "This database holds demo accounts, while neither DEMO nor DEBUG is on.",
            hint="Start the site on an empty database of its own (DATABASE_URL).",
            id=DEMO_ACCOUNTS,
        )
    ]
