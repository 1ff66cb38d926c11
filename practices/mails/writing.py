"""What a mail about a fiche says: one text per kind, M1 to M20 of the workflow and M21 (removed).

The first line of `templates/practices/mails/<code>.txt` is the subject, the rest is the text. What
follows below it, the link to the one address of the fiche and where to ask, is added to every mail
when it is posted: who edits the text before sending cannot lose it, and never sees the personal
link of a submitter. Mails name no person but their reader.
"""

from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse

from cities.outbox import one_line

from ..fiche.fields import field_at
from ..models import ChangeProposal, Practice, PracticeVersion
from ..submitters.places import told_place


@dataclass(frozen=True)
class Mail:
    """`body` is what may be edited before it is sent."""

    subject: str
    body: str


def preview(subject, code, **words) -> Mail:
    """The mail about a practice, a proposal or a section as it would leave now.

    `words` are those of its text: see the template. `points` are dictionaries {"field", "text"}.
    """
    told = _rendered(f"practices/mails/{code}.txt", {**_words_of(subject), **_readable(words)})
    first, _, rest = told.partition("\n")
    return Mail(one_line(first), rest.strip())


def with_foot(body, *, link="", off_url="") -> str:
    """The whole text: what is told, where the fiche stands, and where to ask."""
    words = {"link": link, "off_url": off_url, "help_address": settings.HELP_ADDRESS}
    foot = _rendered("practices/mails/foot.txt", words).strip()
    return f"{body.strip()}\n\n{foot}\n"


def fiche_path(practice) -> str:
    """The address that holds for good: by its code, whatever becomes of its title."""
    return reverse("practices:detail", args=[practice.code])


def author_path(practice) -> str:
    """Where its author works on it; what is online stands at its own address.

    A visitor is sent to sign in there first, and is not told that there is no such page.
    """
    if practice.state in (*Practice.READABLE, Practice.State.MERGED):
        return fiche_path(practice)
    return reverse("practices:fiche", args=[practice.code])


def review_path(practice) -> str:
    """Where VVSG looks at it; a draft is nobody's but its author's."""
    if practice.state == Practice.State.DRAFT and not practice.asks_help:
        return fiche_path(practice)
    return reverse("practices:review", args=[practice.code])


def latest_title(practice) -> str:
    """How its author knows it: the text that was saved last."""
    return (practice.working_version or practice.shown_version or _NOTHING).content.get(
        "title"
    ) or "fiche zonder titel"


def place_of(subject) -> str:
    """'Gent', or how somebody is called who does not speak for a city."""
    if subject.city:
        return str(subject.city)
    if subject.submitter:
        name = told_place(subject)
        return f"een indiener uit {name}" if name else "een indiener zonder account"
    return getattr(subject, "place_name", "") or "iemand zonder stad"


_NOTHING = PracticeVersion(content={})


def _words_of(subject):
    if subject is None:
        return {}
    practice = subject if isinstance(subject, Practice) else subject.practice
    words = {"title": one_line(latest_title(practice)), "proposal": None, "section": None}
    words |= {"what": "fiche", "it": "ze"}
    if practice.published_version and subject is not practice:
        words["title"] = one_line(practice.title)
    if hasattr(subject, "base_version_id"):
        words["proposal"] = subject
        words["kind"] = subject.get_kind_display()
        words |= _called(subject)
    if hasattr(subject, "submitter"):
        words["place"] = place_of(subject)
    else:
        words |= {"section": subject, "place": subject.place}
    return words


def _called(proposal) -> dict:
    """'je stadssectie ... ze': a city's own text and a remark are no 'voorstel' to who wrote it."""
    if proposal.kind == ChangeProposal.Kind.REMARK:
        return {"what": "opmerking", "it": "ze"}
    if proposal.part != ChangeProposal.SHARED:
        return {"what": "stadssectie", "it": "ze"}
    return {"what": "voorstel", "it": "het"}


def _readable(words):
    if "points" in words:
        words["points"] = [
            {"label": field_label(point["field"]), "text": point["text"]}
            for point in words["points"]
        ]
    return words


def field_label(path) -> str:
    found = field_at(path)
    return found[1].label if found else "De hele fiche"


def _rendered(template, words) -> str:
    # Plain text: what is sent by mail is no HTML.
    return get_template(template).template.render(Context(words, autoescape=False))
