"""Who hears that a fiche was removed for good, and what that mail tells."""

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.moderating.removing import remove
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_practice, make_section, make_submitter

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_user(network_role="administrator")


def told_after(practice, by):
    practice.refresh_from_db()
    remove(practice, by=by, lock=practice.lock_version, reason="Er stond een naam in")
    return {mail.address: mail for mail in OutboxMail.objects.all()}


def test_its_city_and_the_cities_in_it_read_why(administrator):
    practice = make_practice(title="Huurtesten", city=make_city(), section={})
    own = make_member(city=practice.city, role="coordinator")
    other = make_section(practice=practice).version.author.user
    make_member(city=practice.city, role="alderman")

    mails = told_after(practice, administrator)

    assert set(mails) == {own.email, other.email, practice.author.user.email}
    mail = mails[own.email]
    assert mail.subject.startswith(f"Verwijderd: Huurtesten ({practice.code})")
    assert "Reden: Er stond een naam in" in mail.body
    assert "/praktijken/" not in mail.body


def test_what_was_never_online_is_named_by_its_code_alone(administrator):
    practice = make_practice(state="draft", title="Nog geheim")

    (mail,) = told_after(practice, administrator).values()

    assert mail.subject == f"Verwijderd: een fiche ({practice.code})"
    assert "Nog geheim" not in mail.body


def test_who_has_no_account_hears_it_once_the_address_was_confirmed(administrator):
    known = make_practice(by=make_submitter(email="an@voorbeeld.example"), state="submitted")
    unknown = make_practice(by=make_submitter(is_confirmed=False), state="draft")

    mails = [told_after(one, administrator) for one in (unknown, known)]

    assert [set(one) for one in mails] == [set(), {"an@voorbeeld.example"}]


def test_the_administrator_reads_the_title_of_what_everybody_could_read(client, administrator):
    client.force_login(administrator)
    pages = {
        state: client.get(
            reverse("practices:remove", args=[make_practice(state=state, title="De titel").code])
        ).content.decode()
        for state in ("published", "draft", "submitted")
    }

    assert {state for state, page in pages.items() if "De titel" in page} == {"published"}
