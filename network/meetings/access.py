"""What is said to who may not change a meeting, and which documents everybody may have.

Everybody reads that a meeting is there and what it is about; who is in the network reads the rest.
A city's own people answer for it and tick off its tasks; VVSG does so for every city. Who may do
what stands in `cities.permissions`.
"""

ASK_MODERATOR = "Alleen een moderator van VVSG maakt en wijzigt vergaderingen. Vraag het daar."
ASK_CITY = "Alleen wie voor deze stad werkt, antwoordt in haar naam. VVSG kan het ook doen."
ASK_TASK = "Alleen wie de taak kreeg of een moderator van VVSG zet ze op klaar."


def is_for_everybody(document) -> bool:
    """A document at a point for members is for members, whatever was ticked before."""
    return document.is_public and not (document.item and document.item.for_members)
