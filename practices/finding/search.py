"""Finding practices by words, in the shared text and in what each city tells.

Each word must occur somewhere in the practice, in its shared text or in a city section: as
`cities.finding` says, which finds everything else too.
"""

from cities.finding.matching import with_any, with_phrase, with_word
from cities.stems import Query

from .index import KINDS, SECTION


def matching(query: Query) -> set:
    """The uids of the practices in which everything that is asked occurs.

    A simple question per word, put together here: a database that knows little of its tables yet
    joins them so clumsily that one question for all words could take minutes.
    """
    found = [_practices(with_word(word, kinds=KINDS)) for word in query.words]
    found += [_practices(with_phrase(phrase, kinds=KINDS)) for phrase in query.phrases]
    return set.intersection(*found) if found else set()


def _practices(entries) -> set:
    return set(entries.values_list("parent", flat=True))


def sections_that_match(practices, query: Query) -> dict:
    """{uid of a practice: entries of its city sections with a word that was asked}."""
    found = with_any(query.all_words, kinds=(SECTION,)).filter(
        parent__in=[one.uid for one in practices]
    )
    by_practice = {}
    for entry in found.order_by("title", "pk"):
        by_practice.setdefault(entry.parent, []).append(entry)
    return by_practice
