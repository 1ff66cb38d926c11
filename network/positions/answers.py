"""What the cities say of one text: who endorses, who abstains, and who did not answer yet.

Silence is told as silence: it counts neither for nor against. A city that spoke as a member and
left the network since still said what it said.
"""

from dataclasses import dataclass

from cities.models import City

from ..models import Endorsement, PositionVersion


@dataclass(frozen=True)
class Answers:
    """`silent` are the member cities of that day without an answer."""

    text: PositionVersion
    endorsing: list
    abstaining: list
    silent: list

    @property
    def spoken(self):
        """All answers, by name of the city."""
        return sorted([*self.endorsing, *self.abstaining], key=lambda one: one.city.name)

    @property
    def n_asked(self):
        return len(self.endorsing) + len(self.abstaining) + len(self.silent)

    def of(self, city):
        return next((one for one in self.spoken if one.city_id == city.pk), None)


def newest_text(position) -> PositionVersion:
    return position.versions.select_related("by").first()


def answers_on(position, *, day=None) -> Answers:
    """On the newest text, of the members on a day (today unless one is given); three queries."""
    text = newest_text(position)
    spoken = list(text.endorsements.select_related("city", "by").order_by("city__name"))
    known = {one.city_id for one in spoken}
    members = City.objects.members(day).order_by("name")
    by_kind = {
        kind: [one for one in spoken if one.kind == kind] for kind in Endorsement.Kind.values
    }
    return Answers(
        text,
        by_kind[Endorsement.Kind.ENDORSES],
        by_kind[Endorsement.Kind.ABSTAINS],
        [city for city in members if city.pk not in known],
    )
