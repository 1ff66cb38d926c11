"""What the network's administrator keeps in `/beheer/`: accounts, cities and the shared lists.

An account is never deleted here, only closed, so that what its owner did stays told. Passwords are
nobody's business but their owner's: there is no field for them.
"""

from allauth.account import admin as allauth_admin
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin

from . import accounts, searching
from .log import actor_of, record
from .models import (
    City,
    Coalition,
    CoalitionMembership,
    Ground,
    LogEntry,
    Mandate,
    Membership,
    Organisation,
    PolicyDomain,
    SustainableGoal,
    TargetGroup,
    Track,
    User,
)

admin.site.site_header = "Beheer van het Stedennetwerk"
admin.site.site_title = "Beheer"
admin.site.index_title = "Wat wil je beheren?"
admin.site.site_url = "/"

# Roles are ours (Membership, network_role), and an account has one address, kept with the account.
admin.site.unregister([auth_admin.Group, allauth_admin.EmailAddress])


class Kept(admin.ModelAdmin):
    """What others refer to is changed or archived, never deleted; the log tells each change."""

    can_be_deleted = False

    def has_delete_permission(self, request, obj=None):
        return self.can_be_deleted

    def log_addition(self, request, obj, message):
        self._tell(request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._tell(request, obj)
        return super().log_change(request, obj, message)

    def _tell(self, request, obj):
        verbs = LogEntry.Verb
        verb = verbs.ACCOUNT_CHANGED if isinstance(obj, User) else verbs.LIST_CHANGED
        subject = f"{obj._meta.verbose_name}: {obj}"
        record(verb, subject, by=actor_of(request.user), detail=self._told(obj))

    def _told(self, obj):
        return ""


# --- people --------------------------------------------------------------------------------------
class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email", "name", "network_role", "is_active"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if accounts.is_taken(email, but_by=self.instance):
            raise forms.ValidationError("Dit adres hoort al bij een ander account.")
        return email


@admin.register(User)
class UserAdmin(Kept):
    form = UserForm
    fieldsets = [
        (
            None,
            {
                "fields": ["email", "name", "network_role", "is_active", "is_demo", "date_joined"],
                "description": "Een wachtwoord zet je hier niet: de eigenaar kiest het zelf, op de "
                "pagina Aanmelden via “Wachtwoord vergeten?”.",
            },
        )
    ]
    readonly_fields = ["is_demo", "date_joined"]
    inlines = [MembershipInline]
    list_display = ["name", "email", "roles", "network_role", "is_active"]
    list_filter = ["network_role", "is_active", "memberships__role"]
    search_fields = ["name", "email", "memberships__city__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__city")

    @admin.display(description="rollen")
    def roles(self, user):
        own = user.memberships.all()
        return ", ".join(f"{one.get_role_display()} {one.city}" for one in own) or "geen"

    def save_model(self, request, user, form, change):
        """A new account gets no password: its owner chooses one by 'wachtwoord vergeten'."""
        if not change:
            user.set_unusable_password()
        super().save_model(request, user, form, change)
        accounts.confirm_address(user)

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(
            request,
            f"{obj} krijgt geen mail. Zeg dat het account klaarstaat: op de pagina Aanmelden kiest "
            "de eigenaar via “Wachtwoord vergeten?” zelf een wachtwoord.",
            messages.INFO,
        )
        return super().response_add(request, obj, post_url_continue)

    def _told(self, user):
        """The role that was given matters most."""
        state = "mag aanmelden" if user.is_active else "gesloten"
        return f"{self.roles(user)}; netwerk: {user.get_network_role_display()}; {state}"


@admin.register(Mandate)
class MandateAdmin(Kept):
    can_be_deleted = True
    list_display = ["name", "city", "office", "as_of", "until"]
    list_filter = ["office", "city"]
    list_select_related = ["city"]
    search_fields = ["name", "name_variant", "city__name"]


# --- cities and networks -------------------------------------------------------------------------
class CoalitionMembershipInline(admin.StackedInline):
    model = CoalitionMembership
    extra = 0


@admin.register(City)
class CityAdmin(Kept):
    list_display = ["name", "kind", "province", "nis_code"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "nis_code", "former_nis_code"]
    inlines = [CoalitionMembershipInline]

    def get_readonly_fields(self, request, city=None):
        """Editions, goals and the outside world know a city by its address."""
        return ["slug"] if city else []

    def save_model(self, request, city, form, change):
        super().save_model(request, city, form, change)
        searching.put(city)


@admin.register(Coalition)
class CoalitionAdmin(Kept):
    list_display = ["name", "short_name", "is_this_network"]


@admin.register(CoalitionMembership)
class CoalitionMembershipAdmin(Kept):
    can_be_deleted = True

    @admin.display(description="sinds", ordering="since")
    def since_told(self, membership):
        return membership.since_in_words

    list_display = ["city", "coalition", "since_told", "is_confirmed", "until"]
    list_filter = ["coalition", "is_confirmed"]
    list_select_related = ["city", "coalition"]
    search_fields = ["city__name"]


@admin.register(Organisation)
class OrganisationAdmin(Kept):
    list_display = ["name", "short_name", "kind", "is_archived"]
    list_filter = ["is_archived", "kind"]
    search_fields = ["name", "short_name"]


# --- the shared lists ----------------------------------------------------------------------------
@admin.register(Ground, PolicyDomain, Track, TargetGroup)
class TermAdmin(Kept):
    list_display = ["label", "code", "position", "is_archived"]
    list_filter = ["is_archived"]
    search_fields = ["label", "code"]

    def get_readonly_fields(self, request, term=None):
        """Plans and documents know an entry by its code."""
        return ["code"] if term else []


@admin.register(SustainableGoal)
class SustainableGoalAdmin(Kept):
    list_display = ["number", "label", "label_en"]
    readonly_fields = ["number"]

    def has_add_permission(self, request):
        return False


# --- what happened -------------------------------------------------------------------------------
@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):
    """Lines are only ever added, by the portal itself. Those about drafts stay the city's own."""

    list_display = ["at", "actor", "city", "verb", "subject"]
    list_filter = ["city", "verb"]
    list_select_related = ["actor", "city"]
    search_fields = ["subject", "detail", "actor__label"]
    date_hierarchy = "at"

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(verb__in=LogEntry.ABOUT_DRAFTS)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
