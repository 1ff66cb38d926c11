"""The author's side: every fiche of theirs and of their city, and what to do with one of them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..access import owns
from ..claims import holder
from ..fiche.difference import field_differences
from ..fiche.labels import labels_of
from ..fiche.shown import shown_fields
from ..finding.similar import looks_like, similar
from ..forms.submission import PointForm
from ..images.shown import images_of
from ..models import Practice
from ..moderating.points import points_of
from ..queue.working_days import NORM, working_days
from ..submitters.session import person_of
from ..submitting.handing_in import lacking
from ..submitting.leaving import can_delete
from ..submitting.overview import (
    NEXT_STEP,
    by_turn,
    decided_proposals,
    label_of,
    own_proposals,
    title_of,
    writes_for_a_city,
)
from ..submitting.starting import COPYABLE
from ..submitting.tasks import LABELS_TASK, task_of, tasks_of
from ..submitting.timeline import timeline_of
from ..transitions import events_of
from .doors import for_authors
from .own_fiche import fiche_to_read, keys_of

S = Practice.State
# The deeds by which VVSG changes the text of a fiche itself.
EDITED = ("improve_and_publish", "redact")


@for_authors
@require_safe
def fiche_list(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    context = {
        "turns": by_turn(person),
        "proposals": own_proposals(person),
        "decided": decided_proposals(person),
        "has_account": request.user.is_authenticated,
        "writes": writes_for_a_city(person),
    }
    return TemplateResponse(request, "practices/author/fiches.html", context)


@for_authors
@require_safe
def fiche(request: HttpRequest, code: str) -> HttpResponse:
    return fiche_page(request, fiche_to_read(request, code))


def fiche_page(request, practice, refusal="", *, points=(), status=200) -> HttpResponse:
    """`refusal` says why a deed was not done; `points`: the forms about points that were sent."""
    person = person_of(request)
    may_change = owns(practice, person)
    paths, about_images = lacking(practice)
    is_read = holder(practice) is not None
    context = {
        "practice": practice,
        "title": title_of(practice),
        "label": label_of(practice, is_read=is_read),
        "next_step": NEXT_STEP[practice.state],
        "refusal": refusal,
        "keys": keys_of(practice),
        "may_change": may_change,
        "may_edit": may_change and practice.state in Practice.EDITABLE,
        "may_retract": may_change and practice.state == S.SUBMITTED and not is_read,
        "may_withdraw": may_change and practice.state in (S.SUBMITTED, S.CHANGES_REQUESTED),
        "may_delete": may_change and can_delete(practice),
        "may_copy": may_change and practice.state in COPYABLE,
        "tasks": tasks_of(practice.working_version, about_images=about_images),
        "is_complete": not (paths or about_images),
        "points": points_on(practice, may_change, points),
        "asks_points": may_change and (bool(points) or practice.state == S.CHANGES_REQUESTED),
        "waits": waiting(practice),
        "similar": looks_like(title_of(practice), exclude=practice) if may_change else [],
        "timeline": timeline_of(practice, person),
        "edits": edits_of_vvsg(practice),
        "help_address": settings.HELP_ADDRESS,
    }
    return TemplateResponse(request, "practices/author/fiche.html", context, status=status)


def points_on(practice, may_change, sent=()) -> list[dict]:
    """Every point with the task where it is dealt with, and a form while it is asked."""
    is_asked = may_change and practice.state == S.CHANGES_REQUESTED
    typed = {one.point.pk: one for one in sent}
    found = []
    for point in points_of(practice):
        form = typed.get(point.pk) or (PointForm(point=point) if is_asked else None)
        task = task_of(point.field) if point.field else None
        found.append({"point": point, "form": form, "task": task})
    return found


def waiting(practice) -> dict | None:
    """How long VVSG has it, against what is promised."""
    if practice.state != S.SUBMITTED:
        return None
    since = timezone.localtime(practice.submitted_at).date()
    return {"since": since, "days": working_days(since, timezone.localdate()), "norm": NORM}


def edits_of_vvsg(practice) -> list:
    """What VVSG changed in the text when it was published, or the last time since."""
    if not practice.published_version:
        return []
    by_vvsg = events_of(practice).filter(step__in=EDITED, undone_by=None, seen__isnull=False)
    last = by_vvsg.order_by("-at", "-pk").values_list("seen", flat=True).first()
    edited = practice.versions.filter(number=last).first()
    before = edited and practice.versions.filter(number__lt=last).last()
    if not before:
        return []
    told = field_differences("shared", before.content, edited.content)
    if edited.section:
        told += field_differences("section", before.section, edited.section)
    return told


# --- the answers in one page ---------------------------------------------------------------------
@for_authors
@require_safe
def fiche_check(request: HttpRequest, code: str) -> HttpResponse:
    return check_page(request, fiche_to_read(request, code))


def check_page(request, practice, refusal="", *, status=200) -> HttpResponse:
    version = practice.working_version
    paths, about_images = lacking(practice)
    texts = (("shared", version.content), ("section", version.section or {}))
    labels = labels_of(*texts)
    shown = [one for part in texts for one in shown_fields(*part, with_blank=True, labels=labels)]
    may_change = owns(practice, person_of(request))
    still_open = sum(one["point"].state == "open" for one in points_on(practice, False))
    is_asked = practice.state == S.CHANGES_REQUESTED
    context = {
        "practice": practice,
        "title": title_of(practice),
        "tasks": answers_by_task(version, shown, set(paths), about_images),
        "lacking": [
            {"task": task_of(one.path), "shown": one} for one in shown if one.path in paths
        ],
        "about_images": about_images,
        "images": images_of(practice, version.content),
        "similar": similar(practice, 3) if may_change else [],
        "refusal": refusal,
        "keys": keys_of(practice),
        "open_points": still_open if is_asked else 0,
        "may_hand_in": not (paths or about_images or (is_asked and still_open)),
        "may_edit": may_change and practice.state in Practice.EDITABLE,
        "labels_task": LABELS_TASK,
    }
    return TemplateResponse(request, "practices/author/check.html", context, status=status)


def answers_by_task(version, shown, lacking_paths, about_images):
    """[(task, [(answer, whether it must still be given)])]."""
    tasks = tasks_of(version, about_images=about_images)
    by_number = {task.number: [] for task in tasks}
    for one in shown:
        by_number[one.field.task].append((one, one.path in lacking_paths))
    return [(task, by_number[task.number]) for task in tasks]
