"""What the page and the JSON tell of a question: groups with their results.

The best of each group are counted and chosen in the database (`cities.finding.ranking`); the number
of queries depends on the question, never on how much there is.
"""

from dataclasses import dataclass, field

from actionplans.searching import not_running, plans_at
from cities.finding.excerpts import Marker, Piece
from cities.finding.ranking import Asked, Wanted, look_up, ranked
from cities.models import SearchEntry
from cities.stems import Query

from .question import Question
from .sorts import NAMES, SORTS, Sort

IN_GROUP, ON_PAGE = 5, 20
OPENING = 160
PRACTICE_SECTION = "practice_section"


@dataclass(frozen=True)
class Result:
    """One thing that was found; `context` is the plan and the city that it stands in.

    `is_by_label`: a word stands in nothing that can be read of it, but in a domain or a partner.
    """

    entry: SearchEntry
    name: str
    title: list[Piece]
    excerpt: list[Piece]
    context: str = ""
    is_past: bool = False
    is_by_label: bool = False

    @property
    def plain_title(self):
        return "".join(piece.text for piece in self.title)

    @property
    def plain_excerpt(self):
        return "".join(piece.text for piece in self.excerpt)


@dataclass(frozen=True)
class Group:
    sort: Sort
    total: int
    results: list[Result]
    address: str

    @property
    def counted(self):
        return f"{self.total} {self.sort.one if self.total == 1 else self.sort.many}"


@dataclass(frozen=True)
class Found:
    """`totals` are of every sort, whatever was chosen; `is_cut`: there may be more than counted."""

    question: Question
    asked: Asked
    totals: dict
    groups: list[Group] = field(default_factory=list)
    pages: int = 1
    is_cut: bool = False

    @property
    def total(self):
        return sum(group.total for group in self.groups)

    @property
    def everything(self):
        return sum(self.totals.values())

    @property
    def too_short(self):
        """Words that begin so many others that not all of those were looked at."""
        return [one.asked for one in self.asked.forms if one.is_cut]


def find(question: Question) -> Found:
    """The best of every group, or one page of the sort that was chosen."""
    asked = look_up(question.query)
    best = best_of(question, asked)
    totals = {code: group.total for code, group in best.items()}
    pages = max(1, -(-totals.get(question.sort, 0) // ON_PAGE))
    if question.page > pages:
        # Beyond the end, or of everything, which has no pages.
        question = question.at(pages)
        best = best_of(question, asked) if question.sort else best
    is_cut = any(group.is_cut for group in best.values())
    if question.sort:
        best = {code: group for code, group in best.items() if code == question.sort}
    return Found(question, asked, totals, _groups(question, best), pages, is_cut)


def best_of(question, asked):
    """{code of a sort: Ranked}; with a sort chosen, of the others only how many there are."""
    sort = question.sort
    wanted = Wanted(
        {code: one.kinds for code, one in SORTS.items()},
        most=ON_PAGE if sort else IN_GROUP,
        only=sort,
        start=(question.page - 1) * ON_PAGE if sort else 0,
        city=question.city,
        outside=not_running() if question.is_running else None,
    )
    return ranked(asked, wanted)


def _groups(question, best) -> list[Group]:
    keys = [key for group in best.values() for key in group.keys]
    # One that was taken back a moment ago is missing, and left out.
    entries = {
        one.pk: one for one in SearchEntry.objects.filter(pk__in=keys).select_related("city")
    }
    pages = _pages({entry.parent for entry in entries.values()} - {None})
    marker = Marker(question.query)
    each = [Marker(Query((word,))) for word in question.query.words]
    return [
        Group(
            sort,
            best[code].total,
            [
                _result(entries[key], marker, each, pages)
                for key in best[code].keys
                if key in entries
            ],
            question.of(code).address,
        )
        for code, sort in SORTS.items()
        if code in best
    ]


@dataclass(frozen=True)
class Page:
    """The plan or practice that something stands in."""

    title: str
    period: str = ""
    is_past: bool = False


def _pages(uids) -> dict:
    titles = SearchEntry.objects.filter(uid__in=uids).values_list("uid", "title")
    plans = plans_at(uids)
    return {
        uid: Page(title, plans[uid].period, plans[uid].is_past) if uid in plans else Page(title)
        for uid, title in titles
    }


def _result(entry, marker, each, pages):
    page = pages.get(entry.parent, Page(""))
    title, inside = entry.title, page.title if entry.parent != entry.uid else ""
    if entry.kind == PRACTICE_SECTION:
        title, inside = f"{page.title} in {entry.title}", ""
    told = [inside, "" if page.period in f"{title} {inside}" else page.period]
    city = entry.city.name if entry.city else ""
    if city not in f"{title} {inside}":
        told.append(city)
    context = " · ".join(part for part in told if part)
    whole = f"{title} {context} {entry.text}"
    return Result(
        entry,
        NAMES[entry.kind],
        marker.marked(title),
        marker.excerpt(entry.text) or _opening(entry.text),
        context,
        page.is_past,
        is_by_label=not all(word.hits(whole) for word in each),
    )


def _opening(text):
    if len(text) > OPENING:
        text = f"{text[:OPENING].rpartition(' ')[0] or text[:OPENING]} …"
    return [Piece(text)] if text else []
