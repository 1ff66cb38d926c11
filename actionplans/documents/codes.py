"""Numbers in front of chapters and goals: "3. …", "Verbintenis 3: …", "10.2", "OD 1.1", "1.1)".

A chapter has one number, a goal two or more with dots between; "10.1" is never goal 1 of point 1.
"""

import re

_GOAL_WORDS = r"(?:operationele?\s+doel(?:stelling)?|doel(?:stelling)?|actieplan|OD|SD|AP)"
_DOTTED = re.compile(
    rf"(?:{_GOAL_WORDS}\s*)?(\d{{1,2}}(?:\.\d{{1,3}}){{1,3}}|[A-Z]\.\d{{1,2}}(?:\.\d{{1,2}})?)"
    r"(?:\s*[.):–—-](?=\s|$|[^\W\d_])|(?!\d))\s*",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?:{_GOAL_WORDS}\s*(\d{{1,3}})\s*[.):–—-]?\s+|(\d{{1,3}})\s*[.)](?!\d)\s*|(\d{{1,3}})$)",
    re.IGNORECASE,
)
_CHAPTER_WORDS = (
    r"(?:verbintenis|punt|hoofdstuk|thema|pijler|engagement|commitment|deel|domein|"
    r"strategische\s+doelstelling|beleidsdoelstelling|doelstelling|actielijn|spoor|SD|BD)"
)
_WORDED_CHAPTER = re.compile(
    rf"{_CHAPTER_WORDS}\s*(?:nr\.?\s*)?(\d{{1,2}}|[IVX]{{1,5}}\b)(?![.,]?\d)\s*[.:)–—-]?\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_CHAPTER = re.compile(
    r"(\d{1,2}|[IVX]{1,5})(?:\s*[.):](?!\d)\s*|\s+[–—-]\s+)(\S.*)", re.DOTALL
)
_LOOSE_CHAPTER = re.compile(r"(\d{1,2}|[A-Z](?=[.)]))[.)]?\s+(\S.*)", re.DOTALL)
_CONTINUED = re.compile(r"\s*[(\[]?\s*\b(?:vervolg|vervolgd)\b\s*[)\]]?\s*$", re.IGNORECASE)


def goal_code(text: str) -> tuple[str, str] | None:
    """The dotted code in front of a goal, and the rest."""
    match = _DOTTED.match(text)
    return (match[1], text[match.end() :]) if match else None


def loose_goal_code(text: str) -> tuple[str, str] | None:
    """Also a single number, for texts that are known to be goals."""
    if found := goal_code(text):
        return found
    match = _SINGLE.match(text)
    return (match[1] or match[2] or match[3], text[match.end() :]) if match else None


def chapter_heading(text: str, *, loose: bool = False) -> tuple[str, str] | None:
    """The number and title of a chapter; `loose` (real headings) also takes "3 Titel", "A. …"."""
    if goal_code(text):
        return None
    patterns = [_WORDED_CHAPTER, _NUMBERED_CHAPTER, *([_LOOSE_CHAPTER] if loose else [])]
    for pattern in patterns:
        if match := pattern.fullmatch(text):
            return match[1], match[2].strip()
    return None


def without_continued(title: str) -> str:
    """A chapter's title on its second page, without "(vervolg)"."""
    return _CONTINUED.sub("", title)


def chapter_of(code: str) -> str:
    """The chapter that a goal's code names; empty when the code has no dot."""
    first, dot, _ = code.partition(".")
    return first if dot else ""
