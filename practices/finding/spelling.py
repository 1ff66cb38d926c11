""" "Bedoelde je …?": words of the practices themselves that are spelled nearly like what was typed.

Asked only when nothing was found. Words are compared without accents and endings, and shown as a
practice writes them.
"""

from difflib import get_close_matches

from cities.stems import Query, stem, words

from .search import entries, has_word

MOST_WORDS_TRIED, NEAR = 3, 0.72


def better_spelling(query: Query) -> str:
    """The same words with the unknown ones replaced, or '' when there is nothing to say."""
    asked = query.all_words
    unknown = [word for word in asked if not entries().filter(has_word(word)).exists()]
    known = _all_stems() if unknown else ()
    better = {}
    for word in unknown[:MOST_WORDS_TRIED]:
        near = [one for one in known if abs(len(one) - len(word)) < 4]
        for match in get_close_matches(stem(word), near, n=1, cutoff=NEAR):
            better[word] = _as_written(match)
    if not better:
        return ""
    return " ".join(better.get(word, word) for word in asked)


def _all_stems():
    found = set()
    for line in entries().values_list("stems", flat=True).iterator():
        found.update(line.split())
    return sorted(found)


def _as_written(wanted):
    """The word with this stem, from the first text that has it."""
    entry = entries().filter(stems__contains=f" {wanted} ").order_by("pk").first()
    told = words(f"{entry.title} {entry.text}") if entry else []
    return next((word for word in told if stem(word) == wanted), wanted)
