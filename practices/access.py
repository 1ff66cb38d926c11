"""The access rules of `cities.permissions`, asked about a practice, a proposal or a section.

`by` is a User, also an anonymous one, or a Submitter.
"""

from cities.models import User
from cities.permissions import can_edit_fiche, can_edit_section

from .models import Submitter
from .signing import is_author


def owns(subject, by) -> bool:
    """Whether this person writes this practice or proposal: its author, or the author's city."""
    if by is None or isinstance(by, Submitter):
        return is_author(subject, by)
    return can_edit_fiche(by, subject.city, is_author=is_author(subject, by))


def owns_section(section, by) -> bool:
    return isinstance(by, User) and can_edit_section(by, section.city)


def visible_for(queryset, by):
    """`visible_to` for either kind of person."""
    if isinstance(by, Submitter):
        return queryset.visible_to(_NOBODY, by)
    return queryset.visible_to(by)


class _Nobody:
    is_authenticated = is_active = False


_NOBODY = _Nobody()
