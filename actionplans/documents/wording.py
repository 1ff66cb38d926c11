"""How an officer's text is cleaned, whatever file it came from.

White space is folded, invisible characters go, private-use bullets of Word become real bullets.
Words are never changed: a spelling mistake stays. References to notes travel inside the text as
private characters (see notes.py), because a digit glued to a word cannot be told from a year later.
"""

import re
import unicodedata

# Word's bullets are glyphs of the Symbol and Wingdings fonts, without a meaning outside of them.
_PRIVATE_BULLETS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0a8": "▪",
        "\uf06e": "▪",
        "\uf0d8": "➢",
        "\uf076": "❖",
        "\uf0fc": "✓",
        "\uf0e0": "→",
        "\uf02d": "-",
    }
)
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, soft hyphen, zero-width and direction marks, lone surrogates, private use. The two
# joiners U+200C/D stay: emoji and some scripts need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]"
)
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_BLANKS = re.compile(r"[^\S\n]+")

_BULLET_GLYPHS = "•▪◦‣⁃∙●○■□➢➤❖✓✔►"
_BULLET_START = re.compile(rf"\s*(?:[{_BULLET_GLYPHS}·*]|[-–—](?=\s|$|[^\W\d_]))\s*")
_BULLET_INSIDE = re.compile(rf"(?:^|(?<=\s))[{_BULLET_GLYPHS}](?=\s|\w|$)")
# Longer than any goal or action: from here on lines are no longer joined one by one.
_LONGEST_JOINED = 5000
_NOTHING = frozenset(["", "-", "–", "—", "--", "/", "//", ".", "...", "…", "*"])

_RANGE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—/>→]|t\.?\s?e\.?\s?m\.?|t/m|tot(?:\s+en\s+met)?)\s*"
    r"((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_SDG = re.compile(r"(?<!\d)(?<!\d[.,])(1[0-7]|[1-9])(?!\d)")
# A comma without a blank ("10,16") can mean a list or a target: what is not read is told.
_SDG_LIKE = re.compile(r"(?<!\d)(?<!\d\.)\d+")
_SDG_OPENING = re.compile(r"^\W*(?:sdg|doel|\d)", re.IGNORECASE)


def clean_run(raw: str) -> str:
    """Unify breaks, bullets and hyphens and drop what cannot be seen; blanks are still as typed."""
    raw = _LINE_BREAKS.sub("\n", raw).translate(_PRIVATE_BULLETS).translate(_HYPHENS)
    return _INVISIBLE.sub("", raw)


def fold(text: str) -> str:
    """Blanks to single spaces, lines trimmed, empty lines gone, composed characters (NFC)."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def clean_text(raw: str) -> str:
    """The whole treatment, for a text that stands on its own (a field of a sheet or a csv)."""
    return fold(clean_run(raw))


def one_line(text: str) -> str:
    return " ".join(text.split())


def is_nothing(text: str) -> bool:
    """A lone dash or slash is how officers leave a cell empty."""
    return text.strip() in _NOTHING


def strip_bullet(text: str) -> tuple[str, bool]:
    """The text without its leading bullet or dash, and whether there was one."""
    match = _BULLET_START.match(text)
    if not match or not match.group().strip():
        return text.strip(), False
    return text[match.end() :].strip(), True


def split_bullets(text: str) -> list[str]:
    """Several bullets that ended up on one line, apart again, each with its bullet.

    Only real bullet glyphs split: a dash inside a line is mostly punctuation.
    """
    starts = [match.start() for match in _BULLET_INSIDE.finditer(text)]
    edges = sorted({0, *starts, len(text)})
    pieces = (text[left:right].strip() for left, right in zip(edges, edges[1:], strict=False))
    return [piece for piece in pieces if piece] or [text.strip()]


def join_broken(first: str, rest: str) -> str:
    """Two halves of a text that a page or line end broke, with the hyphen of a broken word gone."""
    broken_word = re.fullmatch(r"[^\W\d_]-", first[-2:]) and re.match(r"[a-zà-ÿ]", rest)
    if broken_word and not re.match(r"(?:en|of|als|noch)\b", rest):
        return first[:-1] + rest
    return f"{first} {rest}".strip()


def may_grow(text: str) -> bool:
    return len(text) < _LONGEST_JOINED


def looks_unfinished(first: str, rest: str) -> bool:
    """Whether a text goes on in the next one: no full stop before it, no capital after it."""
    starts_small = bool(re.match(r"[a-zà-ÿ(,;]", rest))
    return starts_small and may_grow(first) and not first.endswith((".", "!", "?", ":"))


def year_range(timing: str) -> tuple[int, int] | None:
    """The years of "2020-2025", "van 2020 tot en met 2025"; a single year is no range."""
    match = _RANGE.search(timing)
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    return (first, last) if first <= last else None


def is_timing(text: str) -> bool:
    """A short text about when: years, or the words that stand in for them."""
    words = r"(?:19|20)\d\d|doorlopend|permanent|jaarlijks|continu|korte termijn|lange termijn"
    return len(text) <= 60 and bool(re.search(words, text, re.IGNORECASE))


def sdg_numbers(text: str) -> list[int]:
    """The goals named in "SDG 10, 16" or "10/16"; nothing when the text is not about numbers."""
    if not _SDG_OPENING.match(text):
        return []
    return list(dict.fromkeys(int(number) for number in _SDG.findall(text)))


def strange_sdg_numbers(text: str) -> list[str]:
    """The numbers that stand between SDGs but are none ("10, 18"); "16.7" is a target of 16."""
    if not _SDG_OPENING.match(text):
        return []
    known = {str(number) for number in sdg_numbers(text)}
    return [one for one in dict.fromkeys(_SDG_LIKE.findall(text)) if one not in known]


def beside_sdg_numbers(text: str) -> str:
    """The words that stand beside the numbers ("10: ongelijkheid verminderen")."""
    return re.sub(r"(?i)\bsdg(?:['’]?s)?\b|\ben\b|[\W\d_]+", " ", text).strip()


def quote(text: str, limit: int = 300) -> str:
    """A text between Dutch quotation marks, short enough for a list of doubts."""
    text = one_line(text)
    return f"“{text}”" if len(text) <= limit else f"“{text[:limit].rstrip()} …”"
