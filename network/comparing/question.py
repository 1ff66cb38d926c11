"""What a page of the comparison is asked: which day, which cities, which goals.

All of it stands in the address, so that everybody who opens the address sees the same. What is
wrong in it is told in Dutch and left out; nothing in an address is an error.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef

from actionplans.comparing.chosen import Chosen
from actionplans.comparing.standing import Standing, read_day, standings
from actionplans.models import Edition
from cities.models import City

from ..models import YearTheme
from ..themes.belonging import chosen_of
from .filtering import Filter, address_of, filter_of

DAY, CITY, THEME = "op", "stad", "thema"
MOST_ASKED = 200
LONGEST_SLUG = 80
UNKNOWN_CITY = "Een stad in het adres kennen we niet, of ze heeft geen plan. Ze telt niet mee."
UNKNOWN_THEME = "Dat jaarthema kennen we niet. Je ziet alle doelen."


@dataclass(frozen=True)
class Question:
    """`day` None is today; `cities` are those to compare, `members` those of the network then.

    `others` are cities outside the network with a published plan: they can be chosen, and are
    never there unasked. `is_chosen`: the reader picked the cities.
    """

    day: object
    messages: tuple
    cities: tuple
    members: tuple
    others: tuple
    is_chosen: bool
    chosen: Chosen
    theme: YearTheme | None
    filter: Filter

    @property
    def message(self) -> str:
        return " ".join(self.messages)

    @cached_property
    def only(self) -> Chosen | None:
        """Which goals count: what was filtered, within the theme; None when all do."""
        theme = chosen_of(self.theme) if self.theme else None
        if theme is None:
            return None if self.chosen.is_empty else self.chosen
        return replace(self.chosen, within=theme)

    @cached_property
    def found(self) -> list[Standing]:
        """Which text stands for each of the cities on that day."""
        return standings(self.day, cities=self.cities)

    # --- the same question in an address -------------------------------------------------------
    @property
    def query(self) -> str:
        """Without a question mark; always in the same order."""
        return urlencode([*self.others_than_filter, *self.chosen.pairs()])

    @property
    def others_than_filter(self) -> list[tuple]:
        return [*self.day_pairs, *self.city_pairs, *self.theme_pairs]

    @property
    def suffix(self) -> str:
        """'?op=…&stad=…', or nothing: to put behind an address."""
        return f"?{self.query}" if self.query else ""

    @property
    def day_pairs(self):
        return [(DAY, self.day.isoformat())] if self.day else []

    @property
    def city_pairs(self):
        return [(CITY, city.slug) for city in self.cities] if self.is_chosen else []

    @property
    def theme_pairs(self):
        return [(THEME, self.theme.slug)] if self.theme else []

    @property
    def day_suffix(self) -> str:
        return address_of(self.day_pairs) if self.day else ""

    @property
    def today_address(self) -> str:
        """The same page as it is today."""
        return address_of([*self.city_pairs, *self.theme_pairs, *self.chosen.pairs()])

    @property
    def all_cities_address(self) -> str:
        return address_of([*self.day_pairs, *self.theme_pairs, *self.chosen.pairs()])

    @property
    def without_theme_address(self) -> str:
        return address_of([*self.day_pairs, *self.city_pairs, *self.chosen.pairs()])

    @property
    def unfiltered_address(self) -> str:
        """All goals of these cities on that day."""
        return address_of([*self.day_pairs, *self.city_pairs])


def question_of(request) -> Question:
    """At most six queries, and one per list that something was filtered by."""
    params = request.GET
    day, message = read_day(params.get(DAY))
    members, others = _cities_on(day)
    picked, is_unknown = _picked(params.getlist(CITY), (*members, *others))
    theme, no_theme = _theme(params.get(THEME, ""))
    chosen = Chosen.read(params)
    told = (message, UNKNOWN_CITY if is_unknown else "", UNKNOWN_THEME if no_theme else "")
    return Question(
        day=day,
        messages=tuple(filter(None, told)),
        cities=picked or members,
        members=members,
        others=others,
        is_chosen=bool(picked),
        chosen=chosen,
        theme=theme,
        filter=filter_of(params, chosen),
    )


def _cities_on(day):
    """The members of that day; and the others with a plan that everybody can read."""
    members = tuple(City.objects.members(day).order_by("name"))
    readable = Edition.objects.published().filter(plan__city=OuterRef("pk"))
    others = City.objects.filter(Exists(readable)).exclude(pk__in=[one.pk for one in members])
    return members, tuple(others.order_by("name"))


def _picked(slugs, cities):
    """(the cities asked for, by name; whether something else was asked)."""
    asked = {slug for slug in slugs[:MOST_ASKED] if slug}
    known = tuple(city for city in sorted(cities, key=lambda one: one.name) if city.slug in asked)
    return known, len(known) < len(asked)


def _theme(slug):
    if not slug:
        return None, False
    theme = None
    if len(slug) <= LONGEST_SLUG and "\0" not in slug:
        theme = YearTheme.objects.filter(slug=slug).first()
    return theme, theme is None
