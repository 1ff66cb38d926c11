"""What everybody can search of the positions: those that were adopted, with their whole text."""

from cities import index
from practices.fiche.markdown import to_plain

from ..models import JointPosition
from .answers import newest_text

KIND = "position"


def put(position):
    """In the transaction of the deed."""
    index.put(
        kind=KIND,
        uid=position.uid,
        title=position.title,
        text=to_plain(newest_text(position).text),
        url=position.get_absolute_url(),
        labels=position.addressee,
    )


def forget(position):
    index.forget(position.uid)


def rebuild():
    """Everything anew; the old entries are gone by then."""
    for position in JointPosition.objects.public():
        put(position)


index.register(KIND, rebuild)
