"""Which words of the index answer a word that was typed, and how near each of them is.

The word itself and its other endings are nearest; then the words that begin so, and those that mean
the same. A beginning of one or two letters says nothing: such a word is looked for whole.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from ..models.search import SearchWord
from ..stems import beginnings, stem
from . import beginning  # noqa: F401 - registers the look-up `begins`
from .alike import same_as

ITSELF, ENDING, ALIKE = 2, 1, 0
# The beginning of more words than this is no word yet; the shortest of them are looked at. The
# words of a question share them: a database takes no endless question.
MOST_FORMS, LEAST_FORMS = 1_000, 80
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Forms:
    """Keys of the words that answer one asked word: as typed, with its stem, and all of them.

    `own` are those that begin so: without the words that mean the same.
    """

    asked: str
    itself: tuple = ()
    ending: tuple = ()
    all: tuple = ()
    own: tuple = ()
    is_cut: bool = False


def forms_of(word, *, beside=0) -> Forms:
    """One query, by index; `beside` is how many other words are asked."""
    most = max(MOST_FORMS // (beside + 1), min(LEAST_FORMS, MOST_FORMS))
    known = SearchWord.objects.filter(_answers(word)).values_list("pk", "word", "stem")
    own = stem(word)
    near = sorted(
        (-_nearness(other, root, word, own), len(other), other, root, pk)
        for pk, other, root in known
    )
    kept, starts = near[:most], tuple(beginnings(word))
    return Forms(
        word,
        itself=tuple(pk for rank, *_, pk in kept if -rank == ITSELF),
        ending=tuple(pk for rank, *_, pk in kept if -rank == ENDING),
        all=tuple(pk for *_, pk in kept),
        own=tuple(pk for *_, other, root, pk in kept if _begins(other, root, starts)),
        is_cut=len(near) > most,
    )


def _begins(other, root, starts):
    return other.startswith(starts) or root.startswith(starts)


def _nearness(other, root, word, own):
    if other == word:
        return ITSELF
    return ENDING if root == own else ALIKE


def _answers(word) -> Q:
    starts = sorted(beginnings(word))
    if len(word) < SHORTEST_BEGINNING:
        asked = [Q(word=word), Q(stem__in=starts)]
    else:
        asked = [Q(word__begins=one) | Q(stem__begins=one) for one in starts]
    for same in same_as(word):
        asked.append(Q(stem__in=sorted(same.stems)))
        asked += [Q(stem__begins=one) for one in same.starts]
    return reduce(or_, asked)
