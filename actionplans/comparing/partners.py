"""Who works with a partner of the shared list.

A participant belongs to a partner when the city linked it. What the city only wrote counts too when
it is exactly the name or the short name of the partner, and is told as such: nothing is guessed.
One partner never takes the place of another, also when it took over its tasks.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from cities.models import Organisation

from ..models import Participation


def participations():
    return Participation.objects.order_by()


def named_by_label():
    """Partners that a participation names exactly; only in a subquery on `Participation`.

    Lower case on both sides, and no `iexact`: SQLite would read a label as a pattern.
    """
    label = Lower(OuterRef("label"))
    rows = Organisation.objects.annotate(lower=Lower("name"), short=Lower("short_name"))
    return rows.filter(Q(lower=label) | Q(short=label))


def naming(slugs) -> Q:
    """Participations that name one of these partners; only in a filter of `Participation`."""
    named = named_by_label().filter(slug__in=slugs)
    return Q(organisation__slug__in=slugs) | (Q(organisation=None) & Q(Exists(named)))
