import json

from actionplans.documents.plan_document import (
    ActionPart,
    ChapterPart,
    Doubt,
    GoalPart,
    NumberedNote,
    Participant,
    PlanDocument,
)


def _plan(*timings):
    goals = [GoalPart(f"1.{place}", "Doel", timing) for place, timing in enumerate(timings, 1)]
    return PlanDocument("Plan", chapters=[ChapterPart("1", "Wonen", goals=goals)])


def _full_plan():
    goal = GoalPart(
        "1.1",
        "Doel",
        "2026",
        notes=[1],
        timing_notes=[2],
        sdgs=[10],
        actions=[ActionPart("Actie", [1])],
        participants=[Participant("Unia", organiser=True)],
        group_note="= groep",
        source="1.1 Doel | Actie",
    )
    chapter = ChapterPart(
        "1", "Wonen", "Uitleg", [Participant("OCMW (?)", False, True)], "= n", [goal]
    )
    notes = [NumberedNote(1, "Eerste"), NumberedNote(2, "Tweede")]
    return PlanDocument("Plan", "Een\n\nTwee", notes, [chapter], [Doubt("1.1", "Kijk na")])


def test_plan_goes_through_json_and_back():
    plan = _full_plan()

    assert PlanDocument.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan


def test_counts_add_chapter_and_goal_groups():
    assert _full_plan().counts == {
        "chapters": 1,
        "goals": 1,
        "actions": 1,
        "participants": 2,
        "organisers": 1,
    }


def test_period_is_the_most_frequent_range():
    plan = _plan("2020-2025", "2021-2022", "2020-2025", "2020", "2020", "2020", None)

    assert plan.period() == (2020, 2025)


def test_equally_frequent_ranges_give_the_widest():
    assert _plan("2023-2025", "2020-2025").period() == (2020, 2025)


def test_plan_without_ranges_has_no_period():
    assert _plan("2020", None, "doorlopend").period() is None


def test_understood_is_what_the_command_prints():
    assert _full_plan().understood() == {
        "plan": {
            "chapters": [
                {
                    "number": 1,
                    "title": "Wonen",
                    "description": "Uitleg",
                    "participants": [{"name": "OCMW (?)", "organiser": False}],
                    "goals": [
                        {
                            "code": "1.1",
                            "title": "Doel",
                            "timing": "2026",
                            "actions": [{"text": "Actie"}],
                            "participants": [{"name": "Unia", "organiser": True}],
                        }
                    ],
                }
            ],
            "introduction": "Een\n\nTwee",
            "notes": [{"number": 1, "text": "Eerste"}, {"number": 2, "text": "Tweede"}],
        },
        "doubts": [{"where": "1.1", "text": "Kijk na"}],
    }


def test_understood_says_null_for_what_is_empty_and_keeps_other_numbers():
    plan = PlanDocument(chapters=[ChapterPart("IV", "Wonen", goals=[GoalPart("", "Doel", "")])])

    (chapter,) = plan.understood()["plan"]["chapters"]

    assert (chapter["number"], chapter["description"]) == ("IV", None)
    assert chapter["goals"] == [{"code": "", "title": "Doel", "timing": None, "actions": []}]
