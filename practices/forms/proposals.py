"""What somebody proposes: an editable copy of the text, a few fields of it, or words alone."""

from django import forms

from ..fiche.fields import PARTS, SECTION_TASK, TASKS, field_at, path_of
from ..models import ChangeProposal
from ..proposing.texts import kind_of_part, proposed_of
from ..proposing.windows import sealed
from .fiche import ELSEWHERE, FicheForm, name_of

Kinds = ChangeProposal.Kind
# What ages in a practice, for who tells how it goes today.
UPDATE_PATHS = [
    *("description", "period_until", "success_factors", "challenges", "links"),
    *("evidence", "evidence_url"),
]
ASKED = {
    Kinds.CHANGE: ("Waarom stel je dit voor?", "Niet verplicht. Alleen VVSG leest het."),
    Kinds.UPDATE: ("Wat veranderde er?", "Vertel het kort in je eigen woorden. VVSG leest het."),
    Kinds.REMARK: ("Je opmerking", "Alleen VVSG leest ze. Je krijgt een antwoord per mail."),
}
LONGEST = 5000


def paths_for(kind, part) -> list[str]:
    """The fields that a proposal of this kind shows, in the order of the fiche."""
    if part != "shared":
        return [path_of("section", field) for field in PARTS["section"].values()]
    if kind == Kinds.UPDATE:
        return [path for path in PARTS["shared"] if path in UPDATE_PATHS]
    if kind == Kinds.CHANGE:
        return [name for name, one in PARTS["shared"].items() if one.kind not in ELSEWHERE]
    return []


class ProposalForm(FicheForm):
    """The text as it would be; `seal` says what stood in the boxes when the page was made."""

    def __init__(self, data=None, *, proposal, values=None):
        """values: {path: value} to show in place of what the proposal says."""
        self.proposal, part = proposal, kind_of_part(proposal)
        whole = {path_of(part, PARTS[part][name]): v for name, v in proposed_of(proposal).items()}
        paths = paths_for(proposal.kind, part)
        super().__init__(data, paths=paths, initial={**whole, **(values or {})})
        label, help_text = ASKED[proposal.kind]
        rows = 6 if proposal.kind == Kinds.REMARK else 3
        self.fields["text"] = forms.CharField(
            label=label,
            help_text=help_text,
            required=proposal.kind == Kinds.REMARK,
            max_length=LONGEST,
            initial=proposal.text,
            widget=forms.Textarea(attrs={"rows": rows}),
        )
        now = {path: whole[path] for path in paths}
        self.fields["seal"] = forms.CharField(
            required=False, initial=sealed(now, proposal.text), widget=forms.HiddenInput
        )

    def typed(self) -> dict:
        """{path: value} of the boxes, after is_valid()."""
        values = self.values()
        return {
            path_of(part, PARTS[part][name]): value
            for part, own in values.items()
            for name, value in own.items()
        }

    def groups(self) -> list[tuple]:
        """[(heading, [(box, whether its author changed it)])], as the task list has them."""
        found = {}
        for path in self.paths:
            _part, field = field_at(path)
            row = self[name_of(path)], field.name in self.proposal.values
            found.setdefault(field.task, []).append(row)
        return [(_heading(task), rows) for task, rows in sorted(found.items())]


def _heading(task):
    return "De tekst van de stad" if task == SECTION_TASK else TASKS[task]


class CorrectionForm(FicheForm):
    """The shared fields that a city corrects itself."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    def __init__(self, data=None, *, practice, names, values=None):
        version = practice.published_version
        shown = {name: version.content.get(name) for name in names}
        shown = {name: value for name, value in shown.items() if value is not None}
        super().__init__(data, paths=names, initial={**shown, **(values or {})})
        self.initial["seen"] = version.number
