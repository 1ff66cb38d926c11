"""A text of a fiche as its reader meets it."""

import pytest
from django.template.loader import render_to_string

from practices.fiche.fields import PARTS, Kind
from practices.fiche.labels import Label, labels_of
from practices.fiche.shown import by_name, contact_url, item_groups, safe_url, shown_fields

pytestmark = pytest.mark.django_db


def field_html(shown):
    html = render_to_string("practices/partials/field.html", {"shown": shown})
    return " ".join(html.split())


def test_only_what_is_filled_in_is_shown_in_the_order_of_the_fiche():
    content = {"challenges": ["Traag"], "title": "Meldpunt", "goals": "", "all_grounds": False}

    assert [one.path for one in shown_fields("shared", content)] == ["title", "challenges"]


def test_every_field_is_shown_when_asked():
    shown = shown_fields("section", {}, with_blank=True)

    assert [one.path for one in shown] == [f"section.{name}" for name in PARTS["section"]]


def test_codes_become_words_in_the_order_of_their_list():
    shown = by_name("shared", {"sdgs": [10, 5], "domains": ["wonen", "weg"]})

    assert shown["sdgs"].value == [
        Label("5", "5 Gendergelijkheid", "sdg"),
        Label("10", "10 Ongelijkheid verminderen", "sdg"),
    ]
    assert [one.label for one in shown["domains"].value] == ["Wonen", "weg"]


def test_many_texts_ask_one_query_per_list(django_assert_num_queries):
    texts = [("shared", {"domains": ["wonen"], "sdgs": [number]}) for number in range(1, 18)]

    with django_assert_num_queries(2):
        labels = labels_of(*texts)
    with django_assert_num_queries(0):
        shown = [shown_fields(*text, labels=labels) for text in texts]

    assert len(shown) == 17


def test_a_choice_is_told_in_words():
    shown = shown_fields("shared", {"evidence": "evaluated"})

    assert [one.value for one in shown] == ["Geëvalueerd"]


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://stad.example/x", "https://stad.example/x"),
        ("HTTP://stad.example", "HTTP://stad.example"),
        ("javascript:alert(1)", ""),
        (" data:text/html,x", ""),
        ("//stad.example", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_are_followed(address, followed):
    assert safe_url(address) == followed


@pytest.mark.parametrize(
    ("contact", "leads_to"),
    [
        ("wonen@gent.example", "mailto:wonen@gent.example"),
        ("www.gent.example/wonen", "https://www.gent.example/wonen"),
        ("https://gent.example", "https://gent.example"),
        ("Dienst Wonen, loket 3", ""),
        ("@gent", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_contact_leads_to_mail_or_site(contact, leads_to):
    assert contact_url(contact) == leads_to


def test_a_line_with_a_hash_heads_the_next_ones():
    groups = item_groups(["los", "# Vooraf", "een", "twee", "# Leeg"])

    assert groups == [("", ["los"]), ("Vooraf", ["een", "twee"]), ("Leeg", [])]


@pytest.mark.parametrize(
    ("name", "value", "html"),
    [
        ("title", "A & B", "<p>A &amp; B</p>"),
        ("period_from", 2017, "<p>2017</p>"),
        ("all_grounds", True, "<p>Ja</p>"),
        ("links", [{"title": "Weg", "url": "javascript:1"}], "<ul><li>Weg</li></ul>"),
        (
            "attachments",
            [{"uid": "x", "title": "", "name": "geheim.pdf"}],
            "<ul><li>Bijlage zonder titel</li></ul>",
        ),
        (
            "description",
            "<script>x</script> **vet**",
            '<div class="text"><p>&lt;script&gt;x&lt;/script&gt; <strong>vet</strong></p> </div>',
        ),
    ],
)
def test_a_field_is_drawn_by_its_kind(name, value, html):
    assert field_html(by_name("shared", {name: value})[name]) == html


def test_a_blank_field_says_so():
    blank = {one.name: field_html(one) for one in shown_fields("shared", {}, with_blank=True)}

    assert blank["goals"] == '<p class="blank">Niet ingevuld</p>'
    assert blank["all_grounds"] == '<p class="blank">Nee</p>'


def test_every_kind_of_field_can_be_drawn_blank():
    drawn = {one.kind for part in PARTS for one in shown_fields(part, {}, with_blank=True)}

    assert drawn == set(Kind)
