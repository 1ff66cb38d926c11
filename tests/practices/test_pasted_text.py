"""Bullets of a word processor in a running text, and hostile text that stays text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.fiche.content import normalised_value, with_lists
from practices.fiche.fields import PARTS
from practices.fiche.markdown import to_html

TEXT = PARTS["shared"]["description"]


@pytest.mark.parametrize(
    ("pasted", "outcome"),
    [
        ("•\tEen\n•\tTwee", "- Een\n- Twee"),
        ("\uf0b7\tEen\n\uf0a7 Twee", "- Een\n- Twee"),
        ("Vooraf\n· Een\nAchteraf", "Vooraf\n- Een\n\nAchteraf"),
        ("o\tOnderdeel", "- Onderdeel"),
        ("o ja, dat ook", "o ja, dat ook"),
        ("– Een\n– Twee", "- Een\n- Twee"),
        ("2020 – 2025", "2020 – 2025"),
        ("- Een\ngaat door", "- Een\ngaat door"),
        ("• Een\n- Twee", "- Een\n- Twee"),
        ("5 • 3 is geen lijst", "5 • 3 is geen lijst"),
    ],
)
def test_a_bullet_of_a_word_processor_is_a_list(pasted, outcome):
    assert with_lists(pasted) == outcome


@given(text=st.text(alphabet="•·o–- \n\tab", max_size=30))
@settings(max_examples=80)
def test_a_text_that_was_saved_once_stays_the_same(text):
    once = normalised_value(TEXT, text)

    assert normalised_value(TEXT, once) == once


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        '<https://stad.example/"onmouseover=alert(1)>',
        "![beeld](https://elders.example/volg.gif)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "•\t<b onclick=alert(1)>vet</b>",
    ],
)
def test_hostile_text_stays_text(hostile):
    html = to_html(normalised_value(TEXT, hostile))

    for sign in ("<script", "<img", "<b ", 'href="javascript', 'href="data', ' onmouseover="'):
        assert sign not in html
