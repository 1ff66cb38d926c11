"""An officer at the update screen of a published plan."""

from django.urls import reverse

from actionplans.models import ProgressEntry, ProgressRound
from tests.actionplans.desk import Desk, sent_by
from tests.factories import make_round, published_plan
from tests.reading import page_of, words

RUNNING = {"state": "running", "schedule": "on_schedule"}


class TellingDesk(Desk):
    """`round` is open unless the desk is made without one."""

    def __init__(self, *, plan=None, goals=2, with_round=True, **person):
        super().__init__(plan=plan or published_plan(goals=goals), **person)
        last = ProgressRound.objects.order_by("pk").last()
        self.round = (last or make_round(name="Najaar 2026")) if with_round else None

    def colleague(self, name="Bram Claes"):
        return TellingDesk(plan=self.plan, name=name, with_round=self.round is not None)

    @property
    def published_goals(self):
        edition = self.plan.editions.published().order_by("number").last()
        return list(edition.goals.order_by("chapter__position", "position"))

    @property
    def screen(self):
        return self.address("progress")

    def about(self, row, name="progress_tell"):
        return self.address(name, kind=row._meta.model_name, uid=row.uid)

    def unchanged(self, row, **options):
        """Press the button on the screen, as it stands there now."""
        return self.press(self.get(self.screen), row, **options)

    def press(self, page, row, *, htmx=False):
        address = self.about(row, "progress_unchanged")
        (form,) = page_of(page).xpath(f"//form[starts-with(@action, '{address}')]")
        return self.post(form.get("action"), sent_by(form), htmx=htmx)

    @staticmethod
    def form_on(response):
        """The form of a row in an answer, as a browser would send it back."""
        return sent_by(page_of(response).xpath("//form[.//textarea]")[0])

    @property
    def told(self):
        """(uid, number, state, round) of everything, in order of telling."""
        entries = ProgressEntry.objects.filter(plan=self.plan).order_by("pk")
        return [(one.subject, one.number, one.state, one.round) for one in entries]


def round_address(name, round=None):
    return reverse(f"actionplans:{name}", args=[round.slug] if round else [])


def stand_of(response):
    """'1 van 2 bijgewerkt'"""
    return words(page_of(response).xpath("//*[@id='stand']")[0])


def rows_of(response):
    """{id of the row: its words} of the goals on the screen."""
    rows = page_of(response).xpath("//li[@data-row and starts-with(@id, 'doel-')]")
    return {row.get("id"): words(row) for row in rows}
