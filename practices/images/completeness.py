"""A picture may be used once it is known what is on it, who made it, and by what right.

Who is recognisable on it gave consent, which is kept somewhere and says for what. A draft may be
saved without; a fiche is not handed in or published without. An entry of which the picture is not
there is no picture.
"""

from ..models import PracticeImage
from .shown import rows_of

Rights, People, Purpose = PracticeImage.Rights, PracticeImage.People, PracticeImage.Purpose
NOT_THERE = "dit beeld is er niet. Haal het weg, en voeg het opnieuw toe."


def incomplete(practice, content) -> list[str]:
    """What misses of the pictures in this text, in Dutch sentences, in their order."""
    return [
        f"Beeld {number}: {sentence}"
        for number, gaps in gaps_by_number(practice, content)
        for _field, sentence in gaps
    ]


def gaps_by_number(practice, content) -> list[tuple[int, list]]:
    """[(number, gaps)] of the pictures in this text that still stand, counted from one.

    Withdrawn ones are not shown, so nothing is asked about them. image None: it was made for
    another fiche, or is gone.
    """
    rows = rows_of(practice, content)
    return [
        (number, gaps(entry, image))
        for number, (entry, image) in enumerate(rows, start=1)
        if image is None or image.withdrawn_at is None
    ]


def gaps(entry, image) -> list[tuple[str, str]]:
    """(field, Dutch sentence) for everything that misses; `image` is a row, or an unsaved one."""
    if image is None:
        return [("", NOT_THERE)]
    return [*_of_the_text(entry), *_of_the_rights(image), *_of_the_people(image)]


def _of_the_text(entry):
    if not entry.get("decorative") and not entry.get("alt"):
        yield "alt", "beschrijf wat erop te zien is, of duid aan dat het alleen versiering is."
    if not entry.get("credit"):
        yield "credit", "noem wie het maakte."


def _of_the_rights(image):
    if not image.rights:
        yield "rights", "duid aan waarom je het mag gebruiken."
    if image.rights == Rights.STOCK and not image.licence:
        yield "licence", "noem de licentie van het stockbeeld."
    if image.rights == Rights.STOCK and not image.source_url:
        yield "source_url", "geef het adres waar het stockbeeld staat."
    if image.rights == Rights.CREATIVE_COMMONS and not image.licence:
        yield "licence", "noem welke Creative Commons-licentie het heeft."


def _of_the_people(image):
    if not image.people:
        yield "people", "duid aan of er herkenbare personen op staan."
    if image.people == People.YES and not image.has_consent:
        yield "has_consent", "wie herkenbaar is, moet toestemming geven."
    if image.people == People.YES and not image.consent_kept_at:
        yield "consent_kept_at", "noteer waar de toestemming bewaard wordt."
    if image.people == People.YES and not image.purposes:
        yield "purposes", "duid aan waarvoor de toestemming geldt."
    elif image.purposes and Purpose.WEBSITE not in image.purposes:
        yield "purposes", "de toestemming geldt niet voor een website. Vraag ze, of haal het weg."
