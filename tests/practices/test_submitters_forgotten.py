"""What is forgotten of who has no account: after seven days, and after a year."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from practices.models import Practice, Submitter
from practices.submitters.forgetting import forget_unconfirmed, forget_unused
from tests.fiches import make_practice, make_proposal, make_submitter, save_text

pytestmark = pytest.mark.django_db
START = "2026-03-02 10:00+01:00"


def test_an_address_that_nobody_confirmed_goes_after_seven_days_with_its_drafts():
    with time_machine.travel(START, tick=False) as traveller:
        submitter = make_submitter(is_confirmed=False)
        make_practice(state="draft", by=submitter)
        traveller.shift(timedelta(days=7))
        early = forget_unconfirmed()
        traveller.shift(timedelta(seconds=1))
        done = (forget_unconfirmed(), forget_unconfirmed())

    assert (early, done) == (0, (1, 0))
    assert (Submitter.objects.count(), Practice.objects.count()) == (0, 0)


def test_a_confirmed_address_stays_when_it_is_a_week_old():
    with time_machine.travel(START, tick=False) as traveller:
        make_submitter()
        traveller.shift(timedelta(days=30))
        gone = forget_unconfirmed() + forget_unused()

    assert (gone, Submitter.objects.count()) == (0, 1)


def test_an_address_without_a_fiche_goes_a_year_after_its_last_use():
    with time_machine.travel(START, tick=False) as traveller:
        submitter = make_submitter()
        traveller.shift(timedelta(days=300))
        Submitter.objects.filter(pk=submitter.pk).update(last_used_at=timezone.now())
        traveller.shift(timedelta(days=365))
        early = forget_unused()
        traveller.shift(timedelta(seconds=1))
        done = (forget_unused(), forget_unused())

    assert (early, done, Submitter.objects.count()) == (0, (1, 0), 0)


@pytest.mark.parametrize("holds", ["draft", "published", "proposal", "text"])
def test_who_wrote_something_that_is_kept_stays(holds):
    with time_machine.travel(START, tick=False) as traveller:
        submitter = make_submitter()
        if holds == "proposal":
            make_proposal(by=submitter)
        elif holds == "text":
            save_text(make_practice(state="draft"), by=submitter, title="Iets anders")
        else:
            make_practice(state=holds, by=submitter)
        traveller.shift(timedelta(days=800))
        gone = forget_unused()

    assert (gone, Submitter.objects.count()) == (0, 1)
