"""The part of a text in which a searched word stands, with that word marked."""

from dataclasses import dataclass

from cities.stems import WORD, Query, beginnings, stem, words

from .search import same_as

BEFORE, AFTER = 60, 160


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


class Marker:
    """Knows which words of a text answer a question, as `search.has_word` does."""

    def __init__(self, query: Query):
        self.starts = {start for word in query.all_words for start in beginnings(word)}
        self.same = {other for word in query.all_words for other in same_as(word)}

    def is_hit(self, word) -> bool:
        own = stem(word)
        starts = any(own.startswith(start) or word.startswith(start) for start in self.starts)
        return starts or any(same.is_hit(own) for same in self.same)

    def hits(self, text) -> list[tuple[int, int]]:
        """(from, until) of each word that answers."""
        return [
            match.span()
            for match in WORD.finditer(text)
            if any(self.is_hit(word) for word in words(match.group()))
        ]

    def excerpt(self, text) -> list[Piece]:
        """The words around the first hit; empty when there is none."""
        hits = self.hits(text)
        if not hits:
            return []
        first, last = _edges(text, hits[0])
        pieces, at = [Piece("… ")] if first else [], first
        for start, end in hits:
            if first <= start and end <= last:
                pieces += [Piece(text[at:start]), Piece(text[start:end], is_hit=True)]
                at = end
        pieces.append(Piece(text[at:last] + (" …" if last < len(text) else "")))
        return [piece for piece in pieces if piece.text]


def _edges(text, hit):
    """From a space to a space around the hit."""
    start, end = hit
    first = text.rfind(" ", 0, max(start - BEFORE, 0)) + 1 if start > BEFORE else 0
    last = text.find(" ", end + AFTER)
    return first, len(text) if last == -1 else last
