"""The best answers of each group, and how many there are: counted and put in order by the database.

An entry answers when each word that was asked stands in it (`forms`); beside another word, the name
of a city is also answered by whatever belongs to that city. First come those with the words in
their title, then those with the word itself before its other endings, beginnings and synonyms; what
is equal keeps the order in which it was written. Words between quotes are then read from the best
of what is left, at most `MOST_READ` entries.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Case, Count, F, IntegerField, Max, Q, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from ..index import NUMBERS
from ..models.search import SearchEntry, SearchPlace
from ..stems import Query, phrase_in
from .forms import ALIKE, ENDING, ITSELF, Forms, forms_of
from .matching import whole_words

CITY = "city"
IN_TITLE = 4
MOST_READ = 1_000


@dataclass(frozen=True)
class Ranked:
    """Of one group: how many answer, and the keys of those that were asked for, the best first.

    `is_cut`: there may be more, of which the texts were not read.
    """

    total: int
    keys: tuple
    is_cut: bool = False


@dataclass(frozen=True)
class Asked:
    """A question, its words looked up. `cities`: {word: keys of the cities that it names}."""

    query: Query
    forms: tuple[Forms, ...]
    cities: dict

    @property
    def keys(self):
        return sorted({key for forms in self.forms for key in forms.all})

    @property
    def can_answer(self):
        return bool(self.forms) and all(one.all for one in self.forms)


def look_up(query: Query) -> Asked:
    beside = len(query.all_words) - 1
    forms = [forms_of(word, beside=beside) for word in query.words]
    cities = _cities_called(forms) if beside else {}
    for phrase in query.phrases:
        keys = zip(dict.fromkeys(phrase.split()), whole_words(phrase), strict=True)
        forms += [Forms(word, itself=(key,), all=(key,), own=(key,)) for word, key in keys]
    return Asked(query, tuple(forms), cities if len(cities) < len(forms) else {})


def _cities_called(forms):
    """A city is named by its whole name only: 'gent', not 'gen'."""
    towns = SearchEntry.objects.filter(kind=CITY)
    named = SearchPlace.objects.filter(entry__in=towns.values("pk"), in_title=True)
    keys = {key: one.asked for one in forms for key in one.itself}
    called = {}
    for word, city in named.values_list("word", "entry__city"):
        if word in keys:
            called.setdefault(keys[word], []).append(city)
    return called


@dataclass(frozen=True)
class Wanted:
    """What is asked for: `groups` are {name: kinds}, of each the first `most`.

    With `only`, of that group `most` from `start` on, and of the others just how many there are.
    Only what belongs to `city`, when one is given, and not to a page (`parent`) of `outside`, a
    queryset of uids.
    """

    groups: dict
    most: int
    only: str = ""
    start: int = 0
    city: object = None
    outside: object = None

    @property
    def names(self):
        return list(self.groups)

    def is_wanted(self, name, place) -> bool:
        """Whether the key at this place of a group, counted from 1, is asked for."""
        if not self.only:
            return place <= self.most
        return name == self.only and self.start < place <= self.start + self.most


def ranked(asked: Asked, wanted: Wanted) -> dict[str, Ranked]:
    """{group: its best answers}, of the groups in which something answers."""
    if not asked.can_answer:
        return {}
    rows = _scored(asked, wanted)
    if asked.query.phrases:
        return _with_phrases(asked.query, rows, wanted)
    in_group = {"partition_by": [F("group")]}
    rows = rows.annotate(
        total=Window(Count("*"), **in_group),
        place=Window(RowNumber(), order_by=[F("score").desc(), F("entry").asc()], **in_group),
    )
    rows = rows.filter(_rows_of(wanted)).order_by("place")
    found = {}
    for number, total, place, key in rows.values_list("group", "total", "place", "entry"):
        name = wanted.names[number]
        keys = found.setdefault(name, (total, []))[1]
        if wanted.is_wanted(name, place):
            keys.append(key)
    return {name: Ranked(total, tuple(keys)) for name, (total, keys) in found.items()}


def _rows_of(wanted) -> Q:
    """The rows to fetch: of each group the first at least, which tells how many there are."""
    if not wanted.only:
        return Q(place__lte=wanted.most)
    until = wanted.start + wanted.most
    page = Q(group=wanted.names.index(wanted.only), place__gt=wanted.start, place__lte=until)
    return Q(place=1) | page


def _scored(asked, wanted):
    """A row per entry that answers, with its `group` (by number) and `score`; read from one index.

    What narrows the entries down is asked of their own indexes, as a list of keys: a join would
    look up every entry of every word.
    """
    numbers = [[NUMBERS[kind] for kind in kinds] for kinds in wanted.groups.values()]
    places = SearchPlace.objects.filter(word__in=asked.keys, kind__in=sum(numbers, []))
    if wanted.city is not None:
        places = places.filter(entry__in=_entries(city=wanted.city))
    if wanted.outside is not None:
        places = places.exclude(entry__in=_entries(parent__in=wanted.outside))
    group = Case(*(When(kind__in=some, then=Value(n)) for n, some in enumerate(numbers)))
    is_alone = len(asked.forms) == 1
    near = {f"near_{n}": Max(_nearness(one, is_alone)) for n, one in enumerate(asked.forms)}
    answers = [_is_answered(n, one, asked) for n, one in enumerate(asked.forms)]
    score = sum((Coalesce(F(name), 0) for name in near), Value(0))
    found = places.values("entry").annotate(group=Max(group), **near)
    found = found if is_alone else found.filter(reduce(and_, answers))
    return found.annotate(score=score)


def _entries(**narrow):
    return SearchEntry.objects.filter(**narrow).values("pk")


def _nearness(forms, is_alone):
    """How near the words of one place are to the word that was asked; NULL when it is none.

    Of a word that is asked alone, all places are its own.
    """
    in_title = Case(When(in_title=True, then=Value(IN_TITLE)), default=Value(0))
    near = [(forms.itself, ITSELF), (forms.ending, ENDING)]
    near += [] if is_alone else [(forms.all, ALIKE)]
    rank = Case(
        *(When(word__in=keys, then=Value(rank)) for keys, rank in near if keys),
        default=Value(ALIKE) if is_alone else None,
        output_field=IntegerField(),
    )
    return in_title + rank


def _is_answered(number, forms, asked):
    stands = Q(**{f"near_{number}__isnull": False})
    cities = asked.cities.get(forms.asked)
    return stands | Q(entry__in=_entries(city__in=cities)) if cities else stands


# --- words between quotes ------------------------------------------------------------------------
def _with_phrases(query, rows, wanted):
    """The words stand in the index, but not their order: that is read from the texts."""
    best = list(rows.order_by("-score", "entry").values_list("entry", "group")[:MOST_READ])
    texts = SearchEntry.objects.filter(pk__in=[key for key, _ in best])
    right = {
        key
        for key, title, text in texts.values_list("pk", "title", "text")
        if all(phrase_in(one, title) or phrase_in(one, text) for one in query.phrases)
    }
    found = {}
    for key, number in best:
        if key in right:
            found.setdefault(wanted.names[number], []).append(key)
    is_cut = len(best) == MOST_READ
    return {
        name: Ranked(len(keys), _part(name, keys, wanted), is_cut) for name, keys in found.items()
    }


def _part(name, keys, wanted):
    return tuple(key for place, key in enumerate(keys, start=1) if wanted.is_wanted(name, place))
