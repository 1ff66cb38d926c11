"""The pages of partners: which ones, found by name, and what to know about the equality bodies.

Lists name a partner as the plans do. Since 15 March 2023 another body has part of the tasks that
Unia had: that is told, and never worked out for a city.
"""

from dataclasses import dataclass

from actionplans.comparing.partner_lens import partner_counts
from cities.models import Organisation
from cities.stems import fold

LONGEST_WORDS = 100
WITHOUT_KIND = "andere"
# slug of a partner: (slug of the other one, what to know)
BESIDE = {
    "unia": (
        "vmri",
        "Sinds 15 maart 2023 heeft het Vlaams Mensenrechteninstituut de Vlaamse taken, zoals wonen,"
        " onderwijs en welzijn. Unia houdt de federale, zoals werk en justitie. Noemt een plan"
        " Unia, dan staat het hier, ook als de taak intussen bij de andere ligt.",
    ),
    "vmri": (
        "unia",
        "Het instituut heeft sinds 15 maart 2023 de Vlaamse taken die vroeger bij Unia lagen. Een"
        " plan dat Unia noemt, staat bij Unia en niet hier.",
    ),
}


@dataclass(frozen=True)
class Shelf:
    """Partners of one kind; those that no plan names stand apart."""

    name: str
    counts: list
    unused: list


def read_words(params) -> str:
    return " ".join(params.get("q", "")[:LONGEST_WORDS].replace("\0", " ").split())


def shelves(found, *, words="") -> list[Shelf]:
    """By kind, within it the most cities first; `words` is part of a name."""
    sought = fold(words)
    by_kind = {}
    for count in partner_counts(found):
        one = count.organisation
        if sought in fold(f"{one.name} {one.short_name}"):
            by_kind.setdefault(one.get_kind_display() or WITHOUT_KIND, []).append(count)
    return [
        Shelf(
            kind,
            sorted((one for one in counts if one.n_cities), key=_most_first),
            [one for one in counts if not one.n_cities],
        )
        for kind, counts in sorted(by_kind.items())
    ]


def _most_first(count):
    return -count.n_cities, -count.n_goals, fold(count.organisation.name)


def beside(organisation) -> dict | None:
    """The partner that a reader may also want to know of, with why; one query, or none."""
    if organisation.slug not in BESIDE:
        return None
    slug, words = BESIDE[organisation.slug]
    return {"other": Organisation.objects.filter(slug=slug).first(), "words": words}
