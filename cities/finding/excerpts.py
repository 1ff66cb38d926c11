"""The part of a text in which a searched word stands, with that word marked."""

from dataclasses import dataclass

from ..stems import WORD, Query, beginnings, stem, words
from .alike import same_as
from .forms import SHORTEST_BEGINNING

BEFORE, AFTER = 60, 160


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


class Marker:
    """Knows which words of a text answer a question, as `forms.forms_of` does."""

    def __init__(self, query: Query):
        long = [word for word in query.words if len(word) >= SHORTEST_BEGINNING]
        self.starts = {start for word in long for start in beginnings(word)}
        short = set(query.words) - set(long)
        self.whole = short | {start for word in short for start in beginnings(word)}
        self.same = {other for word in query.words for other in same_as(word)}
        self.phrases = [phrase.split() for phrase in query.phrases]

    def is_hit(self, word) -> bool:
        own = stem(word)
        if word in self.whole or own in self.whole:
            return True
        starts = any(own.startswith(start) or word.startswith(start) for start in self.starts)
        return starts or any(same.is_hit(own) for same in self.same)

    def hits(self, text) -> list[tuple[int, int]]:
        """(from, until) of each word that answers, in order; a phrase is marked word by word."""
        found = [(match.span(), words(match.group())) for match in WORD.finditer(text)]
        hit = {span for span, folded in found if any(self.is_hit(word) for word in folded)}
        in_order = [(word, span) for span, folded in found for word in folded]
        for phrase in self.phrases:
            for at in range(len(in_order) - len(phrase) + 1):
                here = in_order[at : at + len(phrase)]
                if [word for word, _ in here] == phrase:
                    hit |= {span for _, span in here}
        return sorted(hit)

    def marked(self, text) -> list[Piece]:
        """The whole text."""
        return _pieces(text, self.hits(text), 0, len(text))

    def excerpt(self, text) -> list[Piece]:
        """The words around the hits, where most of them stand; empty when there is none."""
        hits = self.hits(text)
        if not hits:
            return []
        near = {hit: sum(hit[0] <= other[0] <= hit[1] + AFTER for other in hits) for hit in hits}
        best = max(hits, key=lambda hit: (near[hit], -hit[0]))
        return _pieces(text, hits, *_edges(text, best))


def _pieces(text, hits, first, last):
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
