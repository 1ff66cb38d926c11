"""What a moderator fills in about a proposal: a choice per field, and the mail of it."""

from uuid import uuid4

from django import forms

from ..fiche.content import normalised_value
from ..fiche.fields import PARTS, field_at, path_of
from ..proposing.applying import ACCEPT, EDIT, REFUSE, Choice
from ..proposing.texts import kind_of_part, number_of, published_of
from .boxes import box_for, told_value
from .deciding import LARGEST, text_field
from .fiche import ELSEWHERE, name_of

OWN_WORDS = "Schrijf je eigen woorden in het vak, of kies ‘Neem over’."
CLEAN = [(ACCEPT, "Neem over"), (EDIT, "Neem over in andere woorden"), (REFUSE, "Neem niet over")]
CLASH = [(REFUSE, "Behoud wat nu online staat"), (ACCEPT, "Neem het voorstel"), (EDIT, "Combineer")]


class KeysForm(forms.Form):
    """Which text was read, which was online then, and which press this is."""

    lock = forms.IntegerField(min_value=0, max_value=LARGEST)
    seen = forms.IntegerField(min_value=0, max_value=LARGEST)
    published = forms.IntegerField(min_value=0, max_value=LARGEST)
    deed = forms.UUIDField()


def keys_of(proposal) -> dict:
    return {
        "lock": proposal.lock_version,
        "seen": proposal.number,
        "published": number_of(published_of(proposal)),
        "deed": uuid4(),
    }


class ChoicesForm(forms.Form):
    """Per field that is not online already: a choice, a reason, and the words to edit."""

    def __init__(self, data=None, *, fields):
        super().__init__(data)
        self.compared = [one for one in fields if not one.is_settled]
        for one in self.compared:
            self._add(one)

    def _add(self, one):
        has_box = one.field.kind not in ELSEWHERE
        choices = [c for c in (CLASH if one.is_conflict else CLEAN) if has_box or c[0] != EDIT]
        self.fields[f"choice-{one.name}"] = forms.ChoiceField(
            label=f"Je keuze voor: {one.label}",
            choices=choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"reason-{one.name}"] = text_field(
            f"Waarom niet? ({one.label})",
            help_text="Alleen als je dit niet overneemt. De indiener leest het.",
            required=False,
            rows=2,
        )
        if has_box:
            box = box_for(one.field, one.combined)
            box.label = f"{one.label}, in jouw woorden"
            box.initial = one.combined
            self.fields[name_of(one.path)] = box

    def clean(self):
        """What was not chosen may say anything; words of one's own are no proposal of another."""
        for one in self.compared:
            name = name_of(one.path)
            if self.cleaned_data.get(f"choice-{one.name}") != EDIT:
                self._errors.pop(name, None)
            elif name in self.cleaned_data and self._is_the_proposal(one, self.cleaned_data[name]):
                self.add_error(name, OWN_WORDS)
        return self.cleaned_data

    @staticmethod
    def _is_the_proposal(one, value):
        return not one.is_conflict and normalised_value(one.field, value) == one.result

    def choices(self) -> dict[str, Choice]:
        """{path: Choice}, after is_valid()."""
        told = self.cleaned_data
        return {
            one.path: Choice(
                told[f"choice-{one.name}"],
                told[f"reason-{one.name}"],
                told.get(name_of(one.path)),
            )
            for one in self.compared
        }

    def tell(self, errors) -> None:
        """Put what the rule says beside its field; {path: sentence}."""
        for path, sentence in errors.items():
            _part, field = field_at(path)
            is_reason = self.cleaned_data.get(f"choice-{field.name}") == REFUSE
            self.add_error(f"{'reason' if is_reason else 'choice'}-{field.name}", sentence)

    def rows(self) -> list[dict]:
        return [
            {
                "one": one,
                "choice": self[f"choice-{one.name}"],
                "reason": self[f"reason-{one.name}"],
                "box": self[name_of(one.path)] if name_of(one.path) in self.fields else None,
            }
            for one in self.compared
        ]


def typed_in(proposal, data) -> list[tuple[str, str]]:
    """(label, words) of what was typed per field, also where nothing is asked any more."""
    part, found = kind_of_part(proposal), []
    for name, field in PARTS[part].items():
        if name not in proposal.values:
            continue
        found.append((f"Reden: {field.label}", data.get(f"reason-{name}", "")))
        if data.get(f"choice-{name}") == EDIT:
            words = told_value(box_for(field), data.getlist(name_of(path_of(part, field))))
            found.append((f"{field.label}, in jouw woorden", words))
    return [(label, words) for label, words in found if words.strip()]


class MailForm(forms.Form):
    """The mail as it will leave, on the page that says what happens."""

    mail_body = forms.CharField(
        label="Mail",
        help_text="Onder de tekst komt vanzelf de link naar het voorstel.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
