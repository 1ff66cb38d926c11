"""What a published practice is found by: its labels and its words, kept beside it.

Written in the transaction of the deed that changes what everybody reads. What is not listed has
neither labels nor words: a draft, an archived fiche or a hidden city section is found by nobody.
"""

from django.db import transaction

from cities.models.search import SearchEntry
from cities.stems import stems

from ..fiche.fields import PARTS, Kind
from ..fiche.labels import labels_of
from ..fiche.markdown import to_plain
from ..fiche.shown import shown_fields
from ..models import Practice, PracticeTag

PRACTICE, SECTION = "practice", "practice_section"
KINDS = (PRACTICE, SECTION)
# Whom to call is for the page; nobody looks for a fiche by the name of an officer.
NOT_SEARCHED = {"contact", "contact_name", "evidence_url", "summary_en"}


@transaction.atomic
def refresh(practice) -> None:
    """Make the labels and words of one practice anew, from what everybody reads of it now."""
    forget(practice)
    if practice.state != Practice.State.PUBLISHED:
        return
    sections = list(practice.sections.shown().in_order())
    PracticeTag.objects.bulk_create(
        PracticeTag(practice=practice, facet=facet, code=code)
        for facet, code in sorted(_tags(practice, sections))
    )
    SearchEntry.objects.bulk_create(_entries(practice, sections))


@transaction.atomic
def forget(practice) -> None:
    """Take a practice out of list and search; also before its row goes."""
    PracticeTag.objects.filter(practice=practice).delete()
    SearchEntry.objects.filter(parent=practice.uid, kind__in=KINDS).delete()


def _tags(practice, sections):
    content = practice.published_version.content
    tags = {
        (field.facet, str(code))
        for field in PARTS["shared"].values()
        if field.kind == Kind.TERMS and field.facet
        for code in content.get(field.name, [])
    }
    return tags | {("gemeente", one.city.slug) for one in sections if one.city}


def _entries(practice, sections):
    content = practice.published_version.content
    parts = [("shared", content)]
    parts += [("section", one.version.content) for one in sections if one.version]
    labels = labels_of(*parts)
    yield _entry(PRACTICE, practice, practice.uid, practice.title, *text_of(*parts[0], labels))
    for section in sections:
        if section.version:
            told = text_of("section", section.version.content, labels)
            yield _entry(SECTION, practice, section.uid, section.place, *told)


def _entry(kind, practice, uid, title, text, labels):
    return SearchEntry(
        kind=kind,
        uid=uid,
        parent=practice.uid,
        title=title[:300],
        text=text,
        stems=stems(f"{title} {text} {labels}"),
    )


def text_of(part, content, labels) -> tuple[str, str]:
    """The plain words of a part, and beside them its labels."""
    told, tagged = [], []
    for shown in shown_fields(part, content, labels=labels):
        if shown.name in NOT_SEARCHED:
            continue
        if shown.kind == Kind.TEXT:
            told.append(to_plain(shown.value))
        elif shown.kind == Kind.ITEMS:
            told += [item.removeprefix("# ") for item in shown.value]
        elif shown.kind == Kind.LINE and shown.name != "title":
            told.append(shown.value)
        elif shown.kind == Kind.TERMS:
            tagged += [one.label for one in shown.value]
        elif shown.kind == Kind.LINKS:
            tagged += [one["title"] for one in shown.value]
    return " · ".join(told), " ".join(tagged)
