"""Finding practices by words, in the shared text and in what each city tells.

Each word must occur somewhere in the practice: at the start of a word, or as a word that means the
same (`data/synonyms.csv`). Words between quotes must stand together. What the database compares are
folded words only, so that both databases find the same and no sign means anything to them.
"""

import csv
from functools import cache, reduce
from operator import or_
from pathlib import Path

from django.db.models import Q

from cities.models.search import SearchEntry
from cities.stems import Query, beginnings, phrase_in, stem, words

from .index import KINDS, SECTION

SYNONYMS = Path(__file__).parent.parent / "data" / "synonyms.csv"


@cache
def synonyms() -> dict[str, frozenset]:
    """{stem: the stems that mean the same}."""
    with SYNONYMS.open(encoding="utf-8", newline="") as file:
        groups = [
            frozenset(stem(word) for word in words(row["words"])) for row in csv.DictReader(file)
        ]
    return {one: group - {one} for group in groups for one in group}


def entries():
    return SearchEntry.objects.filter(kind__in=KINDS)


def has_word(word) -> Q:
    """Entries with a word that starts like this one, or that means the same."""
    answers = [f" {start}" for start in sorted(beginnings(word))]
    answers += [f" {other} " for other in sorted(same_as(word))]
    return reduce(or_, (Q(stems__contains=answer) for answer in answers))


def same_as(word) -> set:
    """The stems that mean the same as this word."""
    known = synonyms()
    return {other for start in beginnings(word) for other in known.get(start, ())}


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
