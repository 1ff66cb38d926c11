"""What can be searched: each layer writes its own entries here, in the transaction of its deed.

Only what everybody may read has an entry. Who publishes, calls `put` (or `put_many`); who takes
back, calls `forget`; both in the transaction of the deed, as its last step. `register` tells how to
make the entries anew from what is public now, for `manage.py reindex` and the worker.

Entries are written before words, and new words in alphabetical order: two deeds at once wait for
each other instead of failing. A word whose last place goes keeps its row; it is told to nobody.
"""

# ruff: noqa: S608 - the SQL is made of our own table name and of numbers

import unicodedata
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import Q

from .models.search import SearchEntry, SearchPlace, SearchWord
from .stems import WORD, fold, stem, words

# uids of what has none of its own are made from its kind and key: the same on every machine.
NAMESPACE = UUID("5f1a5a0e-6a0c-4c83-9d52-3b1f0c6c2f77")
# Every place of a word holds the number of its kind: a new kind goes at the end.
KINDS = (
    *("plan", "chapter", "goal", "action", "practice", "practice_section"),
    *("city", "meeting", "position", "theme"),
)
NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
# Rows in one statement: well below what either database takes.
AT_ONCE, MOST_WORDS, MOST_PLACES = 500, 10_000, 20_000
LONGEST_TITLE, LONGEST_URL = 300, 400


def uid_of(kind: str, pk) -> UUID:
    """The uid of a thing that has none of its own (a city)."""
    return uuid5(NAMESPACE, f"{kind}/{pk}")


# --- writing -------------------------------------------------------------------------------------
def put(*, kind, uid, title, text, url, city=None, parent=None, labels="") -> None:
    """Write the entry of one public thing, in the place of the one it had.

    `title` and `text` are plain and shown with the hits; `labels` are words that it is found by as
    well. `parent` is the uid of the page it stands on, by which all its parts can be forgotten.
    """
    put_many(
        [
            {
                **{"kind": kind, "uid": uid, "title": title, "text": text, "url": url},
                **{"city": city, "parent": parent, "labels": labels},
            }
        ]
    )


@transaction.atomic
def put_many(rows: Iterable[dict]) -> int:
    """As `put`, for many at once with few queries; each row holds what `put` takes."""
    # The last one wins when a thing is named twice.
    rows = list({str(row["uid"]): row for row in rows}.values())
    if not rows:
        return 0
    entries = SearchEntry.objects.bulk_create(
        [_entry(row) for row in rows],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=["kind", "parent", "url", "city", "title", "text"],
    )
    SearchPlace.objects.filter(entry__in=[entry.pk for entry in entries]).delete()
    told = [_Told.of(row) for row in rows]
    keys = _keys_of(told)
    _write_places(
        (keys[word], entry.pk, NUMBERS[entry.kind], word in one.in_title)
        for entry, one in zip(entries, told, strict=True)
        for word in one.everywhere
    )
    return len(entries)


@transaction.atomic
def replace(parent, rows: Iterable[dict], *, kinds=()) -> int:
    """As `put_many`, for all that stands on one page: what is not among the rows is forgotten."""
    rows = list(rows)
    count = put_many(rows)
    old = SearchEntry.objects.filter(parent=parent, **({"kind__in": kinds} if kinds else {}))
    _delete(old.exclude(uid__in=[row["uid"] for row in rows]))
    return count


@transaction.atomic
def forget(*uids, parent=None, kinds=()) -> int:
    """Take things out of the search: these, or all on one page; `kinds` narrows it down."""
    if not uids and parent is None:
        return 0
    these = Q(uid__in=uids)
    if parent is not None:
        these |= Q(parent=parent)
    return _delete(SearchEntry.objects.filter(these, **({"kind__in": kinds} if kinds else {})))


def _delete(entries) -> int:
    _, counts = entries.delete()
    return counts.get(SearchEntry._meta.label, 0)


def _write_places(rows) -> None:
    """Thousands of small rows of numbers: as objects they would cost half a publication.

    By word, as their index stands: each part of it is then changed once.
    """
    table = connection.ops.quote_name(SearchPlace._meta.db_table)
    rows = [f"({word}, {entry}, {kind}, {is_so})" for word, entry, kind, is_so in sorted(rows)]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), MOST_PLACES):
            cursor.execute(
                f"INSERT INTO {table} (word_id, entry_id, kind, in_title)"
                f" VALUES {', '.join(rows[start : start + MOST_PLACES])} ON CONFLICT DO NOTHING"
            )


def _entry(row):
    city = row.get("city")
    return SearchEntry(
        kind=row["kind"],
        uid=row["uid"],
        parent=row.get("parent"),
        url=row["url"][:LONGEST_URL],
        city_id=city.pk if city else None,
        title=_plain(row["title"])[:LONGEST_TITLE],
        text=_plain(row["text"]),
    )


def _plain(text):
    """On one line, composed, and without the one sign that PostgreSQL refuses."""
    return " ".join(unicodedata.normalize("NFC", str(text or "")).replace("\0", " ").split())


@dataclass(frozen=True)
class _Told:
    """The folded words of one entry, and how they were written."""

    in_title: frozenset
    everywhere: dict

    @classmethod
    def of(cls, row):
        title = _written(row["title"])
        rest = _written(f"{row['text'] or ''} {row.get('labels') or ''}")
        return cls(frozenset(title), {**rest, **title})


def _written(text) -> dict:
    """{folded word: as it was written, in small letters}."""
    text = _plain(text)
    found = {word: word for word in words(text)}
    for own in set(WORD.findall(text)):
        folded = _folded(own)
        if folded in found:
            found[folded] = own.lower()
    return found


@lru_cache(maxsize=50_000)
def _folded(word):
    return fold(word)


def _keys_of(told) -> dict:
    """{folded word: key of its row}; those that are new get a row."""
    written = {}
    for one in told:
        written |= one.everywhere
    keys = _known(written)
    new = sorted(word for word in written if word not in keys)
    if new:
        SearchWord.objects.bulk_create(
            [SearchWord(word=word, stem=stem(word), shown=written[word][:60]) for word in new],
            batch_size=AT_ONCE,
            ignore_conflicts=True,
        )
        # Read back: somebody else may have added some of them in the meantime.
        keys |= _known(new)
    return keys


def _known(asked) -> dict:
    asked, keys = sorted(asked), {}
    for start in range(0, len(asked), MOST_WORDS):
        some = SearchWord.objects.filter(word__in=asked[start : start + MOST_WORDS])
        keys |= dict(some.values_list("word", "pk"))
    return keys


# --- making it anew ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Source:
    """Where the entries of some kinds come from."""

    name: str
    rebuild: Callable
    kinds: tuple
    each: Callable | None = None


_sources: dict[str, Source] = {}


def register(name: str, rebuild: Callable, *, kinds: tuple = (), each: Callable | None = None):
    """Tell how the entries of `kinds` (as a rule just `name`) are made anew.

    Of what is few: `rebuild()` puts an entry for everything of it that is public now; the old ones
    were forgotten before it is called. Of what is many: `each()` is a queryset of the uids of all
    things, public or not, that stand as `parent` in the entries, and `rebuild(uid)` makes those of
    one thing anew, or forgets them. Called where `ready` of the app's config loads it.
    """
    _sources[name] = Source(name, rebuild, kinds or (name,), each)


def sources() -> list[Source]:
    return list(_sources.values())


@contextmanager
def alone():
    """A transaction in which nobody else writes entries; what is read in it is what holds.

    A deed that has not written its entries yet writes them afterwards; one that has, is waited for.
    On SQLite every transaction is alone.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                table = connection.ops.quote_name(SearchEntry._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield


def forget_all(*, kinds) -> int:
    return _delete(SearchEntry.objects.filter(kind__in=kinds))


def forget_others(*, kinds, parents) -> int:
    """What stands on a page that is none of `parents`, a queryset of uids."""
    return _delete(SearchEntry.objects.filter(kind__in=kinds).exclude(parent__in=parents))
