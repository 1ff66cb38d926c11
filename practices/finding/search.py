"""Finding practices by words, in the shared text and in what each city tells.

Each word must occur somewhere in the practice: at the start of a word, or as a word that means the
same (`data/synonyms.csv`, where `huur*` is every word that begins so). Words between quotes must
stand together. What the database compares are folded words only, so that both databases find the
same and no sign means anything to them.
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_
from pathlib import Path

from django.db.models import Q

from cities.models.search import SearchEntry
from cities.stems import Query, beginnings, fold, phrase_in, stem, words

from .index import KINDS, SECTION

SYNONYMS = Path(__file__).parent.parent / "data" / "synonyms.csv"


@dataclass(frozen=True)
class Same:
    """Words that mean the same: by their stems, or by how they begin."""

    stems: frozenset
    starts: tuple = ()

    def holds(self, word) -> bool:
        """Whether this folded word, or the beginning of a word that is being typed, is one."""
        return any(
            start in self.stems
            or start.startswith(self.starts)
            or any(_is_most_of(start, one) for one in (*self.stems, *self.starts))
            for start in beginnings(word)
        )

    def is_hit(self, own) -> bool:
        """Whether a word with this stem is one."""
        return own in self.stems or own.startswith(self.starts)


def _is_most_of(start, word):
    """'huurmar' is on its way to 'huurmarkt'; 'nieuw' is a word of its own."""
    return len(start) > 4 and word.startswith(start) and 3 * len(start) >= 2 * len(word)


@cache
def synonyms() -> tuple[Same, ...]:
    with SYNONYMS.open(encoding="utf-8", newline="") as file:
        return tuple(_read_group(row["words"].split()) for row in csv.DictReader(file))


def _read_group(listed):
    starts = tuple(fold(one.rstrip("*")) for one in listed if one.endswith("*"))
    whole = (word for one in listed if not one.endswith("*") for word in words(one))
    return Same(frozenset(stem(word) for word in whole), starts)


def entries():
    return SearchEntry.objects.filter(kind__in=KINDS)


def has_word(word) -> Q:
    """Entries with a word that starts like this one, or that means the same."""
    answers = [f" {start}" for start in sorted(beginnings(word))]
    for same in same_as(word):
        answers += [f" {one} " for one in sorted(same.stems)]
        answers += [f" {start}" for start in same.starts]
    return reduce(or_, (Q(stems__contains=answer) for answer in answers))


@lru_cache(maxsize=2_000)
def same_as(word) -> tuple[Same, ...]:
    """The groups of words that mean the same as this one."""
    return tuple(group for group in synonyms() if group.holds(word))


def matching(query: Query) -> set:
    """The uids of the practices in which everything that is asked occurs.

    A simple question per word, put together here: a database that knows little of its tables yet
    joins them so clumsily that one question for all words could take minutes.
    """
    found = [with_word(word) for word in query.words]
    found += [with_phrase(phrase) for phrase in query.phrases]
    return set.intersection(*found) if found else set()


def with_word(word) -> set:
    return set(entries().filter(has_word(word)).values_list("parent", flat=True))


def with_phrase(phrase) -> set:
    """The words stand in an index, but not their order: that is read from the few texts left."""
    found = entries()
    for word in phrase.split():
        found = found.filter(stems__contains=f" {stem(word)} ")
    return {
        parent
        for parent, title, text in found.values_list("parent", "title", "text")
        if phrase_in(phrase, title) or phrase_in(phrase, text)
    }


def sections_that_match(practices, query: Query) -> dict:
    """{uid of a practice: entries of its city sections with a word that was asked}."""
    any_word = Q(pk__in=[])
    for word in query.all_words:
        any_word |= has_word(word)
    found = SearchEntry.objects.filter(
        any_word, kind=SECTION, parent__in=[one.uid for one in practices]
    )
    by_practice = {}
    for entry in found.order_by("title", "pk"):
        by_practice.setdefault(entry.parent, []).append(entry)
    return by_practice
