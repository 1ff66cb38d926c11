"""Blanks as a table to take away."""

from django.urls import reverse

from actionplans.comparing.facets import NO_UPDATE, STATES

GAPS_HEADER = [
    *("wat", "verbintenis", "voorbeeldactie of label", "stad met ervaring", "doel"),
    *("voortgang", "adres"),
]
NOBODY = "in geen enkele stad"


def gap_rows(gaps, absolute) -> list[list]:
    return [*_own(gaps, absolute), *_nobody(gaps.nobody)]


def _own(gaps, absolute):
    for room in gaps.rooms:
        what = f"niet in {gaps.own.city}, wel elders"
        for one in room.experience:
            yield from _experience(what, room.commitment, "", one, absolute)
        for line in room.examples:
            for one in line.experience:
                yield from _experience(what, room.commitment, str(line.example), one, absolute)


def _experience(what, commitment, example, one, absolute):
    for goal in one.goals:
        yield [
            *(what, str(commitment), example, str(one.city), f"{goal.code} {goal.title}".strip()),
            STATES[goal.state or NO_UPDATE],
            absolute(reverse("actionplans:goal", args=[goal.uid])),
        ]


def _nobody(nobody):
    blanks = [""] * 4
    for commitment in nobody.commitments:
        yield [NOBODY, str(commitment), "", *blanks]
    for commitment, examples in nobody.examples:
        for example in examples:
            yield [NOBODY, str(commitment), str(example), *blanks]
    for name, terms in nobody.lists:
        for term in terms:
            yield [NOBODY, "", f"{name}: {term}", *blanks]
