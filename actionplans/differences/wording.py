"""Two texts, word by word: what stayed, what went and what came.

Words are compared as long as that stays quick. Of longer texts the sentences are compared first,
and words only inside a few sentences that differ; what is still too much is shown whole, as the old
and the new text.
"""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"

# What two runs of pieces may weigh, their lengths multiplied: two texts of 1,400 words take some
# hundredths of a second at most, and the time grows with this number.
BOUND = 2_000_000
# How many pairs of equal pieces there may be: a word that stands a times before and b times after
# is a * b pairs. Two different texts have some thousands; one word over and over has so many that
# looking for the longest run among them takes seconds.
PAIRS = 50_000
# Two texts that share less than this part of their letters are two texts: shown word by word they
# would only be confetti of "de" and "en".
LITTLE = 0.25

# Marks that stand on a letter (accents, vowel signs) and joiners are part of its word. A run of
# other signs outside ASCII is one piece, so that an emoji made of several is never cut in two.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code))[0] == "M"
)
_WORD = re.compile(rf"(?:[\w\u200c\u200d{_MARKS}]+|[!-/:-@\[-`{{-~]|[^\w\s!-~]+)\s*|\s+")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+\s*|\n\s*|$)|[.!?\n]+\s*")


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """[(same | removed | added, text)]: same + removed is the old text, same + added the new."""
    told = _compared(_WORD.findall(old), _WORD.findall(new), _swapped)
    if told is None:
        told = _compared(_SENTENCE.findall(old), _SENTENCE.findall(new), _in_words)
    return _joined(_readable(told, old, new))


def entry_changes(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """The same for two lists of names, which are never cut into words."""
    told = [(SAME if name in new else REMOVED, name) for name in old]
    return told + [(ADDED, name) for name in new if name not in old]


def only_white_space(old: str, new: str) -> bool:
    """Whether two texts differ in spaces and line ends alone, which nobody would see."""
    return old != new and old.split() == new.split()


def _whole(old, new):
    return [(REMOVED, old), (ADDED, new)]


def _swapped(old, new):
    """Words for words: the white space behind both stays."""
    spaces = old[len(old.rstrip()) :]
    if not spaces or not new.endswith(spaces):
        return _whole(old, new)
    end = -len(spaces)
    return [(REMOVED, old[:end]), (ADDED, new[:end]), (SAME, spaces)]


def _in_words(old, new):
    return _readable(_compared(_WORD.findall(old), _WORD.findall(new), _swapped), old, new)


def _readable(told, old, new):
    """The changes as they were found, or both texts whole when that reads better."""
    shared = sum(len(text) for kind, text in told or () if kind == SAME)
    return told if shared >= LITTLE * max(len(old), len(new)) else _whole(old, new)


def _compared(olds, news, replaced):
    """The changes between two lists of pieces, or None when finding them would take too long.

    `replaced` tells what came where something went.
    """
    start = _shared(olds, news)
    end = _shared(reversed(olds[start:]), reversed(news[start:]))
    before, after = olds[start : len(olds) - end], news[start : len(news) - end]
    # A piece is known by its words; white space is everywhere and would match by itself.
    keys = [[piece.rstrip() for piece in pieces] for pieces in (before, after)]
    if len(before) * len(after) > BOUND or _pairs(*keys) > PAIRS:
        return None
    told = [(SAME, "".join(olds[:start]))]
    for tag, a, a_end, b, b_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            for old, new in zip(before[a:a_end], after[b:b_end], strict=True):
                told += _same(old, new)
        else:
            told += replaced("".join(before[a:a_end]), "".join(after[b:b_end]))
    return [*told, (SAME, "".join(olds[len(olds) - end :]))]


def _same(old, new):
    """Two pieces with the same words; the white space behind them may differ."""
    if old == new:
        return [(SAME, old)]
    words = len(old.rstrip())
    return [(SAME, old[:words]), (REMOVED, old[words:]), (ADDED, new[words:])]


def _pairs(before, after):
    """How many places in both hold the same piece."""
    counts = Counter(after)
    return sum(n * counts[piece] for piece, n in Counter(before).items())


def _shared(olds, news):
    """How many pieces at the start are the same."""
    count = 0
    for old, new in zip(olds, news, strict=False):
        if old != new:
            break
        count += 1
    return count


def _joined(told):
    """Neighbours of one kind as one piece, what went before what came; nothing empty."""
    pieces, went, came = [], "", ""
    for kind, text in [*((kind, text) for kind, text in told if text), (SAME, "")]:
        if kind == REMOVED:
            went += text
        elif kind == ADDED:
            came += text
        else:
            pieces += [(REMOVED, went), (ADDED, came), (SAME, text)]
            went = came = ""
    joined = []
    for kind, text in pieces:
        if text and joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined
