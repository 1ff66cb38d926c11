"""Entries in which words stand, whatever their order of importance.

Each word must occur: at the start of a word, or as a word that means the same. Words between quotes
must stand together, as they were typed.
"""

from ..models.search import SearchEntry, SearchPlace, SearchWord
from ..stems import phrase_in
from .forms import forms_of


def with_word(word, *, kinds):
    """The entries of these kinds that hold the word, as a queryset."""
    return _at(SearchPlace.objects.filter(word__in=forms_of(word).all), kinds)


def with_any(asked, *, kinds):
    """The entries of these kinds that hold one of these words or more."""
    keys = {key for word in asked for key in forms_of(word).all}
    return _at(SearchPlace.objects.filter(word__in=sorted(keys)), kinds)


def _at(places, kinds):
    return SearchEntry.objects.filter(kind__in=kinds, pk__in=places.values("entry"))


def with_phrase(phrase, *, kinds):
    """Entries as `with_word`, in which these words stand together: read from the few that are left.

    The words stand in an index, but not their order.
    """
    found = SearchEntry.objects.filter(kind__in=kinds)
    for key in whole_words(phrase):
        found = found.filter(pk__in=SearchPlace.objects.filter(word=key).values("entry"))
    texts = found.values_list("pk", "title", "text").iterator()
    return SearchEntry.objects.filter(
        pk__in=[
            pk for pk, title, text in texts if phrase_in(phrase, title) or phrase_in(phrase, text)
        ]
    )


def whole_words(phrase) -> list:
    """Keys of the words of a phrase (folded, as `read_query` gives it), each once.

    0, which no word has, for one that stands nowhere.
    """
    asked = list(dict.fromkeys(phrase.split()))
    known = dict(SearchWord.objects.filter(word__in=asked).values_list("word", "pk"))
    return [known.get(word, 0) for word in asked]
