"""Finding the plan that somebody wants to work on, through the rules of `cities.permissions`."""

from django.shortcuts import get_object_or_404

from cities.permissions import city_to_edit, city_to_publish, own_city_or_404

from ..models import Plan


def plan_to_read(user, city: str, plan: str) -> Plan:
    """Raises Http404 for another city's plan."""
    return _plan(own_city_or_404(user, city), plan)


def plan_to_edit(user, city: str, plan: str) -> Plan:
    """Raises PermissionDenied for who reads the draft but does not work on it."""
    return _plan(city_to_edit(user, city), plan)


def plan_to_publish(user, city: str, plan: str) -> Plan:
    return _plan(city_to_publish(user, city), plan)


def _plan(city, slug):
    return get_object_or_404(Plan.objects.select_related("city"), city=city, slug=slug)
