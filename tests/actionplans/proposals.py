"""A document that waits for a yes, and what the test document must become in a draft."""

from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans.models import ImportProposal
from tests.actionplans.word_files import word_plan

TAKEN = "Dit document is al overgenomen of weggelegd."


def proposed(desk, data=None):
    """The address of the review page of an uploaded document."""
    file = SimpleUploadedFile("Actieplan.docx", data or word_plan())
    return desk.post(desk.address("import"), {"file": file})["Location"]


def state_of(address):
    return ImportProposal.objects.get(uid=address.rstrip("/").rpartition("/")[2]).state


def words_of(tree):
    """The tree as the officer knows it: (number, title, group, goals) of each chapter."""
    return [
        (
            chapter.number,
            chapter.title,
            [(row.label, row.role, row.to_confirm) for row in chapter.group_list],
            [
                (
                    *(goal.code, goal.title, goal.timing_text, goal.timing_kind),
                    *(goal.timing_from, goal.timing_until),
                    [sdg.number for sdg in goal.sdgs.all()],
                    [action.text for action in goal.action_list],
                )
                for goal in chapter.goal_list
            ],
        )
        for chapter in tree.chapters
    ]


UNDERSTOOD = [
    (
        *("1", "Waakzaam zijn"),
        [("Unia", "organiser", False), ("Dienst Welzijn (?)", "participant", True)],
        [
            (
                *("1.1", "Wie iets meemaakt, vindt het meldpunt", "2026-2031", "ongoing"),
                *(2026, 2031, [10, 16], ["Een affiche", "Een opleiding"]),
            ),
            (
                *("1.2", "Cijfers verzamelen", "2027", "by"),
                *(None, 2027, [], ["Een jaarlijkse telling"]),
            ),
        ],
    ),
    (
        *("2", "Diensten voor iedereen"),
        [("OCMW", "participant", False)],
        [("2.1", "Iedereen aan het loket", "", "", None, None, [10], [])],
    ),
]
