"""A document for a draft that it has rows in common with: those rows stay the same rows."""

import uuid

import pytest
from django.urls import reverse

from actionplans.archive import content_checksum
from actionplans.documents.plan_document import (
    ActionPart,
    ChapterPart,
    GoalPart,
    NumberedNote,
    Participant,
    PlanDocument,
)
from actionplans.documents.word import read_docx
from actionplans.drafting import CannotChangeError, add, change
from actionplans.editions import draft_of, publish
from actionplans.importing import fill
from actionplans.models import Deed, ExampleAction, Goal
from actionplans.rows import Tree
from actionplans.undoing import present_states, undo
from cities.models import Ground, LogEntry, Organisation, PolicyDomain, Track
from tests.actionplans.draft_log import told
from tests.actionplans.word_files import ROESELARE, word_plan
from tests.factories import fill_plan, make_city, make_member, make_plan
from tests.reading import all_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(city=make_city(name="Denderleeuw"))


def document_of(*goals, number="1", title="Waakzaam zijn", **parts):
    return PlanDocument(chapters=[ChapterPart(number, title, goals=list(goals))], **parts)


def take_over(plan, document, *, replace=True):
    return fill(plan, document, by=None, source="Actieplan.docx", replace=replace)


def states(plan):
    return present_states(draft_of(plan))


def first_of(plan, kind):
    return getattr(Tree(draft_of(plan)), f"{kind}s")[0]


def lines_of(deed):
    """(table, field, old, new) of each line of a deed."""
    return [(table, field, old, new) for table, _, _, field, old, new in told(deed)]


# --- the same file twice -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "data",
    [word_plan, pytest.param(ROESELARE.read_bytes, id="roeselare")]
    if ROESELARE.exists()
    else [word_plan],
)
def test_same_file_twice_changes_nothing_and_leaves_no_trace(plan, data):
    document = read_docx(data())
    take_over(plan, document)
    before = states(plan)

    again = take_over(plan, document)

    assert (again, states(plan)) == (None, before)
    assert Deed.objects.count() == LogEntry.objects.filter(verb="imported").count() == 1


def test_same_file_after_an_edit_is_that_difference_only(plan):
    document = read_docx(word_plan())
    take_over(plan, document)
    goal = first_of(plan, "goal")
    was = goal.title
    change(plan, "goal", goal.uid, {"title": "Anders"}, seen=1, by=None)

    deed = take_over(plan, document)

    assert lines_of(deed) == [("goal", "title", "Anders", was)]


def test_addresses_of_the_former_edition_go_on(client):
    plan = fill_plan()
    publish(plan, note="", by=None)
    goal, action = first_of(plan, "goal"), first_of(plan, "action")
    actions = [ActionPart("Een campagne op straten")]
    take_over(plan, document_of(GoalPart("1.1", "Meldpunten vinden", actions=actions)))
    publish(plan, note="", by=None)

    pages = [
        client.get(reverse(f"actionplans:{row._meta.model_name}", args=[row.uid]))
        for row in (goal, action)
    ]

    notices = "//main//*[starts-with(@class, 'note ')]"
    assert [all_words(page, notices) for page in pages] == [[], []]
    assert "Meldpunten vinden" in all_words(pages[0], "//h1")[0]


def test_replaced_draft_with_rows_in_common_is_taken_back(plan):
    take_over(plan, read_docx(word_plan()))
    before = content_checksum(Tree(draft_of(plan)))
    moved = GoalPart("9.9", "Cijfers verzamelen", "2028")
    deed = take_over(plan, document_of(moved, number="9", title="Ander hoofdstuk"))

    undo(plan, deed, by=None)

    assert content_checksum(Tree(draft_of(plan))) == before


# --- what the document says nothing about --------------------------------------------------------
def test_goal_keeps_what_only_the_portal_knows(plan):
    document = document_of(GoalPart("1.1", "Meldpunten zijn bekend", "2027"))
    take_over(plan, document)
    kept = {
        "explanation": "Omdat het nodig is",
        "sdgs": [10],
        "grounds": [Ground.objects.first().code],
        "domains": [PolicyDomain.objects.first().code],
        "tracks": [Track.objects.first().code],
        "commitments": [3],
        "example": ExampleAction.objects.select_related("commitment").first().code,
        "bbc_references": [{"code": "AP-1", "title": "Wonen"}],
        "timing_from": 2026,
    }
    goal = first_of(plan, "goal")
    change(plan, "goal", goal.uid, kept, seen=1, by=None)

    document.chapters[0].goals[0].title = "Elk meldpunt is bekend"
    take_over(plan, document)

    now = states(plan)["goal", goal.uid]
    assert {name: now[name] for name in kept} == kept
    assert (now["title"], now["timing_text"]) == ("Elk meldpunt is bekend", "2027")


def test_other_rows_keep_what_only_the_portal_knows(plan):
    document = document_of(GoalPart("1.1", "Doel", actions=[ActionPart("Een affiche")]))
    document.chapters[0].participants = [Participant("Unia vzw")]
    take_over(plan, document)
    partner = Organisation.objects.create(slug="anders", name="Anders")
    kept = {
        "chapter": {"commitments": [4], "description": "Wij letten op"},
        "action": {"responsible": "Dienst Welzijn", "timing_until": 2028, "timing_kind": "by"},
        "participation": {"organisation": partner.slug},
        "edition": {"introduction": "Vooraf"},
    }
    rows = {kind: first_of(plan, kind) for kind in list(kept)[:-1]}
    rows["edition"] = draft_of(plan)
    for kind, values in kept.items():
        change(plan, kind, rows[kind].uid, values, seen=rows[kind].version, by=None)
    before = states(plan)

    again = take_over(plan, document)

    assert (again, states(plan)) == (None, before)


def test_field_that_the_document_does_fill_takes_its_words(plan):
    first = GoalPart("1.1", "Een", "2027", sdgs=[10])
    second = GoalPart("1.2", "Twee", "2028", sdgs=[5])
    take_over(plan, document_of(first, second))

    take_over(plan, document_of(first, GoalPart("1.2", "Twee")))

    goal = Tree(draft_of(plan)).goals[1]
    years = (goal.timing_text, goal.timing_kind, goal.timing_until)
    assert (list(goal.sdgs.all()), years) == ([], ("", "", None))


def test_years_beside_the_same_words_stay_and_beside_other_words_go(plan):
    take_over(plan, document_of(GoalPart("1.1", "Een", "doorlopend")))
    goal = first_of(plan, "goal")
    values = {"timing_kind": "ongoing", "timing_from": 2026}
    change(plan, "goal", goal.uid, values, seen=1, by=None)

    same = take_over(plan, document_of(GoalPart("1.1", "Een", "doorlopend")))
    take_over(plan, document_of(GoalPart("1.1", "Een", "jaarlijks")))

    goal = first_of(plan, "goal")
    assert (same, goal.timing_kind, goal.timing_from) == (None, "", None)


def test_document_without_timings_leaves_those_of_the_draft(plan):
    take_over(plan, document_of(GoalPart("1.1", "Een", "2027")))

    again = take_over(plan, document_of(GoalPart("1.1", "Een")))

    goal = first_of(plan, "goal")
    assert (again, goal.timing_text, goal.timing_until) == (None, "2027", 2027)


def test_chapter_whose_title_was_not_found_keeps_the_one_that_was_filled_in(plan):
    document = document_of(title="")
    document.chapters.append(ChapterPart("2", "Wonen"))
    take_over(plan, document)
    chapter = first_of(plan, "chapter")
    change(plan, "chapter", chapter.uid, {"title": "Waakzaam"}, seen=1, by=None)

    again = take_over(plan, document)

    assert (again, first_of(plan, "chapter").title) == (None, "Waakzaam")


def test_row_of_the_officer_that_the_document_lacks_goes(plan):
    document = document_of(GoalPart("1.1", "Een"))
    take_over(plan, document)
    values = {"chapter": first_of(plan, "chapter").uid, "title": "Extra"}
    deed = add(plan, "goal", values, uid=uuid.uuid4(), by=None)

    take_over(plan, document)

    assert (deed.kind, [goal.title for goal in Tree(draft_of(plan)).goals]) == ("add", ["Een"])


# --- a document that was kept since before -------------------------------------------------------
def test_old_document_with_too_long_numbers_keeps_its_words(plan):
    long = "Doelstelling over alles wat wij samen willen doen"
    document = document_of(GoalPart(long, "Meer meldingen"), number=long, title="Een")
    document.title, document.introduction = "Plan " * 60, "Vooraf"

    take_over(plan, document)

    tree = Tree(draft_of(plan))
    [(chapter, goal)] = zip(tree.chapters, tree.goals, strict=True)
    assert (chapter.number, chapter.title) == ("", f"{long} Een")
    assert (goal.code, goal.title) == ("", f"{long} Meer meldingen")
    assert tree.edition.introduction == f"{'Plan ' * 60}\n\nVooraf"


def test_old_document_with_an_impossible_note_is_refused_in_dutch(plan):
    document = document_of(GoalPart("1.1", "Een"), notes=[NumberedNote(99999, "Wie")])

    with pytest.raises(CannotChangeError, match="voetnoot met een nummer boven 999"):
        take_over(plan, document)

    assert len(states(plan)) == 1


def test_timing_over_the_documents_own_period_is_ongoing_in_a_plan_of_other_years():
    plan = make_plan(period_from=2026, period_until=2031)
    goals = [GoalPart(code=f"1.{n}", title=f"Doel {n}", timing="2020-2025") for n in (1, 2)]
    goals.append(GoalPart(code="1.3", title="Doel 3", timing="2023-2025"))
    document = PlanDocument(chapters=[ChapterPart("1", "Een", goals=goals)])

    fill(plan, document, by=make_member(city=plan.city), source="plan.docx")

    kinds = Goal.objects.filter(edition__plan=plan).values_list("timing_kind", flat=True)
    assert list(kinds) == ["ongoing", "ongoing", "by"]
