"""Only ECCAR's own lists are kept in `/beheer/`: a city's plan belongs to that city."""

from django.contrib import admin

from cities.admin import Kept

from .models import Commitment, ExampleAction


@admin.register(Commitment)
class CommitmentAdmin(Kept):
    """The ten are given; their Dutch words may be improved."""

    list_display = ["number", "title_nl", "short_nl"]
    readonly_fields = ["number", "title_en"]

    def has_add_permission(self, request):
        return False


@admin.register(ExampleAction)
class ExampleActionAdmin(Kept):
    list_display = ["code", "name_nl", "commitment"]
    list_filter = ["commitment"]
    list_select_related = ["commitment"]
    search_fields = ["name_nl", "name_en"]
