"""Every form that changes something carries the token without which the portal refuses it.

A browser that posts without it is answered 403; the other tests post without a browser and would
not notice. `{% csrf_token %}` is silently empty in an include with `only` that is not given it.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

from tests.matrix import RULES
from tests.world import World, addresses

TOKEN = "csrfmiddlewaretoken"
WITHOUT = ["network/reminders_off.html"]  # turned off at once, by the link in a mail
# What a role sees besides what a coordinator does: by the app of the address.
ROLES = {
    "coordinator": ("",),
    "alderman": ("network:",),
    "moderator": ("network:", "practices:", "actionplans:round"),
}
FILES = ("_csv", "_xlsx", "_docx", "_pdf", "_ics", "_json", "_bundle")
INCLUDE = re.compile(r"""{%\s*include\s+["']([^"']+)["']([^%]*)%}""")


# --- the pages -----------------------------------------------------------------------------------
class Forms(HTMLParser):
    """`bare`: the addresses of the forms to post that have no token (or an empty one)."""

    def __init__(self, page):
        super().__init__()
        self.bare, self.count, self.open = [], 0, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form" and found.get("method", "").lower() == "post":
            self.open, self.count = found.get("action", "(this page)"), self.count + 1
            self.bare.append(self.open)
        if tag == "input" and self.open and found.get("name") == TOKEN and found.get("value"):
            self.bare.remove(self.open)
            self.open = None

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None


def forms_of(client, address):
    """Of one that asks no token (a link in a mail that is answered at once) nothing is said."""
    if getattr(resolve(address).func, "csrf_exempt", False):
        return Forms("")
    response = client.get(address)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return Forms("" if response.streaming or not is_page else response.content.decode())


def pages():
    """[(role, name of an address that it can open)]; no files."""
    return [
        (role, name)
        for role, apps in ROLES.items()
        for name, found in RULES.items()
        if name.startswith(apps) and not name.endswith(FILES)
        if found.expected(role, "GET") == "enters"
    ]


@pytest.mark.django_db
def test_each_form_on_a_page_carries_its_token():
    world = World()
    bare, kinds = [], set()
    for role, name in pages():
        for address in addresses(name, world.own, world.own):
            forms = forms_of(world.clients[role], address)
            bare += [(role, address, action) for action in forms.bare]
            kinds |= {(role, name)} if forms.count else set()

    assert bare == []
    # The pages where it went wrong once really show their forms here.
    assert kinds >= {
        ("alderman", "network:ballot"),
        ("coordinator", "practices:my_sections"),
        ("coordinator", "practices:images"),
        ("coordinator", "practices:attachments"),
    }


# --- the templates -------------------------------------------------------------------------------
def texts():
    """{name: what is in it} of every template."""
    folder = Path(settings.BASE_DIR) / "templates"
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}


def asks_token(name, found, seen=()):
    """Whether this template, or one that it includes, writes the token."""
    text = found.get(name, "")
    inner = {included for included, _ in INCLUDE.findall(text)} - {name, *seen}
    return "csrf_token" in text or any(asks_token(one, found, (*seen, name)) for one in inner)


def test_an_include_that_sees_nothing_else_is_given_the_token():
    found = texts()

    bare = [
        (name, included)
        for name, text in found.items()
        for included, words in INCLUDE.findall(text)
        if words.split()[-1:] == ["only"] and "csrf_token=csrf_token" not in words
        if asks_token(included, found)
    ]

    assert bare == []


def test_a_form_that_posts_asks_for_the_token():
    posting = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)

    bare = [
        name
        for name, text in texts().items()
        for form in posting.findall(text)
        if "csrf_token" not in form
    ]

    assert bare == WITHOUT
