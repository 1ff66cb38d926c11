"""The theme of a year: chosen in a vote, or written down by VVSG when it was chosen elsewhere.

There is one theme a year and its address stays. What a vote chose keeps its labels; its title and
text can be mended, and the vote goes on to say what the cities chose then. Of a theme that was
written down by hand everything can be mended. Each is found by the search from that moment on.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import Ballot, YearTheme
from ..models.addresses import NOT_A_NAME
from .belonging import LISTS, terms_of
from .searching import write_entry

IS_TAKEN = "Voor {year} staat er al een thema: “{theme}”."
JUST_TAKEN = "Een collega schreef net een thema voor {year}. Kijk eerst wat er staat."
IS_VOTED_ON = "Over het thema van {year} loopt een stemming. Wacht tot ze geteld is."
STALE = "Een collega wijzigde dit thema intussen. Kijk eerst wat er nu staat."


class ThemeRefusedError(Exception):
    """Why this theme cannot be; `field` is the value that it is about, or None."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StaleThemeError(Exception):
    """A colleague changed the theme since `seen`; nothing is written."""


# --- chosen in a vote ----------------------------------------------------------------------------
def adopt(proposal, *, ballot) -> YearTheme | None:
    """In the transaction of the count; None when the year has a theme already."""
    if YearTheme.objects.filter(year=ballot.year).exists():
        return None
    theme = YearTheme.objects.create(
        slug=_free_slug(proposal.title, ballot.year),
        year=ballot.year,
        title=proposal.title,
        text=proposal.reason,
        ballot=ballot,
        proposal=proposal,
        adopted_on=timezone.localdate(ballot.closed_at),
    )
    _choose(theme, terms_of(proposal))
    record(LogEntry.Verb.THEME_ADOPTED, theme, detail=str(ballot))
    write_entry(theme)
    return theme


# --- written down by hand ------------------------------------------------------------------------
@transaction.atomic
def write_down(*, year, title, text, adopted_on, terms, by) -> YearTheme:
    """A theme that was chosen elsewhere; `terms` is {list: rows}. The same twice is one theme.

    Raises ThemeRefusedError.
    """
    twin = YearTheme.objects.filter(year=year).first()
    if twin is not None:
        if (twin.title, twin.text) == (title, text):
            return twin
        raise ThemeRefusedError(IS_TAKEN.format(year=year, theme=twin.title), field="year")
    _check_no_vote(year)
    values = {"title": title, "text": text, "adopted_on": adopted_on}
    try:
        with transaction.atomic():
            theme = YearTheme.objects.create(slug=_free_slug(title, year), year=year, **values)
    except IntegrityError as error:
        raise ThemeRefusedError(JUST_TAKEN.format(year=year), field="year") from error
    _choose(theme, terms)
    actor = actor_of(by)
    record(LogEntry.Verb.THEME_ADOPTED, theme, by=actor, detail="Met de hand bijgeschreven.")
    write_entry(theme)
    return theme


@transaction.atomic
def mend(theme, *, values, terms, seen, by) -> YearTheme:
    """Change what is wrong in a theme; the same values twice leave no trace.

    `values` are its texts, and for one that was written by hand its year and day too; `terms` is
    None for one that a vote chose. Raises StaleThemeError and ThemeRefusedError.
    """
    now = YearTheme.objects.get(pk=theme.pk)
    told = [name for name, value in values.items() if getattr(now, name) != value]
    is_other_choice = terms is not None and _codes(terms) != _codes(terms_of(now))
    if not told and not is_other_choice:
        return now
    if "year" in told:
        taken = YearTheme.objects.filter(year=values["year"]).first()
        if taken:
            sentence = IS_TAKEN.format(year=taken.year, theme=taken.title)
            raise ThemeRefusedError(sentence, field="year")
        _check_no_vote(values["year"])
    _swap(now, seen, values)
    now.refresh_from_db()
    if is_other_choice:
        _choose(now, terms)
    names = [YearTheme._meta.get_field(name).verbose_name for name in told]
    detail = ", ".join([*names, "de keuze"] if is_other_choice else names)
    record(LogEntry.Verb.LIST_CHANGED, now, by=actor_of(by), detail=f"Jaarthema: {detail}")
    write_entry(now)
    return now


def _swap(theme, seen, values):
    rows = YearTheme.objects.filter(pk=theme.pk, version=seen)
    try:
        with transaction.atomic():
            is_mine = rows.update(**values, version=seen + 1)
    except IntegrityError as error:
        year = values.get("year", theme.year)
        raise ThemeRefusedError(JUST_TAKEN.format(year=year), field="year") from error
    if not is_mine:
        raise StaleThemeError(STALE)


def _check_no_vote(year):
    if Ballot.objects.filter(year=year, closed_at=None).exists():
        raise ThemeRefusedError(IS_VOTED_ON.format(year=year), field="year")


def _choose(theme, terms):
    for name in LISTS:
        getattr(theme, name).set(terms[name])


def _codes(terms):
    return {name: {one.pk for one in terms[name]} for name in LISTS}


def _free_slug(title, year):
    stem = f"{slugify(title)[:60].strip('-') or 'thema'}-{year}"
    taken = {*NOT_A_NAME, *YearTheme.objects.values_list("slug", flat=True)}
    numbered = [f"{stem}-{number}" for number in range(2, len(taken) + 3)]
    return next(slug for slug in (stem, *numbered) if slug not in taken)
