"""Since when a dossier tells, and what a reader chooses to see of it."""

from django import forms

from ..dossiers import asking

BY_MEETING, BY_DAY = "meeting", "day"
CHOICES = [(BY_MEETING, "sinds een vorige vergadering"), (BY_DAY, "sinds een datum")]


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.day:%d-%m-%Y}, {meeting.title}"


class DossierForm(forms.Form):
    since = forms.ChoiceField(label="Waarover het dossier vertelt", choices=CHOICES)
    since_meeting = MeetingField(
        queryset=None,
        required=False,
        label="Vorige vergadering",
        empty_label=None,
        help_text="Het dossier begint op de dag erna.",
    )
    since_on = forms.DateField(
        label="Eerste dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Deze dag telt mee.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, meeting, found):
        self.meeting = meeting
        super().__init__(data, initial=self._initial(meeting, found))
        self.fields["since_meeting"].queryset = asking.meetings_before(meeting)

    @classmethod
    def again(cls, data, *, meeting, found):
        """What was typed, on top of what a colleague asked meanwhile."""
        data = data.copy()
        data["seen"] = found.version if found else 0
        return cls(data, meeting=meeting, found=found)

    @staticmethod
    def _initial(meeting, found):
        previous = asking.previous_meeting(meeting)
        if found:
            previous = found.since_meeting
        since_on = found.since_on if found else asking.last_day(meeting) - asking.A_YEAR
        return {
            "since": BY_MEETING if previous else BY_DAY,
            "since_meeting": previous or asking.previous_meeting(meeting),
            "since_on": since_on,
            "seen": found.version if found else 0,
        }

    def clean(self):
        given = super().clean()
        if given.get("since") == BY_MEETING and not given.get("since_meeting"):
            self.add_error("since_meeting", "Kies een vergadering, of kies een datum.")
        if given.get("since") == BY_DAY and not given.get("since_on"):
            self.add_error("since_on", "Kies de eerste dag.")
        return given

    def ask(self, *, by):
        """Raises asking.DossierRefusedError and StaleDossierError."""
        given = self.cleaned_data
        is_by_meeting = given["since"] == BY_MEETING
        period = asking.period_since(
            self.meeting,
            previous=given["since_meeting"] if is_by_meeting else None,
            day=None if is_by_meeting else given["since_on"],
        )
        return asking.ask(self.meeting, period, seen=given["seen"] or 0, by=by)

    def refuse(self, error):
        self.add_error(error.field, str(error))


class ChoiceForm(forms.Form):
    """By what the dossier holds; it is only shown, `choosing.read` reads the address."""

    stad = forms.MultipleChoiceField(
        label="Steden", required=False, widget=forms.CheckboxSelectMultiple
    )
    verbintenis = forms.MultipleChoiceField(
        label="Verbintenissen", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, content, choice):
        super().__init__(initial={"stad": choice.cities, "verbintenis": choice.commitments})
        self.fields["stad"].choices = [(one["slug"], one["name"]) for one in content["cities"]]
        self.fields["verbintenis"].choices = [
            (one["number"], f"{one['number']}. {one['short']}") for one in content["commitments"]
        ]
