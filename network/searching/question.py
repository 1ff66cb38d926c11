"""What a reader asks of the search, as it stands in the address: words, a sort of thing, a city.

What nobody can mean (a sort that is none, a page that is no number) is left out instead of refused:
an old or damaged address still finds something.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from cities.models import City
from cities.stems import LONGEST_QUERY, Query, read_query

from .sorts import SORTS

MOST_PAGES = 10_000


@dataclass(frozen=True)
class Question:
    text: str = ""
    sort: str = ""
    city: City | None = None
    is_running: bool = False
    page: int = 1

    @property
    def query(self) -> Query:
        return read_query(self.text)

    @property
    def is_filtered(self) -> bool:
        return bool(self.sort or self.city or self.is_running)

    @property
    def address(self) -> str:
        """The part after the question mark, always in the same order."""
        pairs = [("q", self.text)]
        pairs += [("soort", self.sort)] if self.sort else []
        pairs += [("stad", self.city.slug)] if self.city else []
        pairs += [("lopend", "1")] if self.is_running else []
        pairs += [("pagina", self.page)] if self.page > 1 else []
        return f"?{urlencode(pairs)}"

    def asking(self, text) -> "Question":
        return replace(self, text=text, page=1)

    def of(self, sort) -> "Question":
        return replace(self, sort=sort, page=1)

    def at(self, page) -> "Question":
        return replace(self, page=page)

    def without_filters(self) -> "Question":
        return Question(self.text)


def read_question(params) -> Question:
    """From the parameters of an address."""
    sort, city = params.get("soort", ""), params.get("stad", "")
    return Question(
        text=read_text(params.get("q", "")),
        sort=sort if sort in SORTS else "",
        city=_city(city),
        is_running=params.get("lopend") == "1",
        page=_page(params.get("pagina", "")),
    )


def read_text(typed) -> str:
    """On one line and no longer than is read, without what no text can hold."""
    text = typed[:LONGEST_QUERY].encode("utf-8", "ignore").decode()
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())


def _city(slug):
    is_slug = slug and len(slug) <= 50 and slug.replace("-", "").isalnum() and slug.isascii()
    return City.objects.filter(slug=slug).first() if is_slug else None


def _page(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 6
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1
