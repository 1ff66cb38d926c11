from django.contrib import admin

from .models import Agreement, Signature


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin):
    list_display = ["title", "signed_on", "in_force_from", "in_force_until"]
    filter_horizontal = ["tracks", "domains"]


@admin.register(Signature)
class SignatureAdmin(admin.ModelAdmin):
    list_display = ["city", "represented_by", "signed_by", "on_behalf_of", "secretary"]
    list_filter = ["agreement"]
    list_select_related = ["city"]
    search_fields = ["city__name", "represented_by", "signed_by"]
