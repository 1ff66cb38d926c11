"""Words that mean the same, from a short list: `data/synonyms.csv`.

A line holds words that find each other; `huur*` is every word that begins so.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from ..reference import DATA, read_rows
from ..stems import beginnings, fold, stem, words

SYNONYMS = DATA / "synonyms.csv"


@dataclass(frozen=True)
class Same:
    """Words that mean the same: by their stems, or by how they begin; `listed` as they are told."""

    stems: frozenset
    starts: tuple = ()
    listed: tuple = ()

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
    return tuple(_read_group(row["words"].split()) for row in read_rows(SYNONYMS))


def _read_group(listed):
    starts = tuple(fold(one.rstrip("*")) for one in listed if one.endswith("*"))
    whole = (word for one in listed if not one.endswith("*") for word in words(one))
    told = tuple(one for one in listed if not one.endswith("*"))
    return Same(frozenset(stem(word) for word in whole), starts, told)


@lru_cache(maxsize=2_000)
def same_as(word) -> tuple[Same, ...]:
    """The groups of words that mean the same as this one."""
    return tuple(group for group in synonyms() if group.holds(word))
