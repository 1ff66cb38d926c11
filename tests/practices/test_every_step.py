"""Every state with every step: those of the workflow work, all others change nothing at all."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction

from cities.models import LogEntry, OutboxMail, SearchEntry
from practices.models import ChangeProposal, Practice
from practices.transitions import PRACTICE_STEPS, PROPOSAL_STEPS, OvertakenError, RefusedError
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter
from tests.practices.deeds import (
    MODERATED,
    OF_A_PRACTICE,
    OF_A_PROPOSAL,
    PRACTICE_TABLE,
    PROPOSAL_TABLE,
    Cast,
    page_of,
)

pytestmark = pytest.mark.django_db

TOLD = [*apps.get_app_config("practices").get_models(), LogEntry, OutboxMail, SearchEntry]


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in TOLD}


def trial(take, subject, cast, reached):
    """Take the step on a page that is fresh; judge what became of it."""
    before, page = everything(), {**page_of(subject), "deed": uuid4()}
    events = subject.events.count()
    try:
        with transaction.atomic():
            event = take(subject, cast, **page)
    except (RefusedError, OvertakenError):
        assert reached is None
        assert everything() == before
        return "-"
    subject.refresh_from_db()
    assert subject.state == reached
    assert (event.to_state, event.uid) == (reached, page["deed"])
    assert (subject.claimed_by, subject.claimed_at) == (None, None)
    assert (subject.events.count(), subject.lock_version) == (events + 1, event.lock_version)
    told = everything()
    assert take(subject, cast, **page) == event
    assert everything() == told
    return reached


# --- practices -----------------------------------------------------------------------------------
def test_table_of_the_code_is_that_of_the_workflow():
    for steps, table in ((PRACTICE_STEPS, PRACTICE_TABLE), (PROPOSAL_STEPS, PROPOSAL_TABLE)):
        coded = {
            name: {str(state): str(step.to_state) for state in step.from_states}
            for name, step in steps.items()
        }
        assert coded == table
    assert (set(OF_A_PRACTICE), set(OF_A_PROPOSAL)) == (set(PRACTICE_TABLE), set(PROPOSAL_TABLE))


@pytest.mark.parametrize("step", PRACTICE_TABLE)
def test_practice_goes_only_where_the_workflow_says(step):
    cast, city = Cast(), make_city()
    author = make_member(city=city, role="contributor")

    outcomes = {}
    for state in Practice.State.values:
        practice = make_practice(state=state, by=author, city=city, title=f"Vanuit {state}")
        outcomes[state] = trial(
            OF_A_PRACTICE[step], practice, cast, PRACTICE_TABLE[step].get(state)
        )

    allowed = {state: to for state, to in outcomes.items() if to != "-"}
    assert allowed == PRACTICE_TABLE[step]


@pytest.mark.parametrize("step", PRACTICE_TABLE)
def test_page_that_is_a_deed_too_old_changes_nothing(step):
    cast = Cast()

    for state in PRACTICE_TABLE[step]:
        practice = make_practice(state=state)
        page = page_of(practice)
        Practice.objects.filter(pk=practice.pk).update(lock_version=page["lock"] + 1)
        practice.refresh_from_db()
        before = everything()
        with pytest.raises(OvertakenError):
            OF_A_PRACTICE[step](practice, cast, **page, deed=uuid4())
        assert everything() == before


@pytest.mark.parametrize("step", sorted(MODERATED))
def test_step_of_vvsg_is_taken_by_no_other_role(step):
    city = make_city()
    state = next(iter(PRACTICE_TABLE[step]))
    practice = make_practice(state=state, city=city)
    cast, before = Cast(), None
    roles = {
        "alderman": make_member(city=city, role="alderman"),
        "contributor": practice.author.user,
        "coordinator": make_member(city=city, role="coordinator"),
        "other city": make_member(city=make_city(), role="coordinator"),
        "administrator": make_user(network_role="administrator"),
        "submitter": make_submitter(),
        "moderator who left": make_moderator(is_active=False),
        "nobody": None,
    }
    before = everything()

    for person in roles.values():
        cast.by = person
        with pytest.raises(RefusedError, match="Alleen wie nazicht doet"):
            OF_A_PRACTICE[step](practice, cast, **page_of(practice), deed=uuid4())

    assert everything() == before


# --- proposals -----------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["change", "remark"])
@pytest.mark.parametrize("step", PROPOSAL_TABLE)
def test_proposal_goes_only_where_the_workflow_says(step, kind):
    cast, values = Cast(), {"title": "Beter", "summary": "Korter"} if kind == "change" else {}
    # A remark has no fields to bring online, and only a remark is answered.
    cannot = {"apply", "apply_partly"} if kind == "remark" else {"answer"}
    table = {} if step in cannot else PROPOSAL_TABLE[step]
    online = make_practice()

    outcomes = {}
    for state in ChangeProposal.State.values:
        if state == "answered" and kind == "change":
            continue
        practice = online if "apply" not in step else make_practice()
        proposal = make_proposal(practice=practice, kind=kind, state=state, text="Let op", **values)
        if not values and "apply" in step:
            proposal.values = {"title": "Toch een veld"}
            proposal.save()
        outcomes[state] = trial(OF_A_PROPOSAL[step], proposal, cast, table.get(state))

    assert {state: to for state, to in outcomes.items() if to != "-"} == table
