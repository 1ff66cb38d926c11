"""What a moderator posts to decide, as the page has it."""

from uuid import uuid4

from django.urls import reverse


def url_of(practice, word):
    return reverse("practices:decide", args=[practice.code, word])


def seen_on(practice, **typed):
    """What the page posts, as it was made for this fiche."""
    practice.refresh_from_db()
    number = practice.working_version.number
    return {"lock": practice.lock_version, "seen": number, "deed": uuid4(), **typed}


def mail_of(client, practice, word):
    return client.get(url_of(practice, word)).context["form"]["mail_body"].value()


def state_of(practice):
    practice.refresh_from_db()
    return practice.state


def text_of(client, practice, word):
    """Every box of the fiche as the page shows it, as a browser posts it."""
    boxes = client.get(url_of(practice, word)).context["form"].fiche
    values = {box.html_name: box.value() for box in boxes}
    return {name: value for name, value in values.items() if value not in (None, False)}
