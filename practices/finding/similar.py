"""Which practices are alike, and why: labels in common, and titles that resemble each other.

A label that few practices carry says more than one that most carry by nature, so domains and
grounds weigh more than goals of the United Nations. The reader always gets the reasons; what is
not in the list is never named.
"""

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

from cities.models.search import SearchEntry
from cities.stems import SMALL_WORDS, stem, words

from ..fiche.fields import PARTS, Kind
from ..fiche.labels import labels_of
from ..models import Practice, PracticeTag
from .index import PRACTICE

# facet: (weight of one shared label, how the reason begins)
FACETS = {
    "categorie": (2, "zelfde categorie"),
    "domein": (4, "zelfde domein"),
    "grond": (3, "zelfde grond"),
    "verbintenis": (2, "zelfde verbintenis"),
    "doelgroep": (2, "zelfde doelgroep"),
    "spoor": (1, "zelfde spoor"),
    "partner": (2, "zelfde partner"),
    "sdg": (1, "zelfde SDG"),
}
# From here on a title says that two practices may be the same one.
ALIKE, LETTERS_ALIKE = 0.5, 0.75
TITLE_WEIGHT = 12
# Less than this is no resemblance: one shared goal of the United Nations, say.
LEAST = 4
MOST_REASONS = 3


@dataclass(frozen=True)
class Similar:
    """`reasons` are Dutch, for the reader: 'zelfde domein Wonen'."""

    practice: Practice
    reasons: list[str]
    score: float


def similar(practice, limit=5, *, content=None) -> list[Similar]:
    """What is listed and resembles this one, the most alike first; never itself.

    `practice` may be a draft; content: a text of it to compare instead of the one readers get.
    """
    version = practice.shown_version
    content = content or (version.content if version else {})
    scores, shared = defaultdict(float), defaultdict(list)
    for uid, facet, code in _rows_with(_tags(content), exclude=practice):
        scores[uid] += FACETS[facet][0]
        shared[uid].append((facet, code))
    likeness = _titles_like(content.get("title", ""), exclude=practice)
    for uid, ratio in likeness.items():
        scores[uid] += ratio * TITLE_WEIGHT
    found = [uid for uid in scores if scores[uid] >= LEAST]
    return _with_reasons(_best(found, scores, limit), scores, shared, likeness, content)


def looks_like(title, *, exclude=None, limit=3) -> list[Similar]:
    """What is listed with a title like this, while its author still types."""
    likeness = _titles_like(title, exclude=exclude)
    return _with_reasons(_best(likeness, likeness, limit), likeness, {}, likeness, {})


def _best(uids, scores, limit):
    """The highest scores first; the same order on every database."""
    return sorted(uids, key=lambda uid: (-scores[uid], str(uid)))[:limit]


def _tags(content) -> dict:
    """{(facet, code as it stands in a tag): (field, code as it stands in the text)}."""
    return {
        (field.facet, str(code)): (field, code)
        for field in PARTS["shared"].values()
        if field.kind == Kind.TERMS and field.facet in FACETS
        for code in content.get(field.name, [])
    }


def _rows_with(tags, *, exclude):
    """(uid, facet, code) of every other listed practice with one of these labels; one query."""
    rows = PracticeTag.objects.filter(
        facet__in={facet for facet, _ in tags},
        code__in={code for _, code in tags},
        practice__in=Practice.objects.listed(),
    ).exclude(practice=exclude)
    found = rows.order_by("pk").values_list("practice__uid", "facet", "code")
    return [row for row in found if row[1:] in tags]


def _titles_like(title, *, exclude) -> dict:
    """{uid: 0 to 1} of listed titles that resemble this one; one query."""
    own = _telling(title)
    if not own:
        return {}
    listed = Practice.objects.listed()
    if exclude is not None:
        listed = listed.exclude(pk=exclude.pk)
    titles = SearchEntry.objects.filter(kind=PRACTICE, uid__in=listed.values("uid"))
    likeness = Likeness(own)
    found = {uid: likeness.to(_telling(other)) for uid, other in titles.values_list("uid", "title")}
    return {uid: ratio for uid, ratio in found.items() if ratio >= ALIKE}


def _telling(title):
    """The stems of a title that say something."""
    return tuple(stem(word) for word in words(title) if word not in SMALL_WORDS)


class Likeness:
    """How alike other titles are to one: the words they share, or their letters.

    The letters are for a typing error, and only compared where they can still matter: it is slow.
    """

    def __init__(self, own):
        self.own = set(own)
        self.letters = SequenceMatcher(b=" ".join(own), autojunk=False)

    def to(self, other) -> float:
        if not other or not self.own:
            return 0.0
        together = len(self.own & set(other)) / len(self.own | set(other))
        self.letters.set_seq1(" ".join(other))
        for ratio in (self.letters.real_quick_ratio, self.letters.quick_ratio, self.letters.ratio):
            if ratio() < LETTERS_ALIKE:
                return together
        return max(together, self.letters.ratio())


def _with_reasons(best, scores, shared, likeness, content):
    practices = Practice.objects.for_list().in_bulk(best, field_name="uid")
    tags, labels = _tags(content), labels_of(("shared", content))
    found = []
    for uid in best:
        reasons = [f"titel lijkt sterk ({likeness[uid] * 100:.0f} %)"] if uid in likeness else []
        for facet, code in sorted(shared.get(uid, ()), key=lambda tag: (-FACETS[tag[0]][0], tag)):
            field, own_code = tags[facet, code]
            label = labels.get((field.terms, own_code), code)
            reasons.append(f"{FACETS[facet][1]} {label}")
        found.append(Similar(practices[uid], reasons[:MOST_REASONS], round(scores[uid], 2)))
    return found
