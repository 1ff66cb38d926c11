"""What VVSG does with a fiche that was online: correct, archive, take offline, bring back."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from ..freshness.clock import next_review
from ..moderating.visibility import NOTICE
from .deciding import REASON, DecisionForm, day_field, text_field
from .fiche import FicheForm, values_at
from .verdicts import PLACES

WHY_CITIES = (
    "De indiener en de steden met een sectie lezen dit in hun mail, en op de pagina als ze "
    "aangemeld zijn. Andere lezers zien alleen dat het zo is, en sinds wanneer."
)
WHY_MAILED = "De indiener en de steden met een sectie lezen dit in hun mail. Lezers zien het niet."
WHY_REDACTED = (
    "Hierover vertrekt geen mail. De indiener en VVSG lezen de reden in de geschiedenis; "
    "andere lezers zien alleen wat er veranderde."
)


class ReasonForm(DecisionForm):
    """With a reason that stands in the mail."""

    reason = text_field("Reden", help_text=WHY_CITIES)

    def marks(self):
        return {"reason": REASON}

    def told(self, cleaned):
        return {REASON: cleaned.get("reason", "")}

    def own_words(self):
        return {"reason": self.cleaned_data["reason"]}


class RedactForm(DecisionForm):
    """P18: the shared part as the moderator leaves it."""

    reason = text_field("Waarom verbeter je dit?", help_text=WHY_REDACTED)

    def add_fields(self):
        version = self.practice.published_version or self.practice.working_version
        initial = values_at(PLACES["shared"], version.content, {})
        data = self.data if self.is_bound else None
        self.fiche = FicheForm(data, paths=PLACES["shared"], initial=initial)

    def is_valid(self):
        is_whole = self.fiche.is_valid()
        return super().is_valid() and is_whole

    def own_words(self):
        return {"reason": self.cleaned_data["reason"], "content": self.fiche.values()["shared"]}


class AnnounceForm(ReasonForm):
    """P12, two weeks before."""

    mail = "M10"
    reason = text_field("Reden", help_text=WHY_MAILED)

    def marks(self):
        return {**super().marks(), "announced_for": timezone.localdate() + NOTICE}


class ArchiveForm(ReasonForm):
    """P12."""

    mail = "M10"
    urgent = forms.BooleanField(
        label="Dit is dringend: wacht de veertien dagen van de aankondiging niet af", required=False
    )

    def own_words(self):
        return {**super().own_words(), "urgent": self.cleaned_data["urgent"]}


class CancelArchiveForm(ReasonForm):
    """P12 called off; the mail leaves when the announcement did."""

    mail = "M10b"
    reason = text_field("Waarom blijft dit online?", help_text=WHY_MAILED)

    def marks(self):
        return {**super().marks(), "announced_for": self.practice.archive_announced_on}

    def words(self):
        hidden = super().words()
        # What is announced is no text that was read.
        hidden.pop("seen")
        return hidden


class LockForm(DecisionForm):
    """Whether VVSG reads first what cities write; nobody is mailed."""

    reason = text_field("Waarom?", help_text="Dit komt in de geschiedenis.", required=False)

    def words(self):
        hidden = super().words()
        # It is about no text that was read.
        hidden.pop("seen")
        return hidden

    def own_words(self):
        return {"reason": self.cleaned_data["reason"]}


class RepublishForm(ReasonForm):
    """P13."""

    mail = "M11"
    reason = text_field("Waarom opnieuw?", help_text=WHY_MAILED, required=False)

    def add_fields(self):
        self.fields["review_on"] = day_field("Opnieuw na te kijken op", initial=next_review())

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if not today < day <= today + timedelta(days=2 * 366):
            raise forms.ValidationError("Kies een dag in de komende twee jaar.")
        return day

    def own_words(self):
        return {**super().own_words(), "review_on": self.cleaned_data["review_on"]}


class OfflineForm(ReasonForm):
    """P14."""

    mail = "M12"

    def marks(self):
        return {**super().marks(), "is_online": False}


class OnlineForm(ReasonForm):
    """P15."""

    mail = "M12"
    reason = text_field("Hoe is het opgelost?", help_text=WHY_MAILED)

    def marks(self):
        return {**super().marks(), "is_online": True}
