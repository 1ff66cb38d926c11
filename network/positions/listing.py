"""Which positions there are, and for whom.

Everybody reads what was adopted or sent. Members also read what is being prepared, what asks for
their answer, and what was withdrawn with the reason. Who is no member cannot tell a draft from an
address that never was.
"""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cities.models import City, Membership
from cities.permissions import can_read_for_members, cities_of

from ..models import Endorsement, JointPosition, PositionVersion

State = JointPosition.State


def visible_to(user):
    if can_read_for_members(user):
        return JointPosition.objects.all()
    return JointPosition.objects.public()


# --- lists ---------------------------------------------------------------------------------------
def adopted(limit=None) -> list[JointPosition]:
    """What the cities said together, the latest first; `n_endorsing` cities stand behind each."""
    found = JointPosition.objects.public().order_by("-adopted_on", "-pk")
    return list(_with_counts(found)[:limit])


def open_positions() -> list[JointPosition]:
    """What the cities are asked to answer now, the first deadline first."""
    found = JointPosition.objects.filter(state=State.OPEN).order_by("deadline", "pk")
    return list(_with_counts(found))


def in_preparation() -> list[JointPosition]:
    return list(JointPosition.objects.filter(state=State.DRAFT))


def withdrawn() -> list[JointPosition]:
    return list(JointPosition.objects.filter(state=State.WITHDRAWN))


def waiting_for(user) -> list[JointPosition]:
    """The open positions on which a city of this alderman did not speak; each has `silent_cities`.

    One query for who speaks for no city; at most five for an alderman.
    """
    mine = cities_of(user, Membership.Role.ALDERMAN)
    members = set(City.objects.members().values_list("pk", flat=True)) if mine else set()
    mine = [city for city in mine if city.pk in members]
    found = open_positions() if mine else []
    spoken = set(
        Endorsement.objects.filter(
            version__in=[position.text_pk for position in found], city__in=mine
        ).values_list("version", "city")
    )
    for position in found:
        position.silent_cities = [
            city for city in mine if (position.text_pk, city.pk) not in spoken
        ]
    return [position for position in found if position.silent_cities]


def _with_counts(positions):
    """`text_pk` of the newest text, `n_endorsing` and `n_spoken` cities on it; in one query."""
    texts = PositionVersion.objects.filter(position=OuterRef("pk")).order_by("-number")
    answers = Endorsement.objects.filter(version=OuterRef("text_pk")).order_by()
    endorsing = answers.filter(kind=Endorsement.Kind.ENDORSES)
    return positions.annotate(text_pk=Subquery(texts.values("pk")[:1])).annotate(
        n_endorsing=_count(endorsing), n_spoken=_count(answers)
    )


def _count(rows):
    counted = rows.values("version").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
