"""Plans as open data: the current edition of every plan, and what cities told about its goals.

The texts come from the archived bytes of the editions, one read each; a withdrawn edition and a
draft are in no table. Names of people are in none either: who signed, wrote or answered.
"""

from django.urls import reverse
from django.utils import timezone

from cities.models import Ground, PolicyDomain, Track

from ..differences.kept import content_of_edition
from ..models import Action, Commitment, Edition, Goal
from ..progress.entries import readable, tells_where

CHUNK = 20


def current_editions():
    """Each with its plan and city; read a few at a time."""
    found = Edition.objects.current().filter(withdrawal__isnull=True)
    ordered = found.select_related("plan__city").order_by(
        "plan__city__name", "-plan__period_from", "plan__slug"
    )
    return ordered.iterator(chunk_size=CHUNK)


def _texts():
    for edition in current_editions():
        yield edition, content_of_edition(edition)


class _Words:
    """The labels of the shared lists, read once per table."""

    def __init__(self):
        self.lists = {
            model: dict(model.objects.values_list("code", "label"))
            for model in (Ground, PolicyDomain, Track)
        }
        self.commitments = dict(Commitment.objects.values_list("number", "short_nl"))

    def of(self, model, codes):
        return [self.lists[model].get(code, code) for code in codes]


def plan_rows(absolute):
    for edition, content in _texts():
        plan = edition.plan
        goals = [goal for chapter in content["chapters"] for goal in chapter["goals"]]
        yield {
            **_of_plan(plan),
            "titel": content["title"],
            "soort": plan.get_framework_display(),
            "thema": plan.theme,
            "van": plan.period_from,
            "tot_en_met": plan.period_until,
            "editie": edition.number,
            "gepubliceerd_op": timezone.localdate(edition.published_at).isoformat(),
            "besluit_van": edition.get_decision_body_display(),
            "besluit_datum": edition.decision_date and edition.decision_date.isoformat(),
            "besluit_nummer": edition.decision_reference,
            "besluit_link": edition.decision_link,
            "hoofdstukken": len(content["chapters"]),
            "doelen": len(goals),
            "acties": sum(len(goal["actions"]) for goal in goals),
            "verbintenissen": sorted({number for _, _, n in _goals(content) for number in n}),
            "inleiding": content["introduction"],
            "controlegetal": edition.sha256,
            "adres": absolute(plan.get_absolute_url()),
            "volledige_tekst": absolute(f"{edition.get_absolute_url()}export.json"),
        }


def _of_plan(plan):
    return {
        "plan": str(plan.uid),
        "stad": plan.city.name,
        "nis_code": plan.city.nis_code,
    }


def _goals(content):
    """(chapter, goal, numbers of its commitments) in reading order."""
    for chapter in content["chapters"]:
        for goal in chapter["goals"]:
            yield chapter, goal, goal["commitments"] or chapter["commitments"]


def goal_rows(absolute):
    words = _Words()
    for edition, content in _texts():
        for chapter, goal, numbers in _goals(content):
            yield {
                "doel": goal["uid"],
                **_of_plan(edition.plan),
                "hoofdstuk": f"{chapter['number']} {chapter['title']}".strip(),
                "nummer": goal["code"],
                "tekst": goal["title"],
                "toelichting": goal["explanation"],
                "verbintenissen": numbers,
                "verbintenissen_in_woorden": [words.commitments.get(one, "") for one in numbers],
                "voorbeeldactie": goal["example"],
                **_timing(goal),
                "gronden": words.of(Ground, goal["grounds"]),
                "domeinen": words.of(PolicyDomain, goal["domains"]),
                "sporen": words.of(Track, goal["tracks"]),
                "sdgs": goal["sdgs"],
                "acties": len(goal["actions"]),
                "adres": absolute(reverse("actionplans:goal", args=[goal["uid"]])),
            }


def _timing(row):
    return {
        "timing": row["timing_text"],
        "van": row["timing_from"],
        "tot_en_met": row["timing_until"],
    }


def action_rows(absolute):
    for edition, content in _texts():
        for _, goal, _ in _goals(content):
            for action in goal["actions"]:
                yield {
                    "actie": action["uid"],
                    "doel": goal["uid"],
                    **_of_plan(edition.plan),
                    "tekst": action["text"],
                    "verantwoordelijke": action["responsible"],
                    **_timing(action),
                    "adres": absolute(reverse("actionplans:action", args=[action["uid"]])),
                }


def partner_rows(absolute):
    for edition, content in _texts():
        for chapter in content["chapters"]:
            for goal, group in ((None, chapter["group"]), *_own_groups(chapter)):
                for one in group:
                    yield {
                        "deelname": one["uid"],
                        **_of_plan(edition.plan),
                        "hoofdstuk": f"{chapter['number']} {chapter['title']}".strip(),
                        "doel": goal,
                        "naam": one["label"],
                        "gedeelde_partner": one["organisation"],
                        "rol": "organisator" if one["role"] == "organiser" else "deelnemer",
                        "nog_te_bevestigen": one["to_confirm"],
                    }


def _own_groups(chapter):
    return [(goal["uid"], goal["group"]) for goal in chapter["goals"]]


def progress_rows(absolute):
    """Only about what a visitor can read: an entry on a row that no edition holds is left out."""
    published = {"edition__state": Edition.State.PUBLISHED}
    known = {
        kind: set(model.objects.filter(**published).values_list("uid", flat=True).distinct())
        for kind, model in (("goal", Goal), ("action", Action))
    }
    entries = readable(public=True).select_related("plan__city", "round").order_by("pk")
    for entry in entries.iterator(chunk_size=500):
        if entry.subject not in known[entry.kind] or tells_where(entry):
            continue
        yield {
            "over": str(entry.subject),
            "soort": entry.get_kind_display(),
            **_of_plan(entry.plan),
            "volgnummer": entry.number,
            "op": timezone.localdate(entry.at).isoformat(),
            "ronde": entry.round.name if entry.round else "",
            "voortgang": entry.get_state_display(),
            "op_schema": entry.get_schedule_display(),
            "reden": entry.get_reason_display(),
            "toelichting": entry.text,
            "bewijs": [one["url"] for one in entry.evidence if isinstance(one, dict)],
            "adres": absolute(reverse(f"actionplans:{entry.kind}", args=[entry.subject])),
        }
