"""The form with which an officer tells how far something is, and the moderator's form of a round.

What may be told is decided in `telling`; a form only knows the boxes.
"""

from django import forms
from django.utils import timezone

from cities.forms import OwnFieldsForm

from ..drafting import OUTDATED_FORM
from ..models import ProgressEntry, ProgressRound
from ..progress.rounds import RoundRefusedError, change_round, open_round
from ..progress.telling import MAX_LINKS, UnclearProgressError, clear_values, is_web_address
from .row_form import UnixTextField

MORE_LINKS = "nog_een_link"
LINK_ROWS = 2


class ProgressForm(forms.Form):
    """One entry. `seen` and `ronde` say what the person looked at and in which round they tell."""

    state = forms.ChoiceField(
        label="Hoe ver staat het?",
        choices=ProgressEntry.State,
        widget=forms.RadioSelect,
        required=False,
    )
    schedule = forms.ChoiceField(
        label="Op schema?",
        choices=ProgressEntry.Schedule,
        widget=forms.RadioSelect,
        required=False,
        help_text="Niet nodig voor wat afgerond of stopgezet is.",
    )
    reason = forms.ChoiceField(
        label="Reden",
        choices=[("", "kies een reden"), *ProgressEntry.Reason.choices],
        required=False,
        help_text="Alleen voor wat vertraagd, uitgesteld of stopgezet is.",
    )
    text = UnixTextField(
        label="Toelichting",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat is er gebeurd, wat loopt moeilijk? Iedereen kan dit lezen.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    ronde = forms.SlugField(widget=forms.HiddenInput, required=False)
    links = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, row=None, uid=None, round=None, **kwargs):
        # Several rows can be open on one page, and an id stands on a page once.
        self.uid = uid or row.uid
        kwargs.setdefault("auto_id", f"id_{self.uid}_%s")
        if data is None:
            kwargs["initial"] = _initial(row, round)
        super().__init__(data, **kwargs)
        self.link_rows = self._count_links()
        for number in range(1, self.link_rows + 1):
            self.fields[f"label_{number}"] = forms.CharField(
                label=f"Naam van link {number}", required=False
            )
            self.fields[f"url_{number}"] = forms.CharField(
                label=f"Adres van link {number}",
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
            )

    def _count_links(self):
        if not self.is_bound:
            return self.initial["links"]
        words = str(self.data.get("links", ""))[:3]
        rows = int(words) if words.isdecimal() else LINK_ROWS
        return max(LINK_ROWS, min(rows + (MORE_LINKS in self.data), MAX_LINKS))

    @property
    def wants_more_links(self):
        return MORE_LINKS in self.data

    @property
    def can_have_more_links(self):
        return self.link_rows < MAX_LINKS

    def link_pairs(self):
        return [
            (self[f"label_{number}"], self[f"url_{number}"])
            for number in range(1, self.link_rows + 1)
        ]

    @property
    def has_links(self):
        """Whether the part with links opens unfolded."""
        boxes = [box for pair in self.link_pairs() for box in pair]
        return self.wants_more_links or any(box.value() or box.errors for box in boxes)

    def clean(self):
        """All that the rule would refuse, said beside its box."""
        cleaned = super().clean()
        slug = cleaned.get("ronde")
        self.round = ProgressRound.objects.filter(slug=slug).first() if slug else None
        if {"seen", "ronde"} & set(self.errors) or (slug and self.round is None):
            self.add_error(None, OUTDATED_FORM)
        try:
            self.told = clear_values(self._typed_values())
        except UnclearProgressError as error:
            for name, sentence in error.errors.items():
                box = self._wrong_link() if name == "evidence" else name
                if box not in self.errors:
                    self.add_error(box, sentence)
        return cleaned

    def _wrong_link(self):
        """The box of the first address that is none; without one the links are wrong together."""
        for number in range(1, self.link_rows + 1):
            label, url = (self.cleaned_data.get(f"{name}_{number}") for name in ("label", "url"))
            if (label or url) and not is_web_address(url or ""):
                return f"url_{number}"
        return None

    def _typed_values(self):
        cleaned = self.cleaned_data
        links = [
            {"label": cleaned.get(f"label_{n}", ""), "url": cleaned.get(f"url_{n}", "")}
            for n in range(1, self.link_rows + 1)
        ]
        words = {name: cleaned.get(name, "") for name in ("state", "schedule", "reason", "text")}
        return {**words, "evidence": links}

    def values(self) -> dict:
        """What `progress.enter` takes."""
        return self.told

    @property
    def seen_number(self):
        return self.cleaned_data.get("seen") or 0

    def typed(self):
        """(label, words) of every box that holds something, to copy when nothing can be saved."""
        for box in self.visible_fields():
            value = box.value()
            if value:
                yield box.label, dict(getattr(box.field, "choices", ())).get(value, value)


def _initial(row, round):
    """What was told in this round to improve on; else only the state of before, to change."""
    entry = row.entry or row.previous
    initial = {
        "seen": row.seen,
        "ronde": round.slug if round else "",
        "links": LINK_ROWS,
    }
    if entry is not None:
        initial |= {name: getattr(entry, name) for name in ("state", "schedule", "reason")}
    if row.entry is not None:
        initial |= {"text": entry.text, "links": max(LINK_ROWS, len(entry.evidence))}
        for number, link in enumerate(entry.evidence, start=1):
            initial |= {f"label_{number}": link["label"], f"url_{number}": link["url"]}
    return initial


class RoundForm(OwnFieldsForm):
    """A round: its name, its days, and a word for the cities."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ProgressRound
        fields = ["name", "opens_on", "closes_on", "message"]
        widgets = {
            "opens_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "message": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        else:
            self.initial["opens_on"] = timezone.localdate()

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def make(self, *, by):
        """The new round; None, with the reason, when it cannot be."""
        return self._try(open_round, by=by)

    def correct(self, round, *, by):
        """The changed round, or None. Raises rounds.StaleRoundError."""
        seen = self.cleaned_data.get("version") or 0
        return self._try(change_round, round, seen=seen, by=by)

    def _try(self, deed, *args, **names):
        try:
            return deed(*args, **names, **self.values())
        except RoundRefusedError as error:
            self.add_error(error.field, str(error))
            return None
