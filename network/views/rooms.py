from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.models import City
from cities.permissions import public

from ..meetings.coming import next_meeting
from ..models import Agreement
from ..positions.listing import adopted
from ..themes.current import current_theme, open_ballots


@public
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """What the cities do together, one card per room."""
    context = {
        "agreement": Agreement.objects.first(),
        "member_count": City.objects.members().count(),
        "meeting": next_meeting(),
        "theme": current_theme(),
        "ballots": open_ballots(),
        "positions": adopted(limit=3),
    }
    return TemplateResponse(request, "network/network.html", context)
