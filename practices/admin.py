"""Lists and settings of the practice database in `/beheer/`; fiches themselves are not there."""

from django import forms
from django.contrib import admin

from cities.admin import Kept

from .fiche.fields import SHARED, Kind
from .models import Category, PracticeSettings, TextBlock

# A moderator answers for these: what a fiche is called and under which labels it is found.
NEVER_THE_CITY = {"title", "images", "attachments"}


class PracticeSettingsForm(forms.ModelForm):
    steward_fields = forms.MultipleChoiceField(
        label="Velden die een stad zelf mag verbeteren",
        help_text="In het gedeelde deel van een praktijk die ze indiende. Het staat meteen online; "
        "VVSG kijkt het achteraf na. De andere velden gaan als voorstel naar VVSG.",
        choices=[
            (field.name, field.label)
            for field in SHARED
            if field.name not in NEVER_THE_CITY and field.kind not in (Kind.IMAGES, Kind.FILES)
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = PracticeSettings
        fields = [
            *("sections_checked_first", "steward_fields", "review_months"),
            *("first_mail_month", "second_mail_month"),
        ]

    def clean(self):
        cleaned = super().clean()
        first, second = cleaned.get("first_mail_month"), cleaned.get("second_mail_month")
        if first and first == second:
            self.add_error("second_mail_month", "Kies twee verschillende maanden.")
        return cleaned


@admin.register(PracticeSettings)
class PracticeSettingsAdmin(Kept):
    """One row, which is always there."""

    form = PracticeSettingsForm
    list_display = ["__str__", "sections_checked_first", "review_months"]

    def has_add_permission(self, request):
        return False

    def _told(self, settings):
        first = "aan" if settings.sections_checked_first else "uit"
        return (
            f"vooraf nakijken {first}; bevestigen na {settings.review_months} maanden; "
            f"vraag in maand {settings.first_mail_month} en {settings.second_mail_month}; "
            f"steden verbeteren zelf: {', '.join(settings.steward_fields) or 'niets'}"
        )


class TermAdmin(Kept):
    """Fiches know an entry by its code, so a code never changes; an old entry is archived."""

    list_display = ["label", "code", "position", "is_archived"]
    list_filter = ["is_archived"]
    search_fields = ["label", "code"]

    def get_readonly_fields(self, request, term=None):
        return ["code"] if term else []


@admin.register(Category)
class CategoryAdmin(TermAdmin):
    pass


@admin.register(TextBlock)
class TextBlockAdmin(TermAdmin):
    pass
