"""What a moderator runs through: the questions that the text itself answers."""

import pytest

from practices.queue.checklist import checklist, words_per_sentence
from tests.fiches import make_practice

pytestmark = pytest.mark.django_db


def standings(practice):
    return {check.label: check.standing for check in checklist(practice, practice.working_version)}


def test_the_text_itself_answers_some_questions():
    whole = make_practice(state="submitted", evidence="evaluated", grounds=["x"], commitments=[1])

    assert standings(whole) == {
        "Valt onder het thema": "",
        "Uitgevoerd, geen voornemen": "ok",
        "Succesfactor én uitdaging": "ok",
        "Begrijpelijke taal": "ok",
        "Geen namen van burgers of slachtoffers": "",
        "Beelden volledig": "ok",
        "Labels kloppen": "",
    }


def test_doubts_are_told():
    long = " ".join(["woord"] * 40) + "."
    gaps = make_practice(
        state="submitted",
        section={"status": "planned", "contact": "a"},
        description=long,
        summary="",
        challenges=[],
    )

    doubts = [label for label, standing in standings(gaps).items() if standing == "doubt"]

    assert doubts == [
        *("Uitgevoerd, geen voornemen", "Succesfactor én uitdaging", "Begrijpelijke taal"),
        "Labels kloppen",
    ]


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("...", 0), ("Een twee. Drie vier vijf zes!", 3), ("Een", 1)]
)
def test_words_are_counted_per_sentence(text, words):
    assert words_per_sentence(text) == words
