"""What an entry may say, and what it needs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.models import ProgressEntry
from actionplans.progress.telling import (
    MAX_LINKS,
    MAX_TEXT,
    UnclearProgressError,
    clear_values,
    is_web_address,
)

LATE = {"schedule": "delayed"}


def wrong(values, **options):
    with pytest.raises(UnclearProgressError) as unclear:
        clear_values(values, **options)
    return sorted(unclear.value.errors)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, ["state"]),
        ({"state": "klaar"}, ["schedule", "state"]),
        ({"state": "running"}, ["schedule"]),
        ({"state": "running", "schedule": "soms"}, ["schedule"]),
        ({"state": "running", **LATE}, ["reason"]),
        ({"state": "not_started", "schedule": "postponed", "reason": "weer"}, ["reason"]),
        ({"state": "stopped"}, ["reason"]),
        ({"state": "finished", "text": "x" * (MAX_TEXT + 1)}, ["text"]),
    ],
)
def test_what_is_missing_is_named(values, missing):
    assert wrong(values) == missing


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"state": "running", "schedule": "on_schedule", "reason": "staff"}, ("on_schedule", "")),
        ({"state": "finished", "schedule": "delayed", "reason": "staff"}, ("", "")),
        ({"state": "stopped", "schedule": "delayed", "reason": "staff"}, ("", "staff")),
        ({"state": "running", "schedule": "delayed", "reason": "staff"}, ("delayed", "staff")),
    ],
)
def test_what_does_not_belong_to_the_state_is_left_out(values, kept):
    clear = clear_values(values)

    assert (clear["schedule"], clear["reason"]) == kept


def test_only_the_closing_of_a_plan_needs_no_state():
    assert clear_values({"text": "Stopt."}, state_is_needed=False)["text"] == "Stopt."
    assert wrong({"text": "Stopt."}) == ["state"]


def test_line_ends_and_unprintable_signs_become_plain():
    clear = clear_values({"state": "finished", "text": " een\r\ntwee\rdrie\x00\x07 "})

    assert clear["text"] == "een\ntwee\ndrie"


def test_empty_links_go_and_a_link_without_a_name_is_called_by_its_address():
    links = [{"label": "", "url": " "}, {"label": "", "url": "https://stad.example/"}]

    clear = clear_values({"state": "finished", "evidence": links})

    assert clear["evidence"] == [{"label": "https://stad.example/", "url": "https://stad.example/"}]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://stad.example/",
        "//stad.example/",
        "stad.example",
        "https://",
        "https://stad.example/ x",
        "https://stad.example/\u202egpj.exe",
        "https://stad.example/" + "a" * 500,
        "",
    ],
)
def test_only_a_full_web_address_is_evidence(address):
    link = {"label": "Verslag", "url": address}

    assert wrong({"state": "finished", "evidence": [link]}) == ["evidence"]


def test_links_have_a_bound():
    link = {"label": "", "url": "https://stad.example/"}

    assert wrong({"state": "finished", "evidence": [link] * (MAX_LINKS + 1)}) == ["evidence"]
    assert wrong({"state": "finished", "evidence": [{**link, "label": "x" * 201}]}) == ["evidence"]


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_an_address_that_passes_is_http_whatever_was_typed(text):
    assert not is_web_address(text) or text.lower().startswith(("http://", "https://"))


KINDS = (ProgressEntry.State, ProgressEntry.Schedule, ProgressEntry.Reason)
CHOICES = [st.sampled_from(["", "x", *kind.values]) for kind in KINDS]


@pytest.mark.django_db
@settings(max_examples=60)
@given(*CHOICES, st.booleans())
def test_what_passes_here_passes_the_database_too(state, schedule, reason, is_closing):
    values = {"state": state, "schedule": schedule, "reason": reason}
    try:
        clear = clear_values(values, state_is_needed=not is_closing)
    except UnclearProgressError:
        return
    entry = ProgressEntry(origin="carry_over" if is_closing else "city", **clear)

    for constraint in ProgressEntry._meta.constraints[1:]:
        constraint.validate(ProgressEntry, entry)
