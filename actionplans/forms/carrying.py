"""Forms of the carry-over: which plan comes next, and what happens to one goal."""

from django import forms
from django.utils import timezone

from ..carrying.choices import Decision, called
from ..carrying.passage import choose, start
from ..carrying.values import PARTS, CannotChooseError
from ..models import ProgressEntry
from ..plans import PlanExistsError
from .plans import PlanForm
from .rows import long_text

# Councils are chosen for six years, and plan for six years: 2020-2025, 2026-2031.
FIRST_TERM, TERM = 2020, 6


def next_period(plan) -> tuple[int, int]:
    """The term after the plan's; of a plan without an end the term that runs now, or the next."""
    if plan.period_until:
        first = plan.period_until + 1
    else:
        year = timezone.localdate().year
        first = FIRST_TERM + (year - FIRST_TERM) // TERM * TERM
        first += TERM if first <= plan.period_from else 0
    return first, first + TERM - 1


class NextPlanForm(PlanForm):
    """The kind and the period of the next plan, filled in as they most probably are."""

    def __init__(self, *args, plan, **kwargs):
        first, last = next_period(plan)
        initial = {"framework": plan.framework, "theme": plan.theme}
        super().__init__(
            *args, initial={**initial, "period_from": first, "period_until": last}, **kwargs
        )
        self.plan = plan
        self.standing = None

    def clean_period_from(self):
        first = self.cleaned_data["period_from"]
        if first and first <= self.plan.period_from:
            raise forms.ValidationError(
                f"Het volgende plan begint later dan dit: na {self.plan.period_from}."
            )
        return first

    def begin(self, *, by):
        """The carry-over; None, with `standing`, when the city has the next plan already."""
        try:
            return start(self.plan, by=by, **self.cleaned_data)
        except PlanExistsError as error:
            self.standing = error.plan
            self.add_error(None, str(error))
            return None


class ChoiceForm(forms.Form):
    """What happens to one goal. The boxes that a decision needs are asked in a second step.

    `asked` says for which decision the boxes stood on the page. Who changes their mind keeps what
    they typed: the boxes of another decision travel along unseen.
    """

    boxes = {
        Decision.REWORD: ["title"],
        Decision.MERGE: ["into", "joined_title"],
        Decision.SPLIT: [f"part_{number}" for number in range(1, PARTS[-1] + 1)],
        Decision.STOPPED: ["reason", "text"],
    }

    decision = forms.ChoiceField(
        choices=Decision,
        error_messages={"required": "Kies wat er met dit doel gebeurt."},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    title = long_text("De nieuwe woorden van dit doel")
    into = forms.ChoiceField(
        label="Gaat op in",
        required=False,
        help_text="Acties, partners en kenmerken gaan mee naar dat doel.",
        error_messages={"invalid_choice": "Dit doel staat niet meer in het plan. Kies een ander."},
    )
    joined_title = long_text(
        "Titel van het samengevoegde doel",
        rows=2,
        help_text="Leeg: het andere doel houdt zijn eigen woorden.",
    )
    part_1 = long_text("Eerste nieuwe doel", rows=2, help_text="Hier blijven de acties bij.")
    part_2 = long_text("Tweede nieuwe doel", rows=2)
    part_3 = long_text("Derde nieuwe doel", rows=1, help_text="Mag leeg blijven.")
    part_4 = long_text("Vierde nieuwe doel", rows=1)
    part_5 = long_text("Vijfde nieuwe doel", rows=1)
    reason = forms.ChoiceField(
        label="Reden",
        required=False,
        choices=[("", "Kies een reden"), *ProgressEntry.Reason.choices],
    )
    text = long_text(
        "Waarom stopt dit doel?", help_text="Een zin of twee; lezers zien dit bij het doel."
    )

    def __init__(self, data=None, *, standing, choices, decision=""):
        self.standing = standing
        self.chosen = data.get("decision", "") if data is not None else decision
        super().__init__(data, auto_id=f"id_{standing.goal.uid}_%s", initial=self._initial())
        self.fields["into"].choices = [("", "Kies een doel"), *self._others(choices)]
        shown = self.boxes.get(self.chosen, [])
        if shown:
            self.fields[shown[0]].widget.attrs["autofocus"] = True

    def _initial(self):
        goal, told, choice = self.standing.goal, self.standing.told, self.standing.choice
        initial = {"version": self.standing.version, "asked": self.chosen}
        initial |= {"decision": self.chosen, "title": goal.title, "part_1": goal.title}
        if told and told.state == ProgressEntry.State.STOPPED:
            initial |= {"reason": told.reason, "text": told.text}
        if choice and choice.decision == self.chosen:
            initial |= {key: value for key, value in choice.values.items() if key != "titles"}
            titles = enumerate(choice.values.get("titles", ()), 1)
            initial |= {f"part_{number}": title for number, title in titles}
        return initial

    def _others(self, choices):
        """The goals that this one can join, per chapter; only made when they are asked for."""
        if self.chosen != Decision.MERGE:
            return []
        if choices is None:
            # The passage is over: what was chosen stays on the screen, beside the reason.
            return [(self.data.get("into"), "het gekozen doel")]
        return [
            (str(chapter)[:80], others)
            for chapter in choices.chapters
            if (others := [_option(goal) for goal in chapter.goal_list if goal is not self.goal])
        ]

    @property
    def goal(self):
        return self.standing.goal

    @property
    def shown(self):
        """The boxes of the chosen decision; what few goals need is folded away in `folded`."""
        return [self[name] for name in self.boxes.get(self.chosen, ())[:2]]

    @property
    def folded(self):
        return [self[name] for name in self.boxes.get(self.chosen, ())[2:]]

    @property
    def has_folded_words(self):
        return any(box.value() for box in self.folded)

    @property
    def kept(self):
        """What was typed for another decision, to travel along."""
        names = [name for one, names in self.boxes.items() if one != self.chosen for name in names]
        return [self[name].as_hidden() for name in names if self.is_bound and self.data.get(name)]

    @property
    def needs_more(self):
        """Whether the decision asks for words that the page had no box for."""
        return self.chosen in self.boxes and self.data.get("asked") != self.chosen

    def second_step(self, choices):
        """The same form with the boxes of the decision, filled with what is known."""
        known = {name: self.initial.get(name, "") for name in self.boxes[self.chosen]}
        data = {**known, **self.data.dict(), "asked": self.chosen}
        return ChoiceForm(data, standing=self.standing, choices=choices)

    def on_what_stands(self, choices):
        """The same words, now beside what a colleague chose; one press more saves them."""
        standing = choices.of.get(self.goal.uid, self.standing)
        data = {**self.data.dict(), "version": standing.version}
        return ChoiceForm(data, standing=standing, choices=choices)

    def clean_version(self):
        version = self.cleaned_data["version"] or 0
        return version if 0 <= version < 2**31 else 0

    def clean(self):
        """What is wrong in a box that nobody sees is no mistake of now."""
        cleaned = super().clean()
        for names in (names for one, names in self.boxes.items() if one != self.chosen):
            for name in names:
                self.errors.pop(name, None)
        if self.errors.pop("version", None):
            cleaned["version"] = 0
        return cleaned

    def values(self):
        typed = {name: self.cleaned_data.get(name, "") for name in self.boxes.get(self.chosen, ())}
        if self.chosen == Decision.MERGE:
            return {"into": typed["into"], "title": typed["joined_title"]}
        return {"titles": list(typed.values())} if self.chosen == Decision.SPLIT else typed

    def save(self, carry_over, *, by):
        """Save the choice; whether that went well. What is missing stands beside its box."""
        try:
            choose(
                carry_over,
                self.goal.uid,
                self.chosen,
                self.values(),
                seen=self.cleaned_data["version"],
                by=by,
            )
        except CannotChooseError as error:
            for name, words in error.errors.items():
                name = {"titles": "part_2"}.get(name, name)
                self.add_error(name if name in self.boxes.get(self.chosen, ()) else None, words)
            return False
        return True


def _option(goal):
    return str(goal.uid), called(goal)


# (code, label, whether it asks for words), for the radio buttons of a row.
DECISIONS = [(code, label, code in ChoiceForm.boxes) for code, label in Decision.choices]
