"""A small world with every role in it, and every address that the resolver knows.

`Roeselare` is the city that the questions are about; `Gent` is the other one, with a plan and a
draft of its own whose ids are tried at Roeselare's addresses.
"""

# ruff: noqa: S608 - the SQL is made of our own table names only

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.text import slugify

from actionplans.documents.plan_document import ChapterPart, GoalPart, PlanDocument
from actionplans.editions import draft_of
from actionplans.importing import propose
from actionplans.models import (
    CarryOver,
    CarryOverChoice,
    Deed,
    DraftChange,
    EccarReport,
    EccarReportPart,
    Edition,
    ImportProposal,
    Indicator,
    IndicatorChange,
    Measurement,
    PartnerAnswer,
    PartnerQuestion,
    Plan,
    PlanSummary,
    Presence,
    ProgressEntry,
    ProgressRound,
    RoundStep,
    Withdrawal,
)
from actionplans.partners import links as partner_links
from cities.models import LogEntry, OutboxMail, User
from cities.optouts import token_for
from tests import network_world, practice_world
from tests.factories import (
    make_action,
    make_answer,
    make_carry_over,
    make_city,
    make_goal,
    make_indicator,
    make_measurement,
    make_member,
    make_note,
    make_question,
    make_round,
    make_user,
    published_plan,
    tell,
)
from tests.networks import make_report, make_summary

ROLES = (
    "visitor",
    "alderman",
    "contributor",
    "coordinator",
    "other city",
    "moderator",
    "administrator",
)


@dataclass
class Place:
    """One city with a published plan, a draft that says more, and a document that waits."""

    plan: Plan
    people: dict = field(default_factory=dict)

    def __post_init__(self):
        city = self.plan.city
        for role in ("alderman", "contributor", "coordinator"):
            self.people[role] = make_member(city=city, role=role)
        self.draft = draft_of(self.plan)
        self.chapter = self.draft.chapters.get()
        self.published_goal = self.chapter.goals.get()
        self.published_action = self.published_goal.actions.get()
        self.participation = self.chapter.participations.get()
        self.note = make_note(plan=self.plan)
        self.goal = make_goal(chapter=self.chapter, title=f"Nog geheim in {city}")
        self.action = make_action(goal=self.goal)
        self.carry_over = make_carry_over(plan=self.plan, by=self.people["coordinator"])
        self.indicator = make_indicator(goal=self.published_goal)
        self.measurement = make_measurement(indicator=self.indicator)
        make_measurement(indicator=make_indicator(goal=self.goal, name=f"Nog geheim in {city}"))
        goal = GoalPart(code="1.1", title="Uit het document")
        document = PlanDocument(chapters=[ChapterPart("1", "Een", goals=[goal])])
        self.proposal = propose(
            self.plan,
            document,
            data=b"document",
            file_name="plan.docx",
            by=self.people["coordinator"],
        )
        self.question = make_question(plan=self.plan, by=self.people["coordinator"])
        self.answered = make_answer(
            question=make_question(plan=self.plan, by=self.people["coordinator"])
        ).question
        year = self.plan.period_from
        self.report = make_report(
            plan=self.plan,
            by=self.people["coordinator"],
            year_from=year,
            year_until=year + 1,
            shared_at=timezone.now(),
        )
        make_summary(plan=self.plan, is_public=True)
        self.fiches = practice_world.Fiches(city, self.people)
        self.deed = Deed.objects.create(plan=self.plan, kind=Deed.Kind.CHANGE, summary="Niets")

    def row_uids(self):
        rows = {
            "edition": self.draft,
            "chapter": self.chapter,
            "goal": self.goal,
            "action": self.action,
            "participation": self.participation,
            "note": self.note,
        }
        return {kind: row.uid for kind, row in rows.items()}


class World:
    # Not EditionDifference: what two editions differ in is worked out when somebody first asks, and
    # kept; it says nothing that the editions do not say.
    counted = [
        model._meta.db_table
        for model in (
            *(CarryOver, CarryOverChoice),
            *(DraftChange, Edition, LogEntry, Plan, User, Withdrawal, EmailAddress),
            *(Indicator, IndicatorChange, Measurement),
            *(PartnerQuestion, PartnerAnswer, OutboxMail, Presence),
            *(ProgressEntry, ProgressRound, RoundStep),
            *(EccarReport, EccarReportPart, PlanSummary),
        )
    ]
    counted += practice_world.COUNTED + network_world.COUNTED

    def __init__(self):
        self.own = Place(published_plan(city=make_city(name="Roeselare"), period_from=2020))
        self.other = Place(published_plan(city=make_city(name="Gent"), period_from=2021))
        self.round = make_round(name=ROUND)
        for place in (self.own, self.other):
            tell(plan=place.plan, goal=place.published_goal, text="Er is overleg geweest.")
        roles = User.NetworkRole
        self.people = {
            "visitor": None,
            **self.own.people,
            "other city": self.other.people["coordinator"],
            "moderator": make_user(network_role=roles.MODERATOR),
            "administrator": make_user(network_role=roles.ADMINISTRATOR),
        }
        self.network = network_world.Network(self.own, self.other, self.people["moderator"])
        for place in (self.own, self.other):
            place.network = self.network

        self.clients = {role: self._client(person) for role, person in self.people.items()}

    @staticmethod
    def _client(person):
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person)
        return client

    def fingerprint(self):
        """Changes whenever a request changed anything that matters here.

        No change to a draft is made without a line of the draft log, so counting lines is enough.
        """
        counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in self.counted)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}")
            figures = cursor.fetchone()
        waiting = ImportProposal.objects.filter(state=ImportProposal.State.WAITING)
        return (*figures, waiting.count())


REPORT_PAGES = {
    f"actionplans:report{page}": {}
    for page in ("", "_docx", "_share", "_drop", "_public", "_public_docx")
} | {f"actionplans:report_{page}": {"number": 7} for page in ("part", "fill")}
ROUND = "Najaar 2026"
ROUND_PAGES = ("actionplans:round", "actionplans:round_change", "actionplans:round_close")
INDICATOR_PAGES = {
    f"actionplans:{name}"
    for name in (
        *("indicator", "indicator_change", "indicator_archive", "indicator_restore"),
        "measurement_add",
    )
}


# --- addresses -----------------------------------------------------------------------------------
def addresses(name, place, rows):
    """Every concrete address of a name in `place`, with the ids of `rows` (a Place).

    One address per kind of row where the address takes a kind.
    """
    if name.startswith("practices:"):
        return practice_world.practice_addresses(name, place, rows)
    if name.startswith("network:") and name not in ("network:agreement", "network:outbox"):
        return network_world.network_addresses(name, place.network, place, rows)
    kinds = rows.row_uids()
    fixed = {"city": place.plan.city.slug, "plan": place.plan.slug}
    if name in ("actionplans:row_add", "actionplans:row_add_under"):
        return _add_addresses(name, fixed, rows)
    if name in ("actionplans:row_move", "actionplans:row_delete"):
        del kinds["edition"]
    if name.startswith("actionplans:row_"):
        return [
            reverse(name, kwargs={**fixed, "kind": kind, "uid": uid}) for kind, uid in kinds.items()
        ]
    if name.startswith("actionplans:progress_"):
        subjects = {"goal": rows.published_goal, "action": rows.published_action}
        return [
            reverse(name, kwargs={**fixed, "kind": kind, "uid": row.uid})
            for kind, row in subjects.items()
        ]
    if name in INDICATOR_PAGES:
        return [reverse(name, kwargs={**fixed, "uid": rows.indicator.uid})]
    if name in REPORT_PAGES:
        year = {"year": rows.report.year_until}
        return [reverse(name, kwargs={**fixed, **year, **REPORT_PAGES[name]})]
    own_ids = {
        "reminders_off": {"token": token_for(rows.people["contributor"], "round_opened")},
        "cities:detail": {"city": place.plan.city.slug},
        "actionplans:city_list": {"city": place.plan.city.slug},
        "actionplans:workspace_of": {"city": place.plan.city.slug},
        "actionplans:plan_create": {"city": place.plan.city.slug},
        "actionplans:edition": {**fixed, "number": 1},
        "actionplans:edition_json": {**fixed, "number": 1},
        "actionplans:difference": {**fixed, "number": 1},
        "actionplans:withdraw": {**fixed, "number": 1},
        "actionplans:goal": {"uid": rows.published_goal.uid},
        "actionplans:carry_over_choice": {**fixed, "uid": rows.published_goal.uid},
        "actionplans:goal_history": {"uid": rows.published_goal.uid},
        "actionplans:action": {"uid": rows.published_action.uid},
        "actionplans:indicator_add": {**fixed, "goal": rows.published_goal.uid},
        "actionplans:measurement_correct": {**fixed, "uid": rows.measurement.uid},
        "actionplans:partner_answer": {"token": partner_links.token_for(rows.question)},
        "actionplans:partner_ask": {**fixed, "uid": rows.published_goal.uid},
        "actionplans:partner_decide": {**fixed, "uid": rows.answered.uid},
        "actionplans:partner_decline": {**fixed, "uid": rows.answered.uid},
        "actionplans:partner_resend": {**fixed, "uid": rows.question.uid},
        "actionplans:partner_revoke": {**fixed, "uid": rows.question.uid},
        **dict.fromkeys(ROUND_PAGES, {"slug": slugify(ROUND)}),
        "actionplans:editor_chapter": {**fixed, "uid": rows.chapter.uid},
        "actionplans:crosswalk_chapter": {**fixed, "uid": rows.chapter.uid},
        "actionplans:import_review": {**fixed, "uid": rows.proposal.uid},
        "actionplans:import_drop": {**fixed, "uid": rows.proposal.uid},
        "actionplans:undo": {**fixed, "uid": rows.deed.uid},
        "actionplans:go_back": {**fixed, "uid": rows.deed.uid},
    }
    return [reverse(name, kwargs=own_ids.get(name) or (fixed if _is_of_a_plan(name) else {}))]


def _is_of_a_plan(name):
    """Whether the address asks for a city and a plan, and for nothing else."""
    app, _, short = name.rpartition(":")
    resolver = get_resolver()
    if app:
        _, resolver = resolver.namespace_dict[app]
    ways = resolver.reverse_dict.getlist(short)
    return any(set(names) == {"city", "plan"} for way, *_ in ways for _, names in way)


def _add_addresses(name, fixed, rows):
    if name == "actionplans:row_add":
        return [reverse(name, kwargs={**fixed, "kind": kind}) for kind in ("chapter", "note")]
    homes = (("chapter", "goal"), ("goal", "action"), ("chapter", "participation"))
    uids = rows.row_uids()
    return [
        reverse(name, kwargs={**fixed, "parent": parent, "parent_uid": uids[parent], "kind": kind})
        for parent, kind in homes
    ]
