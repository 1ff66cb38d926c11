"""Forms of what belongs to a meeting: points, documents, tasks, answers and who was there."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.text import format_lazy

from cities.models import City

from ..meetings.documents import mark_of
from ..models import AgendaItem, Attendance, MeetingDocument, Task
from .meetings import DATE, LONGEST_TEXT, RuleForm, limit

MOST_MINUTES = 600
LONGEST_LINE = 2_000


class AgendaForm(RuleForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "text", "duration", "for_members", "decision"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "decision": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "for_members": "Dan ziet een bezoeker het punt niet, ook niet wat er besloten is.",
            "decision": "Vul dit aan na de vergadering.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit(self.fields["text"], LONGEST_TEXT)
        limit(self.fields["decision"], LONGEST_TEXT)
        self.fields["duration"].validators.append(MaxValueValidator(MOST_MINUTES))
        self.fields["duration"].widget.attrs["max"] = MOST_MINUTES


class DocumentForm(RuleForm):
    """The title, the point and who may have it; a new one also takes the file."""

    HIDDEN = ("mark", "base")
    upload = forms.FileField(
        label="Bestand",
        help_text="Een pdf, of een document uit Word, Excel, PowerPoint of LibreOffice, "
        "zonder macro’s. Hoogstens 10 MB.",
    )

    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = MeetingDocument
        fields = ["title", "item", "is_public"]
        help_texts = {
            "title": "Wie het bewaart, krijgt deze naam te zien.",
            "is_public": "Anders is het alleen voor wie aangemeld is in het netwerk.",
        }

    def __init__(self, *args, meeting, **kwargs):
        instance = kwargs.get("instance")
        if instance is not None:
            # A document has no version of its own, but a mark of what was seen.
            instance.version = 0
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["item"].queryset = meeting.agenda.all()
        self.fields["item"].empty_label = "bij de vergadering zelf"
        if instance is not None:
            del self.fields["upload"], self.fields["version"]
            self.initial["mark"] = mark_of(instance)
        else:
            del self.fields["mark"]
            self.order_fields(["upload", "title", "item", "is_public"])

    def beside(self):
        return {"files": self.files, "meeting": self.meeting}

    @property
    def seen(self):
        return self.cleaned_data.get("mark", "")


class TaskForm(RuleForm):
    class Meta:
        model = Task
        fields = ["text", "city", "due_on"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "due_on": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        }
        help_texts = {
            "due_on": "Een week ervoor krijgt wie het moet doen een mail.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = City.objects.order_by("name")
        self.fields["city"].empty_label = "VVSG"
        limit(self.fields["text"], LONGEST_LINE)


class AnswerForm(forms.ModelForm):
    """What one city answers; `seen` and `moment` say what was looked at."""

    reply = forms.ChoiceField(
        choices=Attendance.Reply,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de stad komt."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    moment = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Attendance
        fields = ["reply", "people"]
        widgets = {"people": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"people": "Namen en functies. Alleen wie aangemeld is, leest dit."}

    def __init__(self, *args, city, moment, **kwargs):
        # A page can hold a form for each of the reader's cities.
        kwargs.setdefault("auto_id", f"id_{city.slug}_%s")
        super().__init__(*args, **kwargs)
        self.fields["reply"].label = format_lazy("Komt {city}?", city=city)
        limit(self.fields["people"], LONGEST_LINE)
        self.initial |= {
            "seen": self.instance.version if self.instance.pk else 0,
            "moment": moment,
        }

    def values(self):
        names = ("reply", "people", "moment")
        seen = self.cleaned_data.get("seen") or 0
        return {**{name: self.cleaned_data[name] for name in names}, "seen": seen}


MARKS = {"ja": True, "nee": False, "": None}
WORDS = [("ja", "was er"), ("nee", "was er niet"), ("", "weten we niet")]


class PresenceForm(forms.Form):
    """All cities on one form: was it there? What they answered beforehand is filled in."""

    def __init__(self, *args, cities, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.cities = cities
        self.is_prefilled = False
        by_city = {row.city_id: row for row in rows}
        for city in cities:
            row = by_city.get(city.pk)
            self.is_prefilled |= row is not None and row.was_present is None and bool(row.reply)
            self.fields[f"was_{city.slug}"] = forms.ChoiceField(
                label=city.name, choices=WORDS, required=False, initial=_expected(row)
            )
            self.fields[f"seen_{city.slug}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=row.version if row else 0
            )
            self.fields[f"base_{city.slug}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=_expected(row)
            )

    def on_top_of(self, rows):
        """What was typed, to save over what a colleague marked; `theirs` tells what that is.

        A city that was left as it was opened takes what the colleague marked; `taken` names those.
        """
        by_city = {row.city_id: row for row in rows}
        data, taken = self.data.copy(), []
        for city in self.cities:
            row = by_city.get(city.pk)
            was, base, now = f"was_{city.slug}", f"base_{city.slug}", _expected(row)
            # An old page has no base: then what it says was typed.
            if data.get(base) == data.get(was, "") != now:
                data[was] = now
                taken.append(city.name)
            data[f"seen_{city.slug}"] = row.version if row else 0
            data[base] = now
        form = PresenceForm(data, cities=self.cities, rows=rows)
        words = dict(WORDS)
        form.taken = taken
        form.theirs = [
            (city.name, words[now])
            for city in self.cities
            if (now := _marked(by_city.get(city.pk))) != data.get(f"was_{city.slug}", "")
        ]
        return form

    def marks(self) -> dict:
        told = self.cleaned_data
        return {
            city: (MARKS[told[f"was_{city.slug}"]], told[f"seen_{city.slug}"] or 0)
            for city in self.cities
        }


def _marked(row) -> str:
    codes = {value: code for code, value in MARKS.items()}
    return codes[row.was_present if row else None]


def _expected(row) -> str:
    """What was marked, else what the city said that it would do."""
    said = {Attendance.Reply.COMES: "ja", Attendance.Reply.STAYS_AWAY: "nee"}
    return _marked(row) or (said.get(row.reply, "") if row else "")
