"""Guards that `manage.py check --deploy` asks before a site is opened to the world."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import DatabaseError

DEMO_ACCOUNTS = "network.E001"
NO_ANSWER = "network.I001"


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
