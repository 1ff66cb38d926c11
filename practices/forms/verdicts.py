"""The decisions on a fiche that waits: publish, improve, ask, take the question back, decline."""

from datetime import date
from types import SimpleNamespace

from django import forms

from ..fiche.fields import PARTS, path_of
from ..fiche.shown import shown_fields
from ..mails.writing import field_label
from ..models import Practice, TextBlock
from ..moderating.asking import standard_day
from ..moderating.publishing import difference_of
from ..moderating.undoing import asked_before
from .deciding import DAY, REASON, DecisionForm, day_field, in_words, text_field
from .fiche import FicheForm, name_of, values_at

ALONE = "Je beslist zonder tweede paar ogen: waarom?"
ALONE_HELP = "Dit is een fiche van jezelf of van je eigen stad. Je reden komt in de geschiedenis."
CODE_LABEL, POINTS, CHANGES = "[reden]", "[je punten]", "[wat je aanpaste]"
# A day that no request is due on, to find its place in the standing mail.
SOME_DAY = date(9999, 9, 9)
PLACES = {
    part: [path_of(part, field) for field in PARTS[part].values()] for part in ("shared", "section")
}
SUGGEST_SECTION = (
    "Gaat het over hetzelfde als een andere praktijk, zet de tekst dan liever om in een"
    " stadssectie: zo gaat hij niet verloren. Kan dat hier niet, duid dat dan hieronder aan."
)


class PublishForm(DecisionForm):
    """P6."""

    mail = "M5"

    def add_fields(self):
        if self.is_own:
            self.fields["alone_reason"] = text_field(ALONE, help_text=ALONE_HELP)

    def own_words(self):
        return {"alone_reason": self.cleaned_data.get("alone_reason", "")}


class ImproveForm(PublishForm):
    """P7: the whole text beside it, as the moderator leaves it."""

    mail = "M6"

    def add_fields(self):
        super().add_fields()
        version = self.practice.working_version
        section = PLACES["section"] if self.practice.place else []
        paths = [*PLACES["shared"], *section]
        initial = values_at(paths, version.content, version.section)
        self.fiche = FicheForm(self.data if self.is_bound else None, paths=paths, initial=initial)

    def marks(self):
        return {"difference": CHANGES}

    def is_valid(self):
        # Both, so that everything that is wrong is told at once.
        is_whole = self.fiche.is_valid()
        return super().is_valid() and is_whole

    def told(self, cleaned):
        if not self.fiche.is_valid():
            return {}
        old, values = self.practice.working_version, self.fiche.values()
        new = SimpleNamespace(
            content={**old.content, **values["shared"]},
            section={**(old.section or {}), **values["section"]},
        )
        return {CHANGES: difference_of(old, new)}

    def own_words(self):
        values = self.fiche.values()
        return {
            **super().own_words(),
            "content": values["shared"],
            "section": values["section"],
        }


class AskForm(DecisionForm):
    """P4: a box and a text block beside every field of the fiche."""

    mail = "M3"

    def add_fields(self):
        version = self.practice.working_version
        self.due_on = standard_day()
        self.fields["due_on"] = day_field("Verwacht tegen", initial=self.due_on, required=True)
        blocks = list(TextBlock.objects.in_use())
        self.texts = {block.code: block.text for block in blocks}
        # Told above the form: what a choice says is read before it is chosen.
        self.blocks = blocks
        choices = [("", "Geen tekstblok"), *((block.code, block.label) for block in blocks)]
        fields = shown_fields("shared", version.content, with_blank=True)
        if self.practice.place or version.section:
            fields += shown_fields("section", version.section or {}, with_blank=True)
        self.rows = [("", "De hele fiche", None), *((one.path, one.label, one) for one in fields)]
        again = {one["field"]: one["text"] for one in asked_before(self.practice, self.by)}
        self.is_again = bool(again)
        for path, label, _shown in self.rows:
            name = name_of(path) or "whole"
            self.fields[f"point-{name}"] = text_field(f"Punt over: {label}", required=False, rows=2)
            self.fields[f"point-{name}"].initial = again.get(path)
            self.fields[f"block-{name}"] = forms.ChoiceField(
                label=f"Tekstblok voor: {label}", choices=choices, required=False
            )

    def boxes(self):
        """(path, label, what stands there, box, block, whether something is in it)."""
        for path, label, shown in self.rows:
            name = name_of(path) or "whole"
            box, block = self[f"point-{name}"], self[f"block-{name}"]
            yield {
                "name": name,
                "label": label,
                "is_of_section": path.startswith("section."),
                "shown": shown,
                "box": box,
                "block": block,
                "is_filled": shown is None or not shown.is_blank,
                "is_open": bool(box.value() or block.value() or box.errors),
            }

    def blank_names(self) -> list[str]:
        return [row["name"] for row in self.boxes() if not row["is_filled"]]

    def has_blank_open(self) -> bool:
        return any(row["is_open"] and not row["is_filled"] for row in self.boxes())

    def marks(self):
        return {"points": [{"field": "", "text": POINTS}], "due_on": SOME_DAY}

    def standing_mail(self):
        mail = super().standing_mail()
        body = mail.body.replace(f"- De hele fiche: {POINTS}", POINTS)
        return type(mail)(
            mail.subject.replace(in_words(SOME_DAY), in_words(self.due_on)),
            body.replace(in_words(SOME_DAY), DAY),
        )

    def told(self, cleaned):
        lines = (f"- {field_label(one['field'])}: {one['text']}" for one in self.points(cleaned))
        return {POINTS: "\n".join(lines), DAY: in_words(cleaned.get("due_on"))}

    def points(self, cleaned) -> list[dict]:
        """What was asked, in the order of the fiche: the text block first, then the own words."""
        found = []
        for path, _label, _shown in self.rows:
            name = name_of(path) or "whole"
            block = self.texts.get(cleaned.get(f"block-{name}"), "")
            text = "\n".join(filter(None, (block, cleaned.get(f"point-{name}", "").strip())))
            found += [{"field": path, "text": text}] if text else []
        return found

    def own_words(self):
        return {
            "points": self.points(self.cleaned_data),
            "due_on": self.cleaned_data["due_on"],
        }


class TakeBackForm(DecisionForm):
    """P4b."""

    mail = "M3c"


class DeclineForm(DecisionForm):
    """P8. That it stands there already is better told by making a section of it."""

    mail = "M7"
    reason = forms.ChoiceField(
        label="Reden", choices=[("", "Kies een reden"), *Practice.DeclineReason.choices]
    )
    text = text_field("Uitleg voor de indiener", help_text="Wat is er, en wat kan die nog doen?")
    is_sure = forms.BooleanField(label="Omzetten in een stadssectie kan hier niet", required=False)

    def add_fields(self):
        if not (self.is_bound and self.data.get("reason") == Practice.DeclineReason.DOUBLE):
            del self.fields["is_sure"]

    def marks(self):
        return {"reason_label": CODE_LABEL, "reason": REASON}

    def told(self, cleaned):
        labels = dict(Practice.DeclineReason.choices)
        return {CODE_LABEL: labels.get(cleaned.get("reason"), ""), REASON: cleaned.get("text", "")}

    def clean(self):
        cleaned = super().clean()
        is_double = "is_sure" in self.fields and not cleaned.get("is_sure")
        # Only what still waits can become a section.
        if is_double and self.practice.state == Practice.State.SUBMITTED:
            self.add_error("reason", SUGGEST_SECTION)
        return cleaned

    def own_words(self):
        return {name: self.cleaned_data[name] for name in ("reason", "text")}
