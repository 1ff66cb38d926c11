"""What a moderator types to open a vote, and what an alderman chooses."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from ..models import Meeting
from ..themes.ballots import BallotRefusedError, finalists_for, open_ballot, proposals_for

RECENT = timedelta(days=31)
MOST_VERSIONS = 10**9


def moment_box(label, *, required, help_text=""):
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class BallotForm(forms.Form):
    """Between which proposals, and until when. A second vote goes between the finalists."""

    proposals = forms.MultipleChoiceField(
        label="Tussen welke voorstellen",
        widget=forms.CheckboxSelectMultiple,
        help_text="Minstens twee.",
        required=False,
    )
    opens_at = moment_box("Open vanaf", required=False, help_text="Leeg is nu meteen.")
    closes_at = moment_box(
        "Open tot",
        required=True,
        help_text="Op dat ogenblik sluit de stemming vanzelf en worden de stemmen geteld.",
    )
    meeting = forms.ChoiceField(label="Voor de vergadering", required=False)

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.finalists = year, finalists_for(year)
        self.offered = {str(one.uid): one for one in proposals_for(year)}
        self.fields["proposals"].choices = [
            (uid, f"{one} ({one.city or 'VVSG'})") for uid, one in self.offered.items()
        ]
        if self.finalists:
            del self.fields["proposals"]
        self.meetings = {one.slug: one for one in _meetings()}
        named = [(slug, _named(one)) for slug, one in self.meetings.items()]
        self.fields["meeting"].choices = [("", "Geen"), *named]

    def make(self, *, by):
        """The new ballot; None, with the reason beside its box, when it cannot be."""
        data = self.cleaned_data
        chosen = [self.offered[uid] for uid in data.get("proposals", ())]
        try:
            return open_ballot(
                year=self.year,
                proposals=self.finalists or chosen,
                opens_at=data["opens_at"],
                closes_at=data["closes_at"],
                meeting=self.meetings.get(data["meeting"]),
                by=by,
            )
        except BallotRefusedError as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
            return None


def _meetings():
    """Those to come, and the last ones: a meeting can ask for a vote afterwards."""
    recent = Meeting.objects.filter(day__gte=timezone.localdate() - RECENT, cancelled_at=None)
    return recent.order_by("day", "pk")


def _named(meeting):
    return f"{meeting}, {date_format(meeting.day, 'j F Y')}"


class VoteForm(forms.Form):
    """The choice of one city; `seen` is the version of the vote that stood on the page, or 0."""

    proposal = forms.ChoiceField(
        label="Jullie keuze",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een voorstel.",
            "invalid_choice": "Kies een van de voorstellen van deze stemming.",
        },
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSIONS, required=False
    )

    def __init__(self, data=None, *, city, proposals, vote=None):
        self.city, self.vote = city, vote
        self.offered = {str(one.uid): one for one in proposals}
        initial = {"seen": vote.version if vote else 0}
        if vote:
            initial["proposal"] = str(vote.proposal.uid)
        super().__init__(data, initial=initial, auto_id=f"{city.slug}-%s")
        self.fields["proposal"].choices = [(uid, str(one)) for uid, one in self.offered.items()]
        self.fields["proposal"].label = f"Voor welk voorstel stemt {city}?"

    @property
    def chosen(self):
        return self.offered[self.cleaned_data["proposal"]]

    @property
    def chosen_title(self) -> str:
        """What was chosen, also when it comes too late; '' for what is no choice."""
        typed = self.data.get("proposal", "")
        return str(self.offered[typed]) if typed in self.offered else ""

    @property
    def seen_version(self) -> int:
        return self.cleaned_data.get("seen") or 0

    def again(self, vote):
        """What was chosen, on top of the vote of a colleague."""
        data = self.data.copy()
        data["seen"] = vote.version
        return VoteForm(data, city=self.city, proposals=self.offered.values(), vote=vote)


class CloseForm(forms.Form):
    """A sure yes to what was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_VERSIONS)
