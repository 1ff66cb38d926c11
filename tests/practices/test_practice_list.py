"""The list of practices: facets with counts, words, order, pages, and help when it is empty."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_section, save_text
from tests.reading import all_words, main_of, page_of, words

pytestmark = pytest.mark.django_db

CARD = "//ul[@class='practice-cards']/li//h2"


@pytest.fixture
def url():
    return reverse("practices:list")


@pytest.fixture
def three():
    """Two about housing, one of them with sport; one about work."""
    gent, genk = make_city(name="Gent"), make_city(name="Genk")
    rows = [
        make_practice(title="Huren", city=gent, domains=["wonen"]),
        make_practice(title="Buurt", city=gent, domains=["wonen", "sport"], grounds=["afkomst"]),
        make_practice(title="Banen", city=genk, domains=["werk"]),
    ]
    return rows, gent, genk


def shown(client, address):
    return set(all_words(client.get(address), CARD))


def option(client, address, name, code):
    """'Wonen (2)' as it stands beside a box."""
    boxes = all_words(client.get(address), f"//label[@for='{name}-{code}']")
    return boxes[0] if boxes else None


# --- facets --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", {"Huren", "Buurt", "Banen"}),
        ("?domein=wonen", {"Huren", "Buurt"}),
        ("?domein=wonen&domein=werk", {"Huren", "Buurt", "Banen"}),
        ("?domein=wonen&domein=sport&grond=afkomst", {"Buurt"}),
        ("?domein=werk&gemeente=gent", set()),
        ("?gemeente=genk", {"Banen"}),
        ("?domein=onbekend", set()),
        ("?sdg=5000000000000000000000", set()),
        ("?sdg=vijf", set()),
    ],
)
def test_any_label_of_a_facet_and_every_facet(client, url, three, asked, titles):
    assert shown(client, url + asked) == titles


def test_a_facet_counts_as_if_nothing_was_chosen_in_it(client, url, three):
    address = f"{url}?domein=werk"

    assert option(client, address, "domein", "wonen") == "Wonen (2)"
    assert option(client, address, "domein", "werk") == "Werk (1)"
    # The other facets count what is left.
    assert option(client, address, "gemeente", "genk") == "Genk (1)"
    assert option(client, address, "gemeente", "gent") is None


def test_a_chosen_label_stays_to_be_unchosen(client, url, three):
    address = f"{url}?domein=werk&gemeente=gent"

    assert option(client, address, "gemeente", "gent") == "Gent (0)"


def test_each_chip_leads_to_the_list_without_it(client, url, three):
    response = client.get(f"{url}?q=huren&domein=wonen")

    chips = page_of(response).xpath("//ul[contains(@class, 'chosen')]//a[@class='tag']")
    assert [(words(one), one.get("href")) for one in chips] == [
        ("‘huren’ × (verwijder)", "?domein=wonen"),
        ("Beleidsdomein: Wonen × (verwijder)", "?q=huren"),
    ]


# --- toggles -------------------------------------------------------------------------------------
def test_confirmed_this_year_by_the_shared_part_or_by_a_city(client, url, three):
    (first, second, third), *_ = three
    long_ago = timezone.localdate() - timedelta(days=366)
    Practice.objects.update(confirmed_on=long_ago)
    second.sections.update(confirmed_on=long_ago)
    third.sections.update(confirmed_on=long_ago)

    assert shown(client, f"{url}?bevestigd=1") == {"Huren"}


def test_who_writes_for_a_city_finds_what_has_its_section(client, url, three):
    _, _, genk = three
    client.force_login(make_member(city=genk, role="contributor"))

    assert shown(client, f"{url}?mijn-stad=1") == {"Banen"}
    assert page_of(client.get(url)).xpath("count(//input[@name='mijn-stad'])") == 1


def test_a_visitor_has_no_city_of_their_own(client, url, three):
    assert len(shown(client, f"{url}?mijn-stad=1")) == 3
    assert page_of(client.get(url)).xpath("count(//input[@name='mijn-stad'])") == 0


# --- order and pages -----------------------------------------------------------------------------
def test_the_newest_change_comes_first(client, url, three):
    (first, *_), *_ = three
    Practice.objects.filter(pk=first.pk).update(changed_at=timezone.now() + timedelta(hours=1))

    assert all_words(client.get(url), CARD) == ["Huren", "Banen", "Buurt"]


def test_titles_are_in_the_order_of_the_alphabet(client, url, three):
    make_practice(title="Éénrichting", domains=["veiligheid"])

    found = all_words(client.get(f"{url}?sorteer=titel"), CARD)

    assert found == ["Banen", "Buurt", "Éénrichting", "Huren"]


def test_what_most_cities_do_comes_first(client, url, three):
    (first, *_), _, genk = three
    make_section(practice=first, city=genk)

    assert all_words(client.get(f"{url}?sorteer=meest"), CARD)[0] == "Huren"


def test_a_page_holds_twenty_four_and_keeps_the_question(client, url):
    city = make_city()
    for _ in range(25):
        make_practice(city=city, domains=["wonen"], section={})

    first, second = (client.get(f"{url}?domein=wonen&page={page}") for page in (1, 2))

    assert [len(all_words(one, CARD)) for one in (first, second)] == [24, 1]
    assert page_of(first).xpath("//a[@rel='next']/@href") == ["?domein=wonen&page=2"]


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "%00"])
def test_a_page_that_does_not_exist_is_a_page_that_does(client, url, three, page):
    assert len(shown(client, f"{url}?page={page}")) == 3


# --- words ---------------------------------------------------------------------------------------
def test_a_card_tells_which_city_has_the_word(client, url, three):
    (first, *_), _, genk = three
    section = make_section(practice=first, city=genk, text="Hier speelt een fanfare mee.")

    response = client.get(f"{url}?q=fanfares")

    assert all_words(response, "//p[@class='excerpt']") == [
        "Ook in Genk: Hier speelt een fanfare mee."
    ]
    assert all_words(response, "//mark") == ["fanfare"]
    assert page_of(response).xpath("//p[@class='excerpt']/a/@href") == [section.get_absolute_url()]


def test_marked_up_words_are_shown_as_they_are(client, url, three):
    (first, *_), _, genk = three
    make_section(practice=first, city=genk, text="Een fanfare <script>alert(1)</script>.")

    page = main_of(client.get(f"{url}?q=fanfare"))

    assert ("<script>" in page, "<mark>fanfare</mark>" in page) == (False, True)


@pytest.mark.parametrize(
    "typed", ["%25", "%27%20OR%201%3D1", "%22", "a" * 5000, "%F0%9F%99%82", "%00", "%ED%A0%80"]
)
def test_hostile_words_are_a_question_like_any_other(client, url, three, typed):
    assert client.get(f"{url}?q={typed}").status_code == 200


# --- nothing found -------------------------------------------------------------------------------
def test_an_empty_answer_says_what_to_leave_out(client, url, three):
    response = client.get(f"{url}?domein=werk&gemeente=gent")

    links = page_of(response).xpath("//div[@class='empty']//ul//a")
    assert [(words(one), one.get("href")) for one in links] == [
        ("Zonder Beleidsdomein: Werk (2)", "?gemeente=gent"),
        ("Zonder Stad of gemeente: Gent (1)", "?domein=werk"),
    ]


def test_an_empty_answer_knows_another_spelling(client, url, three):
    response = client.get(f"{url}?q=bezok&domein=wonen")

    links = page_of(response).xpath("//div[@class='empty']/p/a")
    assert (words(links[0]), links[0].get("href")) == ("bezoek", "?q=bezoek&domein=wonen")
    assert links[-1].get("href") == reverse("practices:new")


def test_an_empty_database_says_so(client, url):
    assert all_words(client.get(url), "//h2") == ["Er staan nog geen praktijken online"]


# --- what is not public --------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["list", "feed", "list_json", "list_csv"])
def test_what_is_not_online_stands_in_no_list(client, name):
    secret = dict.fromkeys(("title", "summary", "description"), "Zeergeheim")
    section = {"text": "Zeergeheim", "contact": "a@b.example"}
    for state in ("draft", "submitted", "changes_requested", "declined", "withdrawn", "offline"):
        make_practice(state=state, section=section, **secret)
    seen = make_practice(title="Zichtbaar")
    save_text(seen, summary="Zeergeheim")

    for asked in ("", "?q=zeergeheim", "?sorteer=titel"):
        page = client.get(reverse(f"practices:{name}") + asked).content.decode()
        assert ("Zeergeheim" in page, "Zichtbaar" in page) == (False, "q=" not in asked)


def test_what_is_archived_is_not_listed(client, url, three):
    (first, *_), *_ = three
    Practice.objects.filter(pk=first.pk).update(state="archived")

    assert shown(client, url) == {"Buurt", "Banen"}


# --- speed ---------------------------------------------------------------------------------------
def test_the_queries_do_not_grow_with_the_practices(client, url):
    city, counts = make_city(), []
    make_practice(city=city, domains=["wonen"], sdgs=[5])
    for extra in (0, 2, 6):
        for _ in range(extra):
            make_section(practice=make_practice(city=city, domains=["wonen"], sdgs=[5]))
        counts.append(queries_of(client, f"{url}?q=team&domein=wonen&sdg=5&sorteer=titel"))

    assert len(set(counts)) == 1
