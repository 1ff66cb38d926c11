"""All access rules of the portal.

What you may not see does not exist for you (404); what you see but may not change is refused (403)
with a page that says whom to ask. A visitor is sent to sign in first, whether the thing exists or
not. A draft is seen by its own city only: not by VVSG, not by the administrator. Nobody edits
another city's plan.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from .models import City, Membership, User

Role = Membership.Role
EDITING_ROLES = {Role.CONTRIBUTOR, Role.COORDINATOR}


# --- the doors ---------------------------------------------------------------------------------
def public(view: Callable) -> Callable:
    """Anyone may enter; nobody is asked to sign in."""
    view = login_not_required(view)
    view.door = "public"
    return view


def signed_in(view: Callable) -> Callable:
    """The sign-in itself is asked by LoginRequiredMiddleware; this says so out loud."""
    view.door = "signed in"
    return view


def require(allowed: bool, reason: str = "") -> None:
    """Refuse with 403; `reason` is a Dutch sentence for the page."""
    if not allowed:
        raise PermissionDenied(reason)


# --- the questions -----------------------------------------------------------------------------
def roles_of(user) -> dict[int, str]:
    """{id of a city: role} of this person. One query per person and request."""
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_roles"):
        user._roles = dict(user.memberships.values_list("city_id", "role"))
    return user._roles


def role_in(user, city) -> str | None:
    return roles_of(user).get(city.pk)


def cities_of(user, *roles) -> list[City]:
    """The cities that this person has a role in, or one of these roles, by name."""
    mine = [pk for pk, role in roles_of(user).items() if not roles or role in roles]
    return list(City.objects.filter(pk__in=mine)) if mine else []


def acts_in_network(city) -> bool:
    """Who reads along may be of any city here; only a member of today takes part in its name.

    None is VVSG.
    """
    return city is None or City.objects.members().filter(pk=city.pk).exists()


def acting_cities_of(user, *roles) -> list[City]:
    """Those of `cities_of` that take part in the network today, by name."""
    mine = [city.pk for city in cities_of(user, *roles)]
    return list(City.objects.members().filter(pk__in=mine).order_by("name")) if mine else []


def can_read_draft(user, city) -> bool:
    return role_in(user, city) is not None


def can_edit_draft(user, city) -> bool:
    return role_in(user, city) in EDITING_ROLES


def can_publish(user, city) -> bool:
    return role_in(user, city) == Role.COORDINATOR


def can_moderate(user) -> bool:
    return user.is_authenticated and user.network_role == User.NetworkRole.MODERATOR


def can_administer(user) -> bool:
    return user.is_authenticated and user.network_role == User.NetworkRole.ADMINISTRATOR


def can_edit_fiche(user, city, *, is_author: bool) -> bool:
    """The city is the owner: colleagues go on when its author leaves, and the author no longer.

    `city` may be None: then it is its author's own.
    """
    can_edit = city is not None and role_in(user, city) in EDITING_ROLES
    return can_edit or (is_author and still_stands_for(user, city))


def still_stands_for(user, city) -> bool:
    """Whether what somebody began for this city (or for none) is still theirs."""
    if city is None or can_moderate(user) or can_administer(user):
        return True
    return role_in(user, city) is not None


def can_read_for_members(user) -> bool:
    """Contact details, documents and minutes: for who has any role in a city or in the network."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.network_role != User.NetworkRole.NONE or bool(roles_of(user))


def can_speak_for(user, city) -> bool:
    """Vote on a theme and endorse a position: one of the city's own aldermen."""
    return city is not None and role_in(user, city) == Role.ALDERMAN


def can_work_for(user, city) -> bool:
    """Answer an invitation, say who is the focal point: anybody of the city."""
    return city is not None and role_in(user, city) is not None


def can_answer_for(user, city) -> bool:
    """Say whether a city comes to a meeting: its own people, and VVSG for a city that phoned."""
    return can_work_for(user, city) or can_moderate(user)


def can_finish_task(user, city) -> bool:
    """What was agreed on a meeting: the city whose task it is (None is VVSG's), and VVSG."""
    return can_work_for(user, city) or can_moderate(user)


def can_exchange(user, city) -> bool:
    """Ask and offer something in the name of a city: its officers; its aldermen read along.

    Whether the city may do so today is asked of `acts_in_network`.
    """
    return city is not None and role_in(user, city) in EDITING_ROLES


def can_comment(user) -> bool:
    """Say something about a text that is still being made: anybody of a member city, and VVSG."""
    return can_moderate(user) or bool(acting_cities_of(user))


def can_change_proposal(user, city) -> bool:
    """A year theme that was put forward: the city that did so while it is a member, and VVSG."""
    return can_moderate(user) or (can_work_for(user, city) and acts_in_network(city))


def can_name_focal_points(user, city) -> bool:
    """Who works on the plan says whom to call about it; VVSG may do it for a city."""
    return can_edit_draft(user, city) or can_moderate(user)


def can_edit_section(user, city) -> bool:
    """What a city tells about itself in a practice is written by its own people."""
    return city is not None and role_in(user, city) in EDITING_ROLES


NO_MEMBER = (
    "{} is op dit moment geen lid van het netwerk: lezen kan, meedoen niet. Vraag het aan VVSG."
)


def require_acting(user, *roles) -> list[City]:
    """The cities in whose name this person takes part; who only has others hears why not."""
    found = acting_cities_of(user, *roles)
    others = [] if found else cities_of(user, *roles)
    require(not others, NO_MEMBER.format(", ".join(map(str, others))))
    return found


# --- finding a city's workspace ------------------------------------------------------------------
ASK_COORDINATOR = "Alleen wie aan het plan werkt, kan het ontwerp wijzigen."
ASK_TO_PUBLISH = "Alleen de coördinator van de stad kan een plan publiceren."


def own_city_or_404(user, slug: str) -> City:
    """The city whose drafts this person may read; any other city does not exist here."""
    city = get_object_or_404(City, slug=slug)
    if not can_read_draft(user, city):
        raise Http404("Je werkt niet voor deze stad.")
    return city


def city_to_edit(user, slug: str) -> City:
    city = own_city_or_404(user, slug)
    require(can_edit_draft(user, city), ASK_COORDINATOR)
    return city


ASK_WHO_WORKS = "Alleen wie aan het plan werkt of VVSG kan aanspreekpunten wijzigen."


def city_of_focal_points(user, slug: str) -> City:
    """The city whose list this person keeps or, as its alderman, reads; any other is not here."""
    city = get_object_or_404(City, slug=slug)
    if role_in(user, city) is None and not can_moderate(user):
        raise Http404("Je werkt niet voor deze stad.")
    return city


def city_to_publish(user, slug: str) -> City:
    city = own_city_or_404(user, slug)
    require(can_publish(user, city), ASK_TO_PUBLISH)
    return city
