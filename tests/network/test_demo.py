"""`manage.py demo`: a whole portal on an empty database, and nothing at all on a real one."""

import json
import stat
from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from actionplans.drafting import draft_has
from actionplans.editions import current_edition, draft_of, has_unpublished_changes
from actionplans.models import Edition, Lineage, Plan, ProgressRound
from actionplans.partners.overview import waiting_counts
from actionplans.rows import Tree
from actionplans.undoing import present_states
from cities.models import City, OutboxMail, User
from network.demo import build
from network.demo.accounts import new_password
from network.dossiers.making import make_waiting
from network.models import Ballot, Dossier, JointPosition, Meeting, Notice
from practices.models import ChangeProposal, CitySection, Practice
from tests.factories import PASSWORD, make_city, make_plan, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def accounts_file(settings, tmp_path):
    """Never the file of the developer's own demonstration."""
    settings.DEMO_ACCOUNTS_FILE = tmp_path / "var" / "demo-accounts.txt"
    return settings.DEMO_ACCOUNTS_FILE


@pytest.fixture
def without_plans(monkeypatch):
    """For what is about accounts: the plans take most of the time."""
    monkeypatch.setattr(build, "_make_plans", lambda story, users: ({}, []))
    monkeypatch.setattr(build, "_tell_how_far", lambda plans, story, users: [])
    monkeypatch.setattr(build, "make_practices", lambda folder, users: {})
    monkeypatch.setattr(build, "make_proposals", lambda told, practices, users: None)
    monkeypatch.setattr(build, "make_network", lambda told, plans, users: None)


def plan_of(city, period_from):
    return Plan.objects.get(city__slug=city, period_from=period_from)


# --- what it makes -------------------------------------------------------------------------------
def test_demonstration_is_complete(capsys):
    call_command("demo")

    plans = Plan.objects.published().for_list().values_list("city__slug", "period_from")
    assert list(plans) == [
        ("brugge", 2020),
        ("gent", 2026),
        ("gent", 2020),
        ("gent", 2015),
        ("kortrijk", 2021),
        ("leuven", 2018),
        ("mechelen", 2020),
        ("roeselare", 2020),
    ]
    assert City.objects.members().count() == 12
    assert not Plan.objects.filter(city__slug="denderleeuw").exists()
    _roeselare_has_the_structure_of_its_plan()
    _roeselare_has_an_unpublished_change()
    _gent_has_two_editions_and_a_descent()
    _moderators_have_work()
    _gent_went_on_to_its_next_plan()
    _roeselare_tells_how_far_it_is()
    _nothing_was_done_after_it_was_published()
    _text_is_in_its_dates()
    _draft_log_tells_the_rows_as_they_are()
    _cities_work_together()


def _cities_work_together():
    """Three meetings of the past and two that come, a vote, positions, and a dossier to make."""
    assert (Meeting.objects.past().count(), Meeting.objects.coming().count()) == (3, 2)
    ballot = Ballot.objects.get()
    assert (ballot.is_open, ballot.proposals.count(), ballot.votes.count()) == (True, 3, 3)
    assert Counter(JointPosition.objects.values_list("state", flat=True)) == {"sent": 1, "open": 1}
    assert Notice.objects.count() == 6
    make_waiting()
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.files.count()) == ("ready", 2)
    assert "met hulp voor verhuurders" in json.dumps(dossier.content, ensure_ascii=False)


def _moderators_have_work():
    """Fiches in every state that the queue and the authors meet, and nine cities in the first."""
    states = Counter(Practice.objects.values_list("state", flat=True))
    others = dict.fromkeys(("draft", "changes_requested", "declined", "archived"), 1)
    assert states == {"published": 8, "submitted": 4, **others}
    first = Practice.objects.get(city=None, submitter=None)
    assert first.sections.count() == 9
    assert ChangeProposal.objects.waiting().count() == 4
    assert CitySection.objects.to_check().count() == 2
    assert not OutboxMail.objects.filter(key__startswith="fiche:").exists()


def _roeselare_has_the_structure_of_its_plan():
    tree = Tree(plan_of("roeselare", 2020).editions.get(number=1))
    roles = [participation.role for participation in tree.participations]
    figures = (len(tree.chapters), len(tree.goals), len(tree.actions), len(tree.notes))
    assert figures == (10, 52, 68, 3)
    assert (len(roles), roles.count("organiser")) == (59, 8)
    assert [note.number for note in tree.goals[0].timing_notes.all()] == [3]
    assert {chapter.commitments.get().number for chapter in tree.chapters} == set(range(1, 11))


def _roeselare_has_an_unpublished_change():
    plan = plan_of("roeselare", 2020)
    assert has_unpublished_changes(Tree(draft_of(plan)), current_edition(plan))
    assert str(plan.deeds.first().by) == "Medewerker van Roeselare"
    others = Plan.objects.published().exclude(pk=plan.pk)
    assert not any(
        has_unpublished_changes(Tree(draft_of(other)), current_edition(other)) for other in others
    )


def _gent_has_two_editions_and_a_descent():
    plan = plan_of("gent", 2020)
    editions = Edition.objects.published().filter(plan=plan).order_by("number")
    assert [edition.number for edition in editions] == [1, 2]
    assert editions[0].content_sha256 != editions[1].content_sha256
    old, new = draft_of(plan_of("gent", 2015)), draft_of(plan)
    descents = Lineage.objects.filter(old_uid__in=old.goals.values("uid"))
    assert [draft_has(new, "goal", one.new_uid) for one in descents] == [True] * 3


def _gent_went_on_to_its_next_plan():
    old, new = plan_of("gent", 2020), plan_of("gent", 2026)
    kinds = Lineage.objects.filter(new_uid__in=draft_of(new).goals.values("uid"))
    assert sorted(set(kinds.values_list("kind", flat=True))) == [
        "continued",
        "merged",
        "reworded",
        "split",
    ]
    closing = old.progress.filter(origin="carry_over")
    assert closing.count() == current_edition(old).goals.count()
    assert {"finished", "stopped"} <= set(closing.values_list("state", flat=True))


def _roeselare_tells_how_far_it_is():
    plan = plan_of("roeselare", 2020)
    rounds = ProgressRound.objects.order_by("opens_on")
    assert [round.is_open for round in rounds] == [False, True]
    assert [plan.progress.filter(round=round).count() for round in rounds] == [30, 6]
    assert [one.measurements.standing().count() for one in plan.indicators.all()] == [5, 2]
    assert waiting_counts([plan]) == {plan.pk: 1}


def _nothing_was_done_after_it_was_published():
    """A deed on a draft has the day on which it would have been done."""
    late = [
        edition
        for edition in Edition.objects.current().exclude(plan__city__slug="roeselare")
        if edition.plan.deeds.first().at > edition.published_at
    ]
    assert late == []


def _text_is_in_its_dates():
    days = Edition.objects.published().values_list("plan__city__slug", "published_at__date")
    assert ("brugge", "2020-12-03") in {(city, day.isoformat()) for city, day in days}


def _draft_log_tells_the_rows_as_they_are():
    """So that undo, and going back to an earlier draft, work on demonstration plans too."""
    plan = plan_of("kortrijk", 2021)
    states = present_states(draft_of(plan))
    logged = {
        (line.table, line.uid): line.new for line in plan.deeds.get().changes.filter(field="*")
    }
    assert logged == {key: state for key, state in states.items() if key[0] != "edition"}


@pytest.mark.usefixtures("without_plans")
def test_accounts_can_sign_in_with_the_printed_password(client, capsys):
    call_command("demo")

    printed = capsys.readouterr().out
    password = printed.split("Wachtwoord: ")[1].split()[0]
    assert set(User.objects.values_list("is_demo", flat=True)) == {True}
    for user in User.objects.all():
        assert user.check_password(password)
        assert user.email in printed
    assert EmailAddress.objects.filter(primary=True, verified=True).count() == User.objects.count()
    form = {"login": "coordinator@denderleeuw.example", "password": password}
    response = client.post("/account/login/", form)
    assert response["Location"] == "/mijn-stad/"


@pytest.mark.usefixtures("without_plans")
def test_there_is_an_account_for_each_role(capsys):
    call_command("demo")

    roles = {
        user.email: (user.network_role, [(m.city.slug, m.role) for m in user.memberships.all()])
        for user in User.objects.all()
    }
    assert roles["coordinator@roeselare.example"] == ("none", [("roeselare", "coordinator")])
    assert roles["contributor@roeselare.example"] == ("none", [("roeselare", "contributor")])
    assert roles["alderman@roeselare.example"] == ("none", [("roeselare", "alderman")])
    assert roles["moderator@vvsg.example"] == ("moderator", [])
    assert roles["administrator@vvsg.example"] == ("administrator", [])
    assert roles["coordinator@kortrijk.example"] == (
        "none",
        [("brugge", "contributor"), ("kortrijk", "coordinator")],
    )


# --- the password --------------------------------------------------------------------------------
@pytest.mark.usefixtures("without_plans")
def test_password_is_kept_for_the_owner_of_the_machine_only(accounts_file, capsys):
    call_command("demo")

    assert accounts_file.read_text(encoding="utf-8") == capsys.readouterr().out
    assert stat.S_IMODE(accounts_file.stat().st_mode) == 0o600


@pytest.mark.usefixtures("without_plans")
def test_without_demo_the_password_is_kept_nowhere(settings, accounts_file, capsys):
    settings.DEMO, settings.DEBUG = False, True

    call_command("demo")

    assert not accounts_file.exists()


def test_every_installation_has_its_own_password():
    assert len({new_password() for _ in range(50)}) == 50


# --- when it does nothing ------------------------------------------------------------------------
def test_second_run_changes_nothing(accounts_file, capsys):
    call_command("demo")
    before = (accounts_file.read_text(), User.objects.count(), Edition.objects.count())
    capsys.readouterr()

    call_command("demo")

    assert capsys.readouterr().out == "The demonstration is already there; nothing was changed.\n"
    assert before == (accounts_file.read_text(), User.objects.count(), Edition.objects.count())


def test_database_with_a_real_account_is_left_alone():
    make_user(password=PASSWORD)

    with pytest.raises(CommandError, match="holds accounts that are not demo accounts"):
        call_command("demo")

    assert (City.objects.count(), User.objects.count()) == (0, 1)


@pytest.mark.parametrize("by_somebody", [True, False])
def test_database_with_a_real_plan_is_left_alone(by_somebody):
    plan = make_plan()
    plan.created_by.user.delete()
    if not by_somebody:
        Plan.objects.update(created_by=None)

    with pytest.raises(CommandError, match="holds plans that were not made by demo accounts"):
        call_command("demo")

    assert (Plan.objects.count(), User.objects.count()) == (1, 0)


def test_production_refuses(settings):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(CommandError, match="set DEMO=1"):
        call_command("demo")

    assert City.objects.count() == 0


def test_run_that_fails_halfway_leaves_nothing(monkeypatch, accounts_file):
    monkeypatch.setattr(build, "record_descent", lambda plans, told: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        call_command("demo")

    assert (City.objects.count(), User.objects.count(), Plan.objects.count()) == (0, 0, 0)
    assert not accounts_file.exists()


@pytest.mark.usefixtures("without_plans")
def test_facts_that_are_there_already_are_no_obstacle(capsys):
    make_city(name="Gent", website="https://gent.example", nis_code="44021")

    call_command("demo")

    assert City.objects.get(slug="gent").website == "https://gent.example"
    assert City.objects.count() == 14
