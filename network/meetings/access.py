"""`cities.permissions` asked about meetings.

Everybody reads that a meeting is there and what it is about; who is in the network reads the rest.
A city's own people answer for it and tick off its tasks; VVSG does so for every city.
"""

from cities.permissions import can_moderate, can_work_for

ASK_MODERATOR = "Alleen een moderator van VVSG maakt en wijzigt vergaderingen. Vraag het daar."
ASK_CITY = "Alleen wie voor deze stad werkt, antwoordt in haar naam. VVSG kan het ook doen."
ASK_TASK = "Alleen wie de taak kreeg of een moderator van VVSG zet ze op klaar."


def can_answer(user, city) -> bool:
    return can_work_for(user, city) or can_moderate(user)


def can_finish(user, task) -> bool:
    """A task without a city is VVSG's."""
    return can_work_for(user, task.city) or can_moderate(user)


def is_for_everybody(document) -> bool:
    """A document at a point for members is for members, whatever was ticked before."""
    return document.is_public and not (document.item and document.item.for_members)
