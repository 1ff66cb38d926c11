"""The page of the year theme: the goals on it in every city, how far they are, the practices."""

from actionplans.comparing.goals import goals_on

from ...models import YearTheme
from ...themes.belonging import chosen_of, practices_of
from . import words


def tell(reading, meeting) -> dict | None:
    """The theme of the year of the meeting; None when the network chose none."""
    theme = YearTheme.objects.filter(year=meeting.day.year).first()
    if theme is None or not _was_chosen(theme, reading.days):
        return None
    cities = _goals_per_city(reading, theme)
    practices = practices_of(theme)
    return {
        "title": theme.title,
        "year": theme.year,
        "text": theme.text,
        "url": theme.get_absolute_url(),
        "cities": cities,
        "without": [
            city.name for city in reading.cities if city.name not in {one["name"] for one in cities}
        ],
        "practices": [
            {"title": one.title, "place": one.place, "url": one.get_absolute_url()}
            for one in practices
        ],
    }


def _was_chosen(theme, days):
    return theme.adopted_on is None or theme.adopted_on <= days.until_on


def _goals_per_city(reading, theme):
    """[{the city, its goals}] of each that has any; which goals is asked in one query."""
    editions = [one.edition.pk for one in reading.now.values() if one.has_text]
    on_it = set(goals_on(editions, only=chosen_of(theme)).order_by().values_list("pk", flat=True))
    found = []
    for city in reading.cities:
        goals = [goal for goal in reading.goals[city.pk] if goal.pk in on_it]
        if goals:
            told = [
                words.goal(goal) | {"now": words.word(reading.last_word(goal.uid))}
                for goal in goals
            ]
            found.append({**words.city(city), "goals": told})
    return found
