"""Words as the search compares them: without accents or capitals, and without their endings.

'Praktijken' and 'praktijk' are the same word, and so are 'Éeklo' and 'eeklo'. All of it happens
here, never in a database, so that SQLite and PostgreSQL find the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
# Straight quotes, and the curly and low ones that Word and phones make of them.
QUOTED = re.compile(r'["„“”«»]([^"„“”«»]*)["“”«»]')
# Longer words are no words; what is typed beyond this is not read.
LONGEST_WORD, MOST_WORDS, LONGEST_QUERY = 60, 12, 300
# Words that stand in every text say nothing about which text is meant.
SMALL_WORDS = frozenset(
    WORD.findall(
        "aan als at bij daar dan dat de deze die dit door een en er het hoe hun ik in is je jullie"
        " met naar of om ons onze op over te tot uit van voor waar wat we wie wij worden wordt zijn"
    )
)

_stemmer, _one_at_a_time = snowballstemmer.stemmer("dutch_porter"), Lock()


def fold(text) -> str:
    """Without capitals and accents."""
    letters = unicodedata.normalize("NFKD", str(text or "").casefold())
    # Once more: what folds into a capital or an accent (İ, ŉ) folds again.
    letters = unicodedata.normalize("NFKD", letters.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text))]


@lru_cache(maxsize=50_000)
def stem(word) -> str:
    """The stem of a folded word. The stemmer keeps notes while it works: one word at a time."""
    with _one_at_a_time:
        return _stemmer.stemWord(word) or word


def beginnings(word) -> set[str]:
    """How a stem may begin that answers this folded word: as typed, as a stem, and as a plural
    that Dutch took from French or English ('fanfares'), which the stemmer leaves alone.
    """
    singular = {stem(word[:-1])} if word.endswith("s") and len(word) > 4 else set()
    return {word, stem(word)} | singular


def stems(text) -> str:
    """Every stem of a text once, sorted, between spaces: what an entry of the search holds."""
    found = sorted({stem(word) for word in words(text)})
    return f" {' '.join(found)} " if found else ""


def phrase_in(phrase, text) -> bool:
    """Whether these words stand in the text one after the other."""
    return f" {' '.join(words(phrase))} " in f" {' '.join(words(text))} "


@dataclass(frozen=True)
class Query:
    """`words`: each must occur, as the start of a word. `phrases`: each must stand as typed."""

    words: tuple = ()
    phrases: tuple = ()

    def __bool__(self):
        return bool(self.words or self.phrases)

    @property
    def all_words(self) -> tuple:
        """Those of the phrases too: a text with the phrase holds them."""
        inside = (word for phrase in self.phrases for word in phrase.split())
        return tuple(dict.fromkeys((*self.words, *inside)))


def read_query(text) -> Query:
    """What somebody typed; any text is a question, and a hostile one is a small one."""
    text = str(text or "")[:LONGEST_QUERY]
    phrases = [" ".join(words(found)) for found in QUOTED.findall(text)]
    loose = list(dict.fromkeys(words(QUOTED.sub(" ", text))))
    telling = [word for word in loose if word not in SMALL_WORDS]
    kept = telling or ([] if any(phrases) else loose)
    return Query(tuple(kept[:MOST_WORDS]), tuple(one for one in phrases if one)[:MOST_WORDS])
