import pytest

from actionplans.documents.blocks import Line
from actionplans.documents.people import read_group
from actionplans.documents.plan_document import Participant


def _read(*lines, **options):
    return read_group([Line(line) for line in lines], **options)


@pytest.mark.parametrize(
    "written",
    [
        "- Jeugddienst (organisator)",
        "- Jeugddienst (coördinator)",
        "Jeugddienst (trekker)",
        "Jeugddienst – trekker",
        "Organisator: Jeugddienst",
        "Trekker: Jeugddienst",
    ],
)
def test_organiser_is_marked_and_the_mark_leaves_the_name(written):
    assert _read(written).participants == [Participant("Jeugddienst", organiser=True)]


@pytest.mark.parametrize(
    "name", ["Dienst jeugd (?)", "(evt. de huurdersbond)", "Eventueel de vdab"]
)
def test_unsure_name_is_kept_whole(name):
    assert _read(f"- {name}").participants == [Participant(name, to_confirm=True)]


def test_line_with_equals_sign_is_about_the_group():
    group = _read("- Jeugddienst", "= vaste werkgroep jeugd")

    assert (len(group.participants), group.note) == (1, "= vaste werkgroep jeugd")


def test_remark_after_a_soft_break_does_not_run_into_the_name():
    group = _read("- Jeugddienst\n= vaste werkgroep jeugd")

    assert (group.participants, group.note) == (
        [Participant("Jeugddienst")],
        "= vaste werkgroep jeugd",
    )


def test_single_line_is_split_at_commas_outside_brackets_and_told():
    group = _read("Jeugddienst, Welzijn (team wonen, team werk), Politie/Parket")

    assert [one.name for one in group.participants] == [
        "Jeugddienst",
        "Welzijn (team wonen, team werk)",
        "Politie/Parket",
    ]
    assert len(group.split) == 1


def test_bulleted_name_with_a_comma_stays_whole():
    group = _read("- Welzijn, team wonen", "- Politie")

    assert [one.name for one in group.participants] == ["Welzijn, team wonen", "Politie"]


def test_names_in_lower_case_stay_apart():
    group = _read("- Unia", "politie", "het onthaal")

    assert [one.name for one in group.participants] == ["Unia", "politie", "het onthaal"]


def test_role_on_a_line_of_its_own_counts_until_the_next():
    group = _read("Trekker:", "Jeugddienst", "Partners:", "Unia", "Politie")

    assert [(one.name, one.organiser) for one in group.participants] == [
        ("Jeugddienst", True),
        ("Unia", False),
        ("Politie", False),
    ]


def test_column_of_leaders_makes_organisers():
    group = _read("Jeugddienst", organisers=True)

    assert group.participants == [Participant("Jeugddienst", organiser=True)]


def test_lone_dash_is_nobody():
    assert _read("-", "- ").participants == []
