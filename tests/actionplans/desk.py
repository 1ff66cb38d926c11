"""An officer at the editor: addresses of one plan, and forms sent back as a browser does.

A browser sends every field of the form that it shows, with line ends as CR LF, and never a line
end in a one-line box. What a page does not show back is lost: that is what these tests are for.
"""

import re

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from actionplans.editions import draft_of
from actionplans.models import Deed
from actionplans.rows import Tree
from tests.factories import fill_plan, make_member
from tests.reading import page_of

HTMX = {"HX-Request": "true"}


class Desk:
    def __init__(self, *, plan=None, role="coordinator", name="Noor Vandamme"):
        self.plan = plan or fill_plan(chapters=2, goals=2)
        self.person = make_member(city=self.plan.city, role=role, name=name)
        self.client = Client()
        self.client.force_login(self.person)

    def colleague(self, name="Bram Claes"):
        return Desk(plan=self.plan, name=name)

    # --- the plan ------------------------------------------------------------------------------
    @property
    def tree(self):
        return Tree(draft_of(self.plan))

    @property
    def chapter(self):
        """The first chapter of the draft; likewise `goal` and `action` are the first ones in it."""
        return draft_of(self.plan).chapters.first()

    @property
    def goal(self):
        return self.chapter.goals.first()

    @property
    def action(self):
        return self.goal.actions.first()

    @property
    def goals(self):
        """The goals of the first chapter, with all that hangs under them."""
        return self.tree.chapters[0].goal_list

    @property
    def actions(self):
        return self.goals[0].action_list

    @property
    def group(self):
        """The working group of the first chapter."""
        return self.tree.chapters[0].group_list

    @property
    def deeds(self):
        """What was done to the draft, the latest first: (kind, summary)."""
        return list(Deed.objects.filter(plan=self.plan).values_list("kind", "summary"))

    # --- addresses -----------------------------------------------------------------------------
    def address(self, name, **names):
        own = {"city": self.plan.city.slug, "plan": self.plan.slug}
        return reverse(f"actionplans:{name}", kwargs={**own, **names})

    def row(self, name, row):
        return self.address(name, kind=row._meta.model_name, uid=row.uid)

    def edit(self, row):
        return self.row("row_edit", row)

    def add(self, kind, home=None):
        if home is None:
            return self.address("row_add", kind=kind)
        parent = {"parent": home._meta.model_name, "parent_uid": home.uid}
        return self.address("row_add_under", kind=kind, **parent)

    # --- pages ---------------------------------------------------------------------------------
    def get(self, address, *, htmx=False):
        return self.client.get(address, headers=HTMX if htmx else None)

    def post(self, address, data=None, *, htmx=False):
        return self.client.post(address, data or {}, headers=HTMX if htmx else None)

    def delete(self, row):
        """Press the button beside a row, on a page that shows it as `row` is."""
        return self.post(self.row("row_delete", row), {"version": row.version})

    def open(self, address):
        """The form at an address as a browser would send it back untouched."""
        return form_of(self.get(address))

    def save(self, address, *, htmx=False, **typed):
        """Open the form, type, and press the button."""
        return self.post(address, {**self.open(address), **typed}, htmx=htmx)


def form_of(response):
    """{name: [values]} of the main form of a page, as a browser sends it."""
    return sent_by(page_of(response).xpath("//form[.//button[contains(@class, 'main')]]")[-1])


def sent_by(form):
    sent = {}
    for box in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        for value in _values(box):
            sent.setdefault(box.get("name"), []).append(value)
    return sent


def _values(box):
    if box.tag == "textarea":
        text = (box.text or "").removeprefix("\n")
        return [text.replace("\r\n", "\n").replace("\n", "\r\n")]
    if box.tag == "select":
        options = box.xpath(".//option[@selected]") or box.xpath(".//option")[:1]
        return [option.get("value", option.text) for option in options]
    if box.get("type") in ("checkbox", "radio"):
        return [box.get("value", "on")] if box.get("checked") is not None else []
    if box.get("type") == "file":
        return []
    return [box.get("value", "").replace("\r", "").replace("\n", "")]


def is_fragment(response):
    """Whether an answer to htmx is no whole page, in which a row would drown."""
    return "<html" not in response.content.decode()


def root_of(response):
    """(tag, id) of the element that a fragment starts with."""
    return re.match(r'\s*<(\w+)\b[^>]*?\bid="([^"]*)"', response.content.decode()).groups()


def swapped_elsewhere(response):
    """The ids that htmx also swaps outside of the row."""
    return re.findall(r'id="([^"]*)"[^>]* hx-swap-oob="true"', response.content.decode())


def errors_of(response):
    """{field: sentences} that the form on the page complains about; '' is the form itself."""
    errors = response.context["form"].errors
    return {name.replace("__all__", ""): list(sentences) for name, sentences in errors.items()}


def messages_of(response):
    """The sentences that the next page shows, without opening it."""
    return [str(message) for message in get_messages(response.wsgi_request)]
