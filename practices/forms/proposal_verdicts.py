"""The decisions on the whole of a proposal, each with its mail."""

from django import forms

from ..fiche.fields import field_at
from ..models import ChangeProposal
from ..moderating.asking import standard_day
from ..moderating.undoing import asked_before
from ..proposing.closing import CONVERTED
from ..proposing.texts import paths_of
from .deciding import DAY, REASON, DecisionForm, day_field, in_words, mail_field, text_field
from .fiche import name_of
from .proposal_deciding import keys_of
from .verdicts import POINTS, SOME_DAY

REPLY = "[je antwoord]"


class VerdictForm(DecisionForm):
    """A decision on the whole of a proposal."""

    def __init__(self, data=None, *, proposal, by):
        self.subject = self.proposal = proposal
        self.by = by
        keys = keys_of(proposal)
        hidden = {name: keys[name] for name in ("lock", "seen", "deed")}
        forms.Form.__init__(self, data, initial=hidden)
        self.add_fields()
        self.standing = self.standing_mail() if self.mail else None
        if self.standing:
            self.fields["mail_body"] = mail_field(self.standing)


class DeclineForm(VerdictForm):
    """C7."""

    mail = "M7"
    reason = text_field("Waarom pas je het niet toe?", help_text="De indiener leest het.")

    def marks(self):
        return {"reason": REASON}

    def told(self, cleaned):
        return {REASON: cleaned.get("reason", "")}

    def own_words(self):
        return {"reason": self.cleaned_data["reason"]}


class OutdateForm(DeclineForm):
    """C9 by hand."""

    mail = "M16"
    reason = text_field(
        "Waardoor is het achterhaald?",
        help_text="Het telt niet als een weigering. De indiener kan opnieuw beginnen.",
    )


class AnswerForm(VerdictForm):
    """C10."""

    mail = "M17"
    reply = text_field("Je antwoord", rows=5)

    def marks(self):
        return {"reply": REPLY}

    def told(self, cleaned):
        return {REPLY: cleaned.get("reply", "")}

    def own_words(self):
        return {"reply": self.cleaned_data["reply"]}


class ConvertForm(VerdictForm):
    """C10: a remark that becomes a change."""

    reply = forms.CharField(
        label="Wat schrijf je aan de indiener?",
        initial=CONVERTED,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def own_words(self):
        return {"reply": self.cleaned_data["reply"]}


class AskForm(VerdictForm):
    """C3: a point about the whole, or about a field of the proposal."""

    mail = "M3"

    def add_fields(self):
        self.due_on = standard_day()
        self.fields["due_on"] = day_field("Verwacht tegen", initial=self.due_on)
        is_remark = self.proposal.kind == ChangeProposal.Kind.REMARK
        paths = [] if is_remark else paths_of(self.proposal)
        self.points = {"": "Punt over het hele voorstel"}
        self.points |= {path: f"Punt over: {field_at(path)[1].label}" for path in paths}
        again = {one["field"]: one["text"] for one in asked_before(self.proposal, self.by)}
        for path, label in self.points.items():
            name = f"point-{name_of(path) or 'whole'}"
            self.fields[name] = text_field(label, required=False, rows=2)
            self.fields[name].initial = again.get(path)

    def marks(self):
        return {"points": [{"field": "", "text": POINTS}], "due_on": SOME_DAY}

    def standing_mail(self):
        mail = super().standing_mail()
        body = mail.body.replace(f"- De hele fiche: {POINTS}", POINTS)
        subject = mail.subject.replace(in_words(SOME_DAY), in_words(self.due_on))
        return type(mail)(subject, body.replace(in_words(SOME_DAY), DAY))

    def told(self, cleaned):
        lines = (f"- {self._label(one['field'])}: {one['text']}" for one in self._asked(cleaned))
        return {POINTS: "\n".join(lines), DAY: in_words(cleaned.get("due_on"))}

    @staticmethod
    def _label(path):
        return field_at(path)[1].label if path else "Het hele voorstel"

    def _asked(self, cleaned):
        typed = (
            (path, cleaned.get(f"point-{name_of(path) or 'whole'}", "")) for path in self.points
        )
        return [{"field": path, "text": text.strip()} for path, text in typed if text.strip()]

    def own_words(self):
        return {
            "points": self._asked(self.cleaned_data),
            "due_on": self.cleaned_data["due_on"],
        }


class TakeBackForm(VerdictForm):
    """C3 the other way."""

    mail = "M3c"
