"""One fiche of every kind for the matrix of rights, and the addresses of the practice database."""

from dataclasses import dataclass, field

from django.urls import reverse

from cities.models import City
from practices.freshness.links import token_for as still_true_token
from practices.models import (
    Attachment,
    ChangeProposal,
    CitySection,
    InternalNote,
    PlanLink,
    Point,
    Practice,
    PracticeEvent,
    PracticeImage,
    PracticeVersion,
    ReviewBundle,
    SectionVersion,
    Submitter,
)
from practices.submitters.links import token_for
from practices.submitting.sharing import open_link
from practices.views.decisions import DECISIONS
from practices.views.proposal_choices import VERDICTS
from practices.views.proposal_choices import is_possible as verdict_is_possible
from practices.views.proposals import WORDS
from tests.fiches import make_correction, make_point, make_practice, make_proposal, make_submitter
from tests.pictures import make_attachment, make_image

# What a request that is refused may not add to.
COUNTED = [
    model._meta.db_table
    for model in (
        *(Attachment, ChangeProposal, CitySection, InternalNote, PlanLink, Point, Practice),
        *(PracticeEvent, PracticeImage, PracticeVersion, SectionVersion, Submitter),
    )
]


@dataclass
class Fiches:
    """What one city has in the practice database; `people` are those of its Place."""

    city: City
    people: dict = field(default_factory=dict)

    def __post_init__(self):
        by = self.people["contributor"]
        title = f"Nog geheim in {self.city}"
        self.draft = make_practice(state="draft", city=self.city, by=by, title=title)
        self.submitted = make_practice(state="submitted", city=self.city, by=by, title=title)
        self.published = make_practice(city=self.city, by=by, title=f"Zichtbaar van {self.city}")
        self.section = self.published.sections.get()
        self.bundle = ReviewBundle.objects.create(city=self.city, user=by, turn="2026-10-01")
        told = {"practice": self.published, "by": by, "city": self.city}
        self.proposal = make_proposal(**told, title="Een betere titel")
        self.withdrawn = make_proposal(**told, kind="photo", state="withdrawn", text="Toch niet")
        self.remark = make_proposal(**told, kind="remark", text="De link werkt niet.")
        update = make_proposal(**told, kind="update", state="changes_requested", extra="Nu wel")
        self.point_on_proposal = make_point(subject=update)
        self.correction = make_correction(practice=self.published, by=by)
        self.submitter = make_submitter(city=self.city)
        asked = make_practice(state="changes_requested", city=self.city, by=by, title=title)
        self.point = make_point(subject=asked)
        # What its author shows by a link is no secret any more.
        self.shared = make_practice(state="draft", city=self.city, by=by, title="Lees even mee")
        self.shared.preview_key = open_link(self.shared, by=by)
        self.image = make_image(practice=self.published, by=by)
        self.attachment = make_attachment(practice=self.published, by=by)
        self.draft_image = make_image(practice=self.draft, by=by)
        self.draft_attachment = make_attachment(practice=self.draft, by=by)


def practice_addresses(name, place, rows):
    """Every concrete address of a name; `rows` (a Place) is whose fiches are named."""
    fiches = rows.fiches
    personal_link = {"token": token_for(fiches.submitter)}
    own_ids = {
        "practices:submitter_link": personal_link,
        "practices:submitter_link_again": personal_link,
        "practices:detail": {"slug": fiches.published.slug},
        "practices:history": {"slug": fiches.published.slug},
        "practices:json": {"slug": fiches.published.slug},
        # Any practice is open to a city: the one that is asked about is always its own.
        "practices:section_add": {"slug": place.fiches.published.slug},
        "practices:shared_confirm": {"slug": fiches.published.slug},
        "practices:section_check": {"uid": fiches.section.uid},
        "practices:still_true": {"token": still_true_token(fiches.bundle)},
    }
    section = {"slug": fiches.published.slug, "place": fiches.city.slug}
    own_ids |= {
        f"practices:section_{deed}": section
        for deed in ("edit", "confirm", "stop", "hide", "show", "history")
    }
    own_ids |= file_ids(fiches)
    code = {"code": fiches.draft.code}
    own_ids |= {
        f"practices:fiche{deed}": code
        for deed in (
            *("", "_check", "_withdraw", "_delete", "_submit", "_retract", "_resubmit"),
            *("_reopen", "_copy", "_help", "_link"),
        )
    }
    asked = fiches.point.practice
    own_ids |= {
        "practices:fiche_task": {**code, "task": 1},
        "practices:fiche_point": {"code": asked.code, "uid": fiches.point.uid},
        "practices:fiche_points": {"code": asked.code},
        "practices:preview": {"key": fiches.shared.preview_key},
    }
    waiting = {"code": fiches.submitted.code}
    own_ids |= {
        f"practices:{deed}": waiting
        for deed in ("review", "review_take", "review_let_go", "review_take_over", "review_note")
    }
    own_ids |= {
        "practices:remove": waiting,
        "practices:decision_undo": {"uid": fiches.point.event.uid},
    }
    own_ids |= {
        "practices:share_goal": {"uid": rows.published_goal.uid},
        "practices:share_action": {"uid": rows.published_action.uid},
        # Here too, any practice is open; the chapter is what can be another city's.
        "practices:take_over": {"slug": place.fiches.published.slug},
        "practices:take_over_row": {
            "slug": place.fiches.published.slug,
            "city": place.plan.city.slug,
            "plan": place.plan.slug,
            "chapter": rows.chapter.uid,
        },
    }
    own_ids |= proposal_ids(place, fiches)
    if name == "practices:decide":
        return decision_addresses(fiches)
    if name == "practices:proposal_start":
        return [reverse(name, kwargs={**own_ids[name], "word": word}) for word in WORDS]
    if name == "practices:proposal_verdict":
        return verdict_addresses(fiches)
    return [reverse(name, kwargs=own_ids.get(name, {}))]


def decision_addresses(fiches):
    """Every decision, each at a fiche that it can be taken on."""
    by_state = {
        one.state: one for one in (fiches.submitted, fiches.published, fiches.point.practice)
    }
    return [
        reverse("practices:decide", args=[by_state.get(state, fiches.published).code, word])
        for word, state in ((word, one.states[0]) for word, one in DECISIONS.items())
    ]


def proposal_ids(place, fiches):
    waiting, asked = {"uid": fiches.proposal.uid}, fiches.point_on_proposal
    deeds = ("", "_edit", "_submit", "_withdraw", "_decide", "_note")
    return {
        # Any practice is open to proposals: the one that is asked about is always its own.
        "practices:proposal_start": {"slug": place.fiches.published.slug},
        "practices:section_propose": {"slug": place.fiches.published.slug},
        "practices:practice_correct": {"slug": fiches.published.slug},
        "practices:correction_check": {"uid": fiches.correction.uid},
        **{f"practices:proposal{deed}": waiting for deed in deeds},
        "practices:proposal_again": {"uid": fiches.withdrawn.uid},
        "practices:proposal_point": {"uid": asked.proposal.uid, "point": asked.uid},
        "practices:proposal_claim": {**waiting, "deed": "nemen"},
    }


def verdict_addresses(fiches):
    """Every decision, each at a proposal that it can be taken on."""
    asked = fiches.point_on_proposal.proposal
    found = []
    for word, verdict in VERDICTS.items():
        options = (fiches.proposal, fiches.remark, asked)
        subject = next(one for one in options if verdict_is_possible(verdict, one))
        found.append(reverse("practices:proposal_verdict", args=[subject.uid, word]))
    return found


def file_ids(fiches):
    """What names a picture or an attachment; the pages of a draft are those of the draft."""
    code = {"code": fiches.draft.code}
    image = {**code, "uid": fiches.draft_image.uid}
    attachment = {**code, "uid": fiches.draft_attachment.uid}
    return {
        "practices:image_file": {"key": fiches.image.key, "width": 300},
        "practices:attachment_file": {"key": fiches.attachment.key},
        "practices:image_withdraw": {"uid": fiches.image.uid},
        "practices:image_consent": {"uid": fiches.image.uid},
        **{f"practices:{name}": code for name in ("images", "attachments")},
        **{f"practices:image_{deed}": image for deed in ("edit", "move", "remove")},
        **{f"practices:attachment_{deed}": attachment for deed in ("edit", "move", "remove")},
    }
