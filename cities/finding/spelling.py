""" "Bedoelde je …?": words of the index that are spelled nearly like what was typed.

Asked only when little was found, or a word stands nowhere. Told are only words that stand in what
everybody may read now: the index keeps the others, but they have no place any more. Compared are
the words of about the same length that begin alike, with and without their endings.
"""

from difflib import SequenceMatcher

from django.db.models import Count, Q
from django.db.models.functions import Length, Substr

from ..index import NUMBERS
from ..models.search import SearchPlace, SearchWord
from ..stems import Query, stem
from .forms import forms_of

MOST_WORDS_TRIED, NEAR, MOST_COMPARED = 3, 0.72, 40
SHORTEST, LENGTH_APART = 3, 3
# What stands this seldom may itself be a mistake; what is offered instead stands far more often.
SELDOM, FAR_MORE = 2, 10
# Letters that a word may begin with when it sounds the same.
SOUNDS = {"c": "ks", "k": "cq", "q": "k", "s": "zc", "z": "s", "f": "vp", "v": "f", "i": "y"}


def better_spelling(query: Query, *, kinds) -> str:
    """The same words with the doubtful ones replaced, or '' when there is nothing to say."""
    better, tried = {}, 0
    for word in query.all_words:
        if tried == MOST_WORDS_TRIED:
            break
        # Words that only mean the same say nothing about how this one is spelled.
        own = SearchPlace.objects.filter(word__in=forms_of(word).own, kind__in=_numbers(kinds))
        seen = own.count()
        if seen > SELDOM:
            continue
        tried += 1
        if near := nearest(word, kinds=kinds, least=seen * FAR_MORE):
            better[word] = near
    return " ".join(better.get(word, word) for word in query.all_words) if better else ""


def nearest(word, *, kinds, least=0) -> str:
    """The word, as it was written somewhere, that is most like this one; two queries."""
    if len(word) < SHORTEST:
        return ""
    alike = _alike(word)
    known = SearchWord.objects.filter(pk__in=alike).annotate(
        seen=Count("places", filter=Q(places__kind__in=_numbers(kinds)))
    )
    told = [
        (-round(alike[pk], 2), -seen, shown)
        for pk, shown, seen in known.values_list("pk", "shown", "seen")
        if seen > least
    ]
    return min(told)[2] if told else ""


def _alike(word) -> dict:
    """{key of a word: how alike}; the few that share most pairs of letters are compared."""
    own, pairs = stem(word), _pairs(word)
    # The first letter may be missing, or stand in the second place.
    begins = Q(second=word[:2])
    for letter in sorted({word[0], word[1], *SOUNDS.get(word[0], "")}):
        begins |= Q(word__begins=letter)
    around = (len(word) - LENGTH_APART, len(word) + LENGTH_APART)
    sized = SearchWord.objects.annotate(length=Length("word"), second=Substr("word", 2, 2))
    some = sized.filter(begins, length__range=around)
    rated = []
    for pk, other, root in some.values_list("pk", "word", "stem"):
        shared = len(pairs & _pairs(other))
        if shared and other != word:
            rated.append((-shared / (len(pairs) + len(other)), other, root, pk))
    found = {}
    for _, other, root, pk in sorted(rated)[:MOST_COMPARED]:
        ratio = max(_ratio(word, other), _ratio(own, root))
        if ratio >= NEAR:
            found[pk] = ratio
    return found


def _numbers(kinds):
    return [NUMBERS[kind] for kind in kinds]


def _pairs(word):
    return {word[at : at + 2] for at in range(len(word) - 1)}


def _ratio(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
