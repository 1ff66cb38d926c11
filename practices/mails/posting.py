"""Who gets a mail about a deed on a fiche, and when it leaves.

Nobody is mailed about their own deed; that a fiche came in is a receipt, and not news. A deed mails
each person once, whatever is clicked twice: its key names the deed, the text and the reader. What a
moderator decides leaves after a minute, so that taking it back is taking its mail back. Who
submitted without an account gets a personal link, and who left is replaced by the colleagues of the
city. The mail is written in the transaction of the deed; whether the mail server answers is another
matter.
"""

from datetime import timedelta

from django.urls import reverse

from cities import optouts
from cities.models import Membership, OutboxMail, ReminderKind, User
from cities.outbox import PERSONAL_LINK, absolute, post, text_to_show
from cities.permissions import EDITING_ROLES, still_stands_for

from ..models import ChangeProposal, Practice, PracticeEvent
from ..signing import author_address
from ..submitters.links import link_for
from .writing import Mail, author_path, fiche_path, preview, review_path, with_foot

__all__ = ["Mail", "preview", "sent_about", "take_back", "to_author", "to_city", "to_team"]

KIND = "practice"
UNDO_SECONDS = 60
# How every text begins, until it is known who reads it.
HELLO = "Dag,"
# What is told of a decision, or of a deed that its author may regret at once.
DELAYED = {
    *("M1", "M3", "M3c", "M5", "M5b", "M6", "M7", "M8", "M10", "M10b", "M11"),
    *("M12", "M14", "M15", "M16", "M17"),
}
# That something arrived is told to who sent it: proof, not news.
RECEIPTS = {"M1"}
TEAM = object()


# --- to whom -------------------------------------------------------------------------------------
def to_author(event, code, *, body="", **words) -> int:
    """To who wrote the practice or the proposal; when that account is gone, to the city's people.

    How many mails were posted. `body` replaces the text, never the subject.
    """
    subject = event.proposal or event.practice
    if not words.get("path"):
        words["path"] = page_of_author(subject)
    if subject.submitter is not None:
        return to_submitter(event, code, subject.submitter, body=body, **words)
    user, _ = author_address(subject)
    if user is not None and user.is_active and still_stands_for(user, subject.city):
        return _to_user(event, code, user, body=body, **words)
    return to_city(event, code, subject.city, body=body, **words)


def to_submitter(event, code, submitter, *, body="", **words) -> int:
    """To somebody without account, with the link that brings back to the fiche."""
    is_own = event.submitter_id == submitter.pk and code not in RECEIPTS
    if is_own or submitter.confirmed_at is None:
        return 0
    path = words.pop("path", "") or fiche_path(event.practice)
    return _posted(
        event,
        code,
        f"s{submitter.pk}",
        kind=PERSONAL_LINK,
        address=submitter.email,
        link=link_for(submitter, path),
        body=body,
        words=words,
    )


def to_team(event, code, *, to=TEAM, **words) -> int:
    """To the moderators. What is new (M2) as each prefers: at once, every morning, or never.

    M4 goes to who asked for the changes; `to` names one moderator, or None for nobody.
    """
    words.setdefault("path", review_path(event.practice))
    if code == "M2":
        return sum(
            _to_user(event, code, user, kind=ReminderKind.QUEUE_NEW, **words) for user in team()
        )
    if to is TEAM:
        to = _who_asked(event) if code == "M4" else None
        readers = [to] if to else team()
    else:
        readers = [to] if to else []
    return sum(_to_user(event, code, user, **words) for user in readers)


def to_city(event, code, city, *, body="", **words) -> int:
    """To everybody who writes for this city."""
    if city is None:
        return 0
    return sum(_to_user(event, code, user, body=body, **words) for user in people_of(city))


def to_person(code, *, key, subject, user=None, submitter=None, path="", kind=KIND, **words):
    """What time brings, told to one person: no deed of anybody; None when it is not wanted.

    `subject` is the practice, proposal or section that it is about.
    """
    practice = subject if isinstance(subject, Practice) else subject.practice
    path = path or page_of_author(subject)
    mail = preview(subject, code, **words)
    if submitter is not None:
        to = {"address": submitter.email, "kind": PERSONAL_LINK}
        path = link_for(submitter, path)
    else:
        to = {"user": user, "kind": kind}
    body = greeting(mail.body, user)
    body = with_foot(body, link=absolute(path), off_url=off_url_of(user, kind))
    return post(key=f"fiche:{practice.code}:{key}", subject=mail.subject, body=body, **to)


def page_of_author(subject) -> str:
    """Where its author does what a mail asks."""
    if isinstance(subject, ChangeProposal):
        return reverse("practices:proposal", args=[subject.uid])
    return author_path(subject if isinstance(subject, Practice) else subject.practice)


def team():
    """Who moderates today."""
    return User.objects.filter(is_active=True, network_role=User.NetworkRole.MODERATOR)


def people_of(city):
    """Who writes for this city."""
    working = Membership.objects.filter(city=city, role__in=EDITING_ROLES)
    return User.objects.filter(is_active=True, pk__in=working.values("user")).order_by("pk")


def is_own_deed(event, user) -> bool:
    return event.actor is not None and event.actor.user_id == user.pk


def _who_asked(event):
    """The moderator of the last request for changes, when still one."""
    asked = PracticeEvent.objects.filter(
        practice=event.practice, proposal=event.proposal, step="ask_changes", undone_by=None
    )
    last = asked.exclude(actor=None).order_by("-at", "-pk").first()
    return team().filter(actor=last.actor).first() if last else None


# --- how -----------------------------------------------------------------------------------------
def _to_user(event, code, user, *, body="", kind=KIND, path="", **words) -> int:
    if is_own_deed(event, user) and code not in RECEIPTS:
        return 0
    path = path or fiche_path(event.practice)
    return _posted(
        *(event, code, f"u{user.pk}"), kind=kind, user=user, link=path, body=body, words=words
    )


def _posted(event, code, reader, *, kind, link, body, words, user=None, address="") -> int:
    mail = preview(words.pop("about", None) or event.proposal or event.practice, code, **words)
    delay = UNDO_SECONDS if code in DELAYED else 0
    row = post(
        key=f"{_stem(event)}{code}:{reader}",
        kind=kind,
        user=user,
        address=address,
        subject=mail.subject,
        body=with_foot(
            greeting(body or mail.body, user),
            link=absolute(link),
            off_url=off_url_of(user, kind),
        ),
        due_at=event.at + timedelta(seconds=delay),
    )
    return int(row is not None)


def greeting(body, user) -> str:
    """'Dag Sofie Peeters,' for who has an account; a submitter's name may be anybody's typing."""
    if user is None or not user.name or not body.startswith(HELLO):
        return body
    return body.replace(HELLO, f"Dag {user.name},", 1)


def off_url_of(user, kind) -> str:
    """Only reminders can be switched off."""
    if user is None or not optouts.kinds_in(kind):
        return ""
    return absolute(optouts.off_path(user, kind))


def _stem(event):
    return f"fiche:{event.practice.code}:{event.uid}:"


# --- what was sent -------------------------------------------------------------------------------
def take_back(event) -> int:
    """Mails of this deed that nobody tried to send yet, gone; how many."""
    untried = OutboxMail.objects.waiting().filter(key__startswith=_stem(event), attempts=0)
    gone, _ = untried.delete()
    return gone


def have_left(event) -> bool:
    """Whether a mail of this deed is on its way; asked after `take_back`."""
    return OutboxMail.objects.filter(key__startswith=_stem(event)).exists()


def sent_about(practice) -> list:
    """Every mail about this fiche, the newest first; `shown` is its text without personal links.

    Of a mail to a submitter the text is forgotten once it left, for the link in it; what the
    moderator wrote stands in the deed.
    """
    found = OutboxMail.objects.filter(key__startswith=f"fiche:{practice.code}:")
    mails = list(found.select_related("user").order_by("-due_at", "-pk"))
    told = {
        str(uid): memo["mail"]
        for uid, memo in practice.events.values_list("uid", "memo")
        if memo.get("mail")
    }
    for mail in mails:
        deed = mail.key.split(":")[2]
        mail.shown = text_to_show(mail) or told.get(deed, "")
    return mails
