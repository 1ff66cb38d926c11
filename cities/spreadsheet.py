"""A text that a spreadsheet would read as a formula is given an apostrophe in front: what stands in
our tables is written by people whom we do not know.
"""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(text) -> str:
    """The text as a spreadsheet shows it, never one that it works out."""
    text = str(text)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
