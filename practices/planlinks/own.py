"""Where one's own city took a practice over: for its own people also while it stands in a draft.

What left the plan since is not told. Of a goal that goes on in a later plan, that plan is told.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from actionplans.lineage import descendants
from actionplans.models import Edition
from cities.models import Membership

from ..models import PlanLink
from .places import KINDS

EDITOR = "actionplans:editor_chapter"


@dataclass(frozen=True)
class OwnAdoption:
    """`url` leads to the row: in the editor while only the draft holds it."""

    words: str
    url: str
    is_draft: bool


def adoptions_by(practice, user) -> list[OwnAdoption]:
    """Every goal or action, the first taken over first; a fixed number of queries."""
    if not user.is_authenticated or not user.is_active:
        return []
    cities = Membership.objects.filter(user=user).values("city")
    links = PlanLink.objects.filter(kind=PlanLink.Kind.TAKEN_OVER, city__in=cities)
    of_this = Q(practice=practice) | Q(practice__merged_into=practice)
    links = list(links.filter(of_this).order_by("pk"))
    became = descendants({link.row_uid for link in links}) if links else {}
    rows = _rows({uid for link in links for uid in (link.row_uid, *became[link.row_uid])}, links)
    found = []
    for link in links:
        line = [rows[uid] for uid in (link.row_uid, *became[link.row_uid]) if uid in rows]
        if line:
            # The last of the line is what it became.
            found.append(_told(line[-1]))
    return found


def _rows(uids, links):
    """{uid: (kind, row)}, of the newest edition that holds it; of one's own cities only."""
    cities, found = {link.city_id for link in links}, {}
    for kind, (model, _) in KINDS.items() if uids else ():
        rows = model.objects.filter(uid__in=uids, edition__plan__city__in=cities)
        rows = rows.filter(edition__withdrawal=None).select_related("edition__plan__city")
        rows = rows.select_related("chapter" if kind == "goal" else "goal__chapter")
        for row in rows.defer("edition__canonical").order_by("edition__number"):
            known = found.get(row.uid)
            # A row that was published is told as its readers find it.
            if known is None or row.edition.state == Edition.State.PUBLISHED:
                found[row.uid] = (kind, row)
    return found


def _told(entry):
    kind, row = entry
    words = row.title if kind == "goal" else row.text
    if row.edition.state == Edition.State.PUBLISHED:
        return OwnAdoption(words, reverse(f"actionplans:{kind}", args=[row.uid]), is_draft=False)
    chapter = row.chapter if kind == "goal" else row.goal.chapter
    names = [row.edition.plan.city.slug, row.edition.plan.slug, chapter.uid]
    return OwnAdoption(words, f"{reverse(EDITOR, args=names)}#{kind}-{row.uid}", is_draft=True)
