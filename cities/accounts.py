"""Accounts: made for people, never by them, each with one confirmed address in lower case.

A new account has no password. Its owner chooses one by "wachtwoord vergeten" on the sign-in page,
so that nobody else ever knows it.
"""

from allauth.account.models import EmailAddress
from django.db import transaction


def is_taken(email, *, but_by):
    """Whether the address is a confirmed one of anybody else."""
    return EmailAddress.objects.filter(email=email, verified=True).exclude(user=but_by.pk).exists()


@transaction.atomic
def confirm_address(user):
    """Make the account's own address its only one: primary, and confirmed by who made it."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
