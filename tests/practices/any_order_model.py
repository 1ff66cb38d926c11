"""A few fiches in the hands of many, and a model that says what has to become of them.

The model is made from the table of the workflow as `deeds.py` writes it anew. It keeps by itself in
which state everything is, which texts were ever saved, what is online, and which mails were posted.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from cities.models import OutboxMail
from practices.models import (
    ChangeProposal,
    CitySection,
    Point,
    Practice,
    PracticeEvent,
    PracticeVersion,
    SectionVersion,
)
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter
from tests.practices.deeds import page_of

# What brings another text online.
PUBLISHING = {"publish", "improve_and_publish", "redact", "apply", "apply_partly", "undo"}
MODELS = (
    *(Practice, ChangeProposal, PracticeVersion, PracticeEvent, CitySection, SectionVersion),
    Point,
)


@dataclass
class Page:
    """A page that somebody opened, with what its form says."""

    subject: object
    form: dict

    @property
    def is_fresh(self):
        """Whether nothing happened to its subject since it was opened."""
        return page_of(self.subject) == self.form


class Model(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        # pytest-django rolls back after the whole test only, not after each example.
        self.example = transaction.atomic()
        self.example.__enter__()
        self.words, self.saved, self.pages, self.moments, self.visited = 0, set(), [], 0, 0
        self.make_people()
        self.practices = [
            self.made("draft", self.author),
            self.made("submitted", self.submitter),
            self.made("submitted", self.author),
            self.made("published", self.author),
        ]
        self.target = make_practice(title=self.word())
        proposal = make_proposal(
            practice=self.practices[-1], by=self.submitter, title=self.word(), summary="Kort"
        )
        self.proposals = [proposal]
        self.states = {one: one.state for one in self.subjects()}
        self.online = {one.pk: self.text_online(one) for one in self.practices}
        self.mails, self.done = set(), {}

    def make_people(self):
        self.city = make_city()
        self.author = make_member(city=self.city, role="contributor")
        self.colleague = make_member(city=self.city, role="coordinator")
        self.submitter = make_submitter()
        self.moderators = [make_moderator(), make_moderator()]

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def word(self):
        """A title that stands nowhere else."""
        self.words += 1
        return f"Woord{self.words}einde"

    def made(self, state, by):
        city = self.city if by is self.author else None
        practice = make_practice(state=state, by=by, city=city, title=self.word())
        if city is None:
            Practice.objects.filter(pk=practice.pk).update(place_name="Hoeilaart")
        self.saved.add(practice.working_version.content["title"])
        return practice

    def subjects(self):
        return [*self.practices, *self.proposals]

    def those_in(self, state):
        return [one for one in self.subjects() if self.states[one] == state]

    def subject(self, index):
        one = self.subjects()[index % len(self.subjects())]
        one.refresh_from_db()
        return one

    def text_online(self, practice):
        practice.refresh_from_db()
        version = practice.published_version
        return version and (version.content, version.pk)

    def mail_keys(self):
        return set(OutboxMail.objects.values_list("key", flat=True))

    def everything(self):
        """What a step that is refused may not touch."""
        return [list(one.objects.order_by("pk").values()) for one in MODELS], self.mail_keys()

    def happened(self, event, subject, reached):
        """A deed was done: what the model expects of it, and of its mails."""
        self.moments += 1
        self.states[subject] = reached
        practice = next(one for one in self.practices if one.pk == event.practice_id)
        if event.step in PUBLISHING:
            self.online[practice.pk] = self.text_online(practice)
            self.saved |= {text[0]["title"] for text in self.online.values() if text}
        if event.step in ("archive", "merge"):
            for proposal in self.proposals:
                is_open = self.states[proposal] in ("submitted", "changes_requested")
                if proposal.practice_id == practice.pk and is_open:
                    self.states[proposal] = "outdated"
        for one in self.subjects():
            one.refresh_from_db()
        self.judge_mails(event, practice)
        # Who takes a decision back has it before her again; every step lets it go.
        is_back = event.step == "undo" and reached == "submitted"
        assert subject.claimed_by == (event.actor.user if is_back else None)

    def judge_mails(self, event, practice):
        """Each new mail is about this deed (or a proposal that it outdated), once per reader."""
        now = self.mail_keys()
        about = {str(event.uid)}
        outdated = PracticeEvent.objects.filter(practice=practice, step="outdate", at__gte=event.at)
        about |= {str(uid) for uid in outdated.values_list("uid", flat=True)}
        parts = [key.split(":") for key in now - self.mails]
        assert {part[2] for part in parts} <= about
        by_reader = Counter((part[2], part[4]) for part in parts)
        assert set(by_reader.values()) <= {1}
        self.mails = now

    # --- what has to hold at every moment --------------------------------------------------------
    @invariant()
    def states_are_those_of_the_model(self):
        for model in (Practice, ChangeProposal):
            rows = dict(model.objects.values_list("pk", "state"))
            for one in self.subjects():
                if isinstance(one, model):
                    assert rows[one.pk] == self.states[one]

    @invariant()
    def no_text_is_lost(self):
        kept = set(PracticeVersion.objects.values_list("content__title", flat=True))
        assert self.saved <= kept

    @invariant()
    def only_publishing_changes_what_is_online(self):
        rows = Practice.objects.values_list("pk", "published_version__content", "published_version")
        online = {pk: (version and (content, version)) for pk, content, version in rows}
        for pk, text in self.online.items():
            assert online[pk] == text

    @invariant()
    def what_is_claimed_waits(self):
        for model in (Practice, ChangeProposal):
            assert not model.objects.exclude(state="submitted").exclude(claimed_at=None).exists()
