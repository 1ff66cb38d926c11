"""The boxes of a crosswalk as a browser sends them and as a page shows them."""

from tests.reading import page_of


def goals_page(desk, chapter):
    return desk.address("crosswalk_chapter", uid=chapter.uid)


def ticks(row, *numbers):
    """What the boxes of a row send."""
    return {f"rij-{row.uid}": [str(number) for number in numbers]}


def numbers(row):
    return sorted(row.commitments.values_list("number", flat=True))


def ticked(response, row):
    """The boxes of a row that are ticked on the page."""
    boxes = page_of(response).xpath(f"//input[@name='rij-{row.uid}'][@checked]/@value")
    return [int(value) for value in boxes]
