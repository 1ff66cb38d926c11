"""A value of a fiche as words: one text, or the entries of a list, each with a key of its own.

A code that left its list is shown as it is. Names of files are never among these words.
"""

from .fields import LISTS, Kind

YES, NO = "ja", "nee"


def entries_of(field, value, labels) -> list[tuple]:
    """[(key, words)] of a list; two entries with one key are the same one.

    labels: what `labels.labels_of` found for the text.
    """
    if field.kind == Kind.TERMS:
        return [(code, labels.get((field.terms, code), str(code))) for code in value or ()]
    if field.kind in LISTS:
        words = {
            Kind.ITEMS: str,
            Kind.LINKS: _link,
            Kind.IMAGES: _image,
            Kind.FILES: lambda file: file.get("title") or "bijlage zonder titel",
        }[field.kind]
        return [(_key(field, one), words(one)) for one in value or ()]
    raise TypeError(f"{field.name} is no list")


def text_of(field, value) -> str:
    """The words of a value that is no list; '' when there is nothing."""
    if field.kind == Kind.FLAG:
        return YES if value else NO
    if value in (None, ""):
        return ""
    if field.kind == Kind.CHOICE:
        return str(dict(field.choices.choices).get(value, value))
    return str(value)


def _key(field, one):
    if field.kind == Kind.ITEMS:
        return one
    if field.kind == Kind.LINKS:
        return one.get("title"), one.get("url")
    # Everything that readers get of it: another caption is a change of this picture.
    return tuple(sorted((name, str(value)) for name, value in one.items()))


def _link(link):
    title, url = link.get("title", ""), link.get("url", "")
    return f"{title} ({url})" if title and title != url else url


def _image(image):
    seen = "versiering, zonder alternatieve tekst" if image.get("decorative") else image.get("alt")
    parts = [
        f"beeld: {seen or 'nog zonder alternatieve tekst'}",
        image.get("caption") and f"bijschrift: {image['caption']}",
        image.get("credit") and f"bron: {image['credit']}",
    ]
    return "; ".join(part for part in parts if part)
