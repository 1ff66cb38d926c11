"""What a published practice is found by: its labels and its words, kept beside it.

Written in the transaction of the deed that changes what everybody reads. What is not listed has
neither labels nor words: a draft, an archived fiche or a hidden city section is found by nobody.
"""

from django.db import transaction

from cities import index

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
    """Make the labels and words of one practice anew, from what everybody reads of it now.

    Two cities may change their sections at the same moment: the second waits here for the first.
    """
    Practice.objects.select_for_update(of=("self",)).filter(pk=practice.pk).first()
    _as_it_stands(practice)


def _as_it_stands(practice):
    forget(practice)
    if practice.state != Practice.State.PUBLISHED:
        return
    sections = list(practice.sections.shown().in_order())
    PracticeTag.objects.bulk_create(
        PracticeTag(practice=practice, facet=facet, code=code)
        for facet, code in sorted(_tags(practice, sections))
    )
    index.put_many(_entries(practice, sections))


@transaction.atomic
def forget(practice) -> None:
    """Take a practice out of list and search; also before its row goes."""
    PracticeTag.objects.filter(practice=practice).delete()
    index.forget(parent=practice.uid, kinds=KINDS)


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
    yield {
        **{"kind": PRACTICE, "uid": practice.uid, "title": practice.title},
        **_common(practice, practice, practice.city),
        **text_of(*parts[0], labels),
    }
    for section in sections:
        if section.version:
            yield {
                **{"kind": SECTION, "uid": section.uid, "title": section.place},
                **_common(practice, section, section.city),
                **text_of("section", section.version.content, labels),
            }


def _common(practice, thing, city):
    return {"parent": practice.uid, "url": thing.get_absolute_url(), "city": city}


def text_of(part, content, labels) -> dict:
    """The plain words of a part, and beside them its labels, as `cities.index` takes them."""
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
    return {"text": " · ".join(told), "labels": " ".join(tagged)}


# --- making it anew ------------------------------------------------------------------------------
def uids():
    return Practice.objects.values_list("uid", flat=True)


def rebuild(uid) -> None:
    _as_it_stands(Practice.objects.select_related("published_version", "city").get(uid=uid))
