"""Markdown of a fiche as safe HTML: paragraphs, lists, emphasis, small headings and links.

Everything else stays the text that it is. Two guards stand behind each other: the reader knows no
raw HTML, and the cleaner lets nothing through but these elements and addresses.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

ELEMENTS = {"p", "ul", "ol", "li", "em", "strong", "a", "br", "h3", "h4"}
SCHEMES = {"http", "https", "mailto"}

_reader = MarkdownIt("zero", {"html": False, "linkify": False}).enable(
    ["list", "emphasis", "link", "autolink", "heading", "newline", "escape", "entity"]
)


def to_html(text) -> SafeString:
    tokens = _reader.parse(text or "")
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            # The page has its own headings above these.
            token.tag = "h3" if token.tag in ("h1", "h2") else "h4"
    html = _reader.renderer.render(tokens, _reader.options, {})
    safe = nh3.clean(
        html,
        tags=ELEMENTS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )
    return mark_safe(safe)  # noqa: S308 - nh3 let nothing else through


def to_plain(text) -> str:
    """The words alone, for mails, feeds and the search."""
    return " ".join(nh3.clean(str(to_html(text)), tags=set()).split())
