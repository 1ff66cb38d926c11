"""What belongs to a theme: every goal and every practice that carries one of its labels.

A theme is a choice of grounds, domains, tracks and commitments, and one of them is enough. That is
wider than a filter, where every list that something was chosen from must be met. A domain takes
along the domains under it; a goal's own commitments replace those of its chapter. Of plans only the
text counts that stands for a city, of practices only what is published.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from actionplans.comparing.chosen import Chosen
from actionplans.comparing.goals import goals_in, goals_on
from actionplans.comparing.standing import standings, with_text
from cities.models import PolicyDomain
from practices.models import Practice, PracticeTag

LISTS = ("grounds", "domains", "tracks", "commitments")


@dataclass(frozen=True)
class Reach:
    """How much belongs to a choice now; `cities` are those with at least one goal."""

    goals: int
    cities: int
    practices: int


def terms_of(theme) -> dict:
    """{list: its rows} of a theme or proposal; uses what is prefetched."""
    return {name: list(getattr(theme, name).all()) for name in LISTS}


def chosen_of(theme) -> Chosen:
    """The choice of a theme or a proposal, as the comparison and the lists of goals take it."""
    return chosen_from(terms_of(theme))


def chosen_from(terms) -> Chosen:
    """The same for rows of the lists that are not saved (yet): {list: rows}."""
    return Chosen(
        grounds=tuple(one.code for one in terms["grounds"]),
        domains=tuple(one.code for one in terms["domains"]),
        tracks=tuple(one.code for one in terms["tracks"]),
        commitments=tuple(one.number for one in terms["commitments"]),
        is_any=True,
    )


# --- goals ---------------------------------------------------------------------------------------
def goals_of(theme, found=None) -> list:
    """[(standing, its goals)] of every city, those without any too; a fixed number of queries."""
    found = standings() if found is None else found
    by_city = {one.city.pk: (one, []) for one in found}
    for goal in goals_in(found, only=chosen_of(theme)):
        by_city[goal.city.pk][1].append(goal)
    return list(by_city.values())


# --- practices -----------------------------------------------------------------------------------
def practices_of(theme):
    """The published practices of a theme or proposal, the last changed in front."""
    return practices_on(chosen_of(theme)).for_list().order_by("-changed_at", "-pk")


def practices_on(chosen):
    """Each practice once: its labels are asked for apart."""
    if chosen.is_empty:
        return Practice.objects.none()
    tagged = PracticeTag.objects.filter(_labels(chosen)).order_by().values("practice")
    return Practice.objects.listed().filter(pk__in=tagged)


def _labels(chosen):
    codes = {
        "grond": chosen.grounds,
        "domein": _with_those_under(chosen.domains),
        "spoor": chosen.tracks,
        "verbintenis": tuple(str(number) for number in chosen.commitments),
    }
    found = Q(pk__in=[])
    for facet, values in codes.items():
        if values:
            found |= Q(facet=facet, code__in=values)
    return found


def _with_those_under(domains):
    if not domains:
        return ()
    under = PolicyDomain.objects.filter(parent__code__in=domains).values_list("code", flat=True)
    return (*domains, *under)


# --- how much ------------------------------------------------------------------------------------
def reach_of(theme) -> Reach:
    return reach(chosen_of(theme))


def reach(chosen) -> Reach:
    """What this choice would bring together today; five queries at most."""
    editions = [one.edition.pk for one in with_text(standings())]
    goals = goals_on(editions, only=chosen).order_by()
    counts = goals.aggregate(goals=Count("pk"), cities=Count("edition", distinct=True))
    return Reach(**counts, practices=practices_on(chosen).count())
