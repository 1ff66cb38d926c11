"""What can be found of a meeting: what everybody may read of it, and nothing else."""

from django.urls import reverse

from cities import index

from ..models import Meeting

KIND = "meeting"


def write_entry(meeting) -> None:
    """Call it in the transaction of every deed that changes what the public reads."""
    points = meeting.agenda.filter(for_members=False)
    agenda = [part for item in points for part in (item.title, item.text, item.decision)]
    texts = [meeting.introduction, *agenda, meeting.report, meeting.place]
    labels = [meeting.get_kind_display(), str(meeting.host) if meeting.host else ""]
    index.put(
        kind=KIND,
        uid=meeting.uid,
        title=meeting.title,
        text="\n".join(filter(None, texts)),
        url=reverse("network:meeting", args=[meeting.slug]),
        labels=" ".join(filter(None, labels)),
    )


def write_entries() -> None:
    """All of them again, for the rebuilding of the index."""
    for meeting in Meeting.objects.select_related("host"):
        write_entry(meeting)


index.register(KIND, write_entries)
