"""What the importer refuses, and how much it is willing to take in."""


class UnreadableDocument(Exception):  # noqa: N818 - says what it is to the officer
    """No plan can be read from this file; the text says in Dutch what is wrong and what to do."""


class ImportLimits:
    """Bounds that no honest plan reaches, so that no dishonest file costs much memory or time."""

    # Roeselare's plan is 44 KB; a plan with photographs stays under 10 MB.
    FILE_BYTES = 25 * 1024 * 1024
    # Word writes 15 to 30 parts, plus one per picture.
    ZIP_ENTRIES = 3000
    # All parts together, unpacked: pictures hardly shrink in a zip, text shrinks 10 to 40 times.
    UNPACKED_BYTES = 120 * 1024 * 1024
    # One part of text. Roeselare's is 56 KB; 16 MB is a book of thousands of pages.
    XML_PART_BYTES = 16 * 1024 * 1024
    # Real parts were seen up to 33 times smaller when packed; a bomb is a thousand times smaller.
    RATIO = 150
    # Small parts may be odd without harm: the ratio counts from here on.
    RATIO_FROM_BYTES = 2 * 1024 * 1024
    # Word stays under 60, a table in a table in a text box included. Readers recurse, so this also
    # keeps them far from Python's own limit.
    XML_DEPTH = 150
    # Elements plus attributes of one part: each costs about 100 bytes of memory once parsed,
    # however short it is in the file. Roeselare's largest part (its styles) has 23,000 of them.
    XML_MARKUP = 400_000
    # Word itself allows 63 columns; a table of 10,000 rows is no plan.
    TABLE_COLUMNS = 63
    TABLE_ROWS = 10_000
    # Of one cell, and of one paragraph. Roeselare's fullest cell has 9 paragraphs, its longest
    # paragraph 460 characters. Joining and splitting stays quick within these.
    CELL_PARAGRAPHS = 500
    TEXT_CHARACTERS = 50_000
    # Goals, actions and participants together. Roeselare has 179; nobody reviews thousands.
    PLAN_PARTS = 5000
    # As long as the portal's columns; what is longer is no number and no title.
    NUMBER_CHARACTERS = 40
    TITLE_CHARACTERS = 250
    # Roeselare has three notes; a book of law has hundreds.
    NOTES = 999
    # A doubt quotes the text; the source stands beside it on the review screen.
    QUOTE_CHARACTERS = 1000
    # More doubts than this nobody reads: the last one says how many were left out.
    DOUBTS = 400


TOO_MUCH = (
    f"In dit document staan meer dan {ImportLimits.PLAN_PARTS} doelen, acties en deelnemers samen. "
    "Dat is te veel voor één plan. Deel het document op of kijk of je het juiste koos."
)
