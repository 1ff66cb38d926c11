"""What each city took on, for everybody; names of people for who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from actionplans.comparing.standing import read_day
from cities.permissions import can_moderate, can_name_focal_points, can_read_for_members, public

from .. import tables
from ..engagement import HEADER, as_row, engagement, former_members
from ..models import Agreement


@public
@require_safe
def engagement_page(request: HttpRequest) -> HttpResponse:
    day, remark = read_day(request.GET.get("op"))
    pledges, user = engagement(day), request.user
    context = {
        "pledges": pledges,
        "day": day,
        "remark": remark,
        "former": former_members(day),
        "agreement": Agreement.objects.only("title", "signed_on").first(),
        "may_read": can_read_for_members(user),
        "mine": [one.city for one in pledges if can_name_focal_points(user, one.city)],
        "is_moderator": can_moderate(user),
    }
    return TemplateResponse(request, "network/engagement/engagement.html", context)


@public
@require_safe
def engagement_csv(request: HttpRequest) -> HttpResponse:
    return tables.csv_file("engagement", HEADER, rows(request))


@public
@require_safe
def engagement_xlsx(request: HttpRequest) -> HttpResponse:
    return tables.xlsx_file("engagement", [("Engagement", HEADER, rows(request))])


def rows(request: HttpRequest) -> list:
    """The same for everybody: no names, also not for who could read them on the page."""
    day, _ = read_day(request.GET.get("op"))
    return [as_row(pledge, day) for pledge in engagement(day)]
