from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict:
    """What every page needs to know: whether this is a demonstration, and whom to ask for help."""
    return {"demo": settings.DEMO, "help_address": settings.HELP_ADDRESS}
