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


def matching(practices, query: Query):
    """Those of these practices in which everything that is asked occurs."""
    for word in query.words:
        practices = practices.filter(uid__in=entries().filter(has_word(word)).values("parent"))
    if query.phrases:
        practices = practices.filter(uid__in=_with_phrases(query.phrases))
    return practices


def _with_phrases(phrases) -> set:
    return set.intersection(*(_with_phrase(phrase) for phrase in phrases))


def _with_phrase(phrase) -> set:
    """The words stand in an index, but not their order: that is read from the few texts left."""
    found = entries()
    for word in phrase.split():
        found = found.filter(stems__contains=f" {stem(word)} ")
    rows = found.values_list("parent", "title", "text").iterator()
    return {
        parent
        for parent, title, text in rows
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
