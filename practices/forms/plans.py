"""Choosing where a practice goes in one's own plan, and in which words."""

import uuid
from itertools import groupby

from django import forms

from ..planlinks.taking_over import goals_of

GOAL, ACTION = "goal", "action"
AS = [(GOAL, "Als een nieuw doel"), (ACTION, "Als een actie bij een doel dat er al staat")]
NO_GOAL = "Dit hoofdstuk heeft nog geen doelen. Neem de praktijk over als een nieuw doel."


class ChooseChapterForm(forms.Form):
    """Step 1. The chapters are given as rows with their plan."""

    chapter = forms.ChoiceField(
        label="Plan en hoofdstuk",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een hoofdstuk.",
            "invalid_choice": "Dit hoofdstuk staat niet meer in je ontwerp. Kies een ander.",
        },
    )
    kind = forms.ChoiceField(
        label="Hoe wil je ze overnemen?", choices=AS, widget=forms.RadioSelect, initial=GOAL
    )

    def __init__(self, data=None, *, chapters, suggested=None):
        super().__init__(data, initial={"chapter": str(suggested.uid)} if suggested else {})
        self.by_uid = {str(chapter.uid): chapter for chapter in chapters}
        self.fields["chapter"].choices = [
            (name_of(plan), [(str(one.uid), str(one)) for one in some])
            for plan, some in groupby(chapters, key=lambda one: one.edition.plan)
        ]

    def clean(self):
        cleaned = super().clean()
        chapter = self.by_uid.get(cleaned.get("chapter"))
        if chapter and cleaned.get("kind") == ACTION and not goals_of(chapter):
            self.add_error("kind", NO_GOAL)
        return cleaned

    @property
    def chosen(self):
        return self.by_uid[self.cleaned_data["chapter"]]


def name_of(plan) -> str:
    return f"{plan} (afgelopen)" if plan.is_past else str(plan)


class TakeOverForm(forms.Form):
    """Step 2; `uid` was given out with the page, so that a double click adds one row."""

    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, initial=None):
        super().__init__(data, initial={**(initial or {}), "uid": uuid.uuid4()})

    def values(self) -> dict:
        """A partial state, as the draft's own rules take it."""
        told = {**self.cleaned_data}
        del told["uid"]
        return {name: unix(value) for name, value in told.items()}


def unix(value):
    """Browsers send line ends as CR LF; a plan keeps them in one form."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class GoalFromPracticeForm(TakeOverForm):
    code = forms.CharField(label="Nummer", max_length=40, required=False)
    title = forms.CharField(
        label="Operationeel doel", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    explanation = forms.CharField(
        label="Toelichting",
        required=False,
        help_text="De laatste regel zegt waar het idee vandaan komt.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ActionFromPracticeForm(TakeOverForm):
    goal = forms.ChoiceField(
        label="Bij welk doel?",
        error_messages={"invalid_choice": "Dit doel staat niet meer in dit hoofdstuk."},
    )
    text = forms.CharField(
        label="Actie",
        max_length=4000,
        help_text="De laatste regel zegt waar het idee vandaan komt.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data=None, *, goals, initial=None):
        super().__init__(data, initial=initial)
        self.fields["goal"].choices = [(str(one.uid), str(one)) for one in goals]
