"""What every decision of a moderator posts: which text was read, and the mail as it may leave.

The mail stands ready on the page. What is typed elsewhere on the same page has a mark in it, as
`[je uitleg]`, that becomes the real words when it is sent; a mail that nobody touched is written
anew from what was typed.
"""

from hashlib import sha256
from uuid import uuid4

from django import forms
from django.utils.formats import date_format

from ..mails.posting import preview
from ..moderating.deciding import is_own
from .boxes import told_value

LARGEST = 2_000_000_000
HIDDEN = ("lock", "seen", "deed", "shown")
REASON, DAY = "[je uitleg]", "[datum]"
A_MARK_LEFT = "In de mail staat nog {mark}. Vul dat in, of haal het uit de mail."


class DecisionForm(forms.Form):
    """`mail` is the code of the mail that goes with it, '' for none; `subject` is decided on."""

    mail = ""
    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)
    deed = forms.UUIDField(widget=forms.HiddenInput)
    # Of the mail as the page showed it, to know whether somebody touched it.
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data=None, *, practice, by, initial=None):
        self.subject = self.practice = practice
        self.by = by
        version = practice.working_version
        hidden = {"lock": practice.lock_version, "seen": version.number, "deed": uuid4()}
        super().__init__(data, initial={**hidden, **(initial or {})})
        self.add_fields()
        self.standing = self.standing_mail() if self.mail else None
        if self.standing:
            self.fields["mail_body"] = mail_field(self.standing)
            self.fields["shown"].initial = mark_of(self.standing.body)

    def add_fields(self):
        """Fields that depend on the fiche."""

    @property
    def is_own(self):
        return is_own(self.subject, self.by)

    # --- the mail --------------------------------------------------------------------------------
    def marks(self) -> dict:
        """{word of the template: mark that stands for it}."""
        return {}

    def told(self, cleaned) -> dict:
        """{mark: what was typed for it}."""
        return {}

    def standing_mail(self):
        return preview(self.subject, self.mail, **self.marks())

    def clean(self):
        cleaned = super().clean()
        if not self.standing:
            return cleaned
        body = _lines(cleaned.get("mail_body", ""))
        if mark_of(body) in (cleaned.get("shown"), mark_of(self.standing.body)):
            body = ""
        for mark, text in self.told(cleaned).items():
            if mark in body and not text:
                self.add_error("mail_body", A_MARK_LEFT.format(mark=mark))
            body = body.replace(mark, text or mark)
        cleaned["mail_body"] = body
        return cleaned

    # --- the deed --------------------------------------------------------------------------------
    def words(self) -> dict:
        """What the rule is called with."""
        hidden = {name: self.cleaned_data[name] for name in ("lock", "seen", "deed")}
        mail = {"mail_body": self.cleaned_data["mail_body"]} if self.standing else {}
        return {**hidden, **mail, **self.own_words()}

    def own_words(self) -> dict:
        return {}

    def typed_again(self, fresh):
        """What was typed, as if on `fresh`: the same form made for the fiche as it is now.

        A mail that nobody touched is written anew: it told of a text that is gone.
        """
        data = self.data.copy()
        for name in HIDDEN:
            data[name] = fresh.get_initial_for_field(fresh.fields[name], name)
        if fresh.standing and not self.cleaned_data["mail_body"]:
            data["mail_body"] = fresh.standing.body
        return data

    def typed(self) -> list[tuple[str, str]]:
        """(label, words) of all that was typed, for a page on which it cannot be sent any more."""
        fiche = getattr(self, "fiche", None)
        return [*(typed_in(fiche) if fiche else []), *typed_in(self)]


def typed_in(form) -> list[tuple[str, str]]:
    """(label, words) of every box that says something else than it did when the page was made."""
    changed = (box for box in form if not box.is_hidden and _is_changed(box))
    told = [(str(box.label), told_value(box.field, box.value())) for box in changed]
    return [(label, words) for label, words in told if words]


def _is_changed(box):
    return box.field.has_changed(box.initial, box.data)


def mail_field(standing):
    return forms.CharField(
        label=f"Mail: {standing.subject}",
        help_text="Onder de tekst komt vanzelf de link naar de fiche.",
        required=False,
        max_length=20_000,
        initial=standing.body,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


def text_field(label, *, help_text="", required=True, rows=3):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day_field(label, *, help_text="", required=True, initial=None):
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        initial=initial,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def in_words(day) -> str:
    return date_format(day, "j F Y") if day else ""


def mark_of(text) -> str:
    return sha256(_lines(text).encode()).hexdigest()


def _lines(text) -> str:
    return str(text or "").replace("\r\n", "\n").strip()
