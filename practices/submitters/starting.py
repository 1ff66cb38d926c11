"""Asking for a personal link: the way in for who has no account.

Whatever address is given, the answer is the same; only its owner learns by mail what it opens. What
was typed beside the address never stands in that mail: else anybody could have us write to anybody.
A confirmed submitter's name and city are not changed by who merely knows the address.
"""

from uuid import uuid4

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from cities import outbox
from cities.models import User

from ..models import Submitter
from .limits import TO_ONE_ADDRESS, is_within
from .links import link_for, safe_next

SUBJECT = "[Stedennetwerk] Je persoonlijke link voor de praktijkendatabank"
SUBJECT_OF_ACCOUNT = "[Stedennetwerk] Je hebt al een account"


@transaction.atomic
def start(*, email, name="", organisation="", city=None, place_name="", next="") -> bool:
    """Post a personal link to this address; False when it had enough of them this hour.

    Who has an account is sent to the sign-in.
    """
    email = email.strip().lower()
    if not is_within(TO_ONE_ADDRESS, email):
        return False
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        _post_about_account(email, next)
        return True
    typed = {
        "name": name,
        "organisation": organisation,
        "city": city,
        "place_name": "" if city else place_name,
    }
    submitter, is_new = Submitter.objects.get_or_create(email=email, defaults=typed)
    if not is_new and submitter.confirmed_at is None:
        Submitter.objects.filter(pk=submitter.pk).update(**typed)
    _post_link(submitter, next)
    return True


@transaction.atomic
def send_again(submitter, *, next="") -> bool:
    """A new link for somebody whose link ran out or was revoked."""
    if not is_within(TO_ONE_ADDRESS, submitter.email):
        return False
    _post_link(submitter, next)
    return True


def _post_link(submitter, next):
    url = outbox.absolute(link_for(submitter, next))
    _post(submitter.email, SUBJECT, "mail.txt", url)


def _post_about_account(email, next):
    path = reverse("account_login")
    if going := safe_next(next):
        path += "?" + urlencode({"next": going})
    _post(email, SUBJECT_OF_ACCOUNT, "mail_account.txt", outbox.absolute(path))


def _post(address, subject, template, url):
    # Every request is a mail of its own: asking twice gives two links.
    outbox.post(
        key=f"personal-link:{uuid4()}",
        kind=outbox.PERSONAL_LINK,
        subject=subject,
        body=render_to_string(f"practices/submitters/{template}", {"url": url}).strip(),
        address=address,
    )
