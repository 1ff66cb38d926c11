"""One task of a fiche: its boxes, the points about them, and what a colleague made of it."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from ..fiche.content import missing
from ..fiche.fields import PARTS, SECTION_TASK, TASKS, Kind, field_at
from ..fiche.labels import labels_of
from ..fiche.shown import Shown, shown_value
from ..fiche.versions import StaleTextError
from ..finding.similar import looks_like
from ..forms.fiche import FicheForm, name_of, values_at
from ..forms.submission import OLD_PAGE, PointForm
from ..images.completeness import incomplete
from ..models import Practice
from ..moderating.points import points_of
from ..submitters.session import person_of
from ..submitting.saving import ConflictError, flat, joined, save_draft
from ..submitting.tasks import IMAGES_TASK, LABELS_TASK, next_of, paths_of, task_of
from ..submitting.timeline import named_to
from ..transitions import RefusedError
from .doors import for_authors
from .fiche_points import answer_points, lost_answers
from .own_fiche import fiche_to_change

CLASH, CHOICE, THEIRS = "botsing", "keuze-", "collega"
NEEDED = "(nodig om in te dienen)"
EVALUATION = (
    "Je koos ‘Geëvalueerd’. Vul ook de link naar de evaluatie in: die is nodig om in te dienen."
)
CHOOSE = "Kies bij elk veld welke tekst je wil houden."


@dataclass(frozen=True)
class Line:
    """One field on the page: its box, the points about it, and the text of a colleague."""

    path: str
    box: object
    points: list
    theirs: Shown | None = None
    choice: str = ""


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def fiche_task(request: HttpRequest, code: str, task: int) -> HttpResponse:
    practice = fiche_to_change(request, code)
    if task not in TASKS:
        raise Http404("Dit onderdeel bestaat niet.")
    if request.method != "POST":
        if practice.state not in Practice.EDITABLE:
            return redirect("practices:fiche", code)
        return task_page(request, practice, task, form_of(practice, task))
    form = form_of(practice, task, request.POST, without=chosen_theirs(request.POST))
    asked = point_forms(practice, task, request.POST)
    if not (all([form.is_valid(), *(one.is_valid() for one in asked)]) and has_keys(request, form)):
        return retry_page(request, practice, task, form, asked, status=422)
    return saved(request, practice, task, form, asked)


def saved(request, practice, task, form, asked) -> HttpResponse:
    """The text and the answers to its points: both, or neither."""
    by = person_of(request)
    try:
        with transaction.atomic():
            version = save_draft(practice, form.values(), seen=seen_of(request), by=by)
            answer_points(asked, by)
    except ConflictError as conflict:
        return conflict_page(request, practice, task, conflict, asked)
    except (RefusedError, StaleTextError) as error:
        # A version that was made in this transaction is not there.
        practice.refresh_from_db()
        form.add_error(None, str(error))
        return retry_page(request, practice, task, form, asked, status=409)
    tell_saved(request, practice, version, task)
    tell_joined(request, practice, version, form.values())
    return onward(request, practice, task)


def has_keys(request, form) -> bool:
    """Whether the page said what it was made from, and each clash was decided on."""
    if seen_of(request) is None:
        form.add_error(None, OLD_PAGE)
    elif any(not request.POST.get(f"{CHOICE}{name}") for name in request.POST.getlist(CLASH)):
        form.add_error(None, CHOOSE)
    return not form.errors


def form_of(practice, task, data=None, *, without=(), initial=None):
    version = practice.working_version
    now = values_at(paths_of(task), version.content, version.section)
    paths = [path for path in paths_of(task) if name_of(path) not in without]
    form = FicheForm(data, paths=paths, initial={**now, **(initial or {})})
    for path in form.paths:
        if field_at(path)[1].is_required:
            box = form.fields[name_of(path)]
            box.label = f"{box.label} {NEEDED}"
    return form


def chosen_theirs(data) -> set:
    """The names of the boxes of which the text of the colleague was chosen: they are not saved."""
    names = (name for name in data.getlist(CLASH) if data.get(f"{CHOICE}{name}") == THEIRS)
    return set(names)


def point_forms(practice, task, data=None) -> list[PointForm]:
    """The points about the fields of this task, while something is asked."""
    found = points_of(practice).filter(field__in=paths_of(task)).select_related("asked_by")
    is_open = practice.state == Practice.State.CHANGES_REQUESTED
    forms = (PointForm(data, point=point) for point in found) if is_open else ()
    # A page that was made before the point was raised says nothing about it.
    return [one for one in forms if data is None or one.add_prefix("state") in data]


def tell_saved(request, practice, version, task):
    now = timezone.localtime()
    messages.success(request, f"Bewaard om {now:%H:%M}.")
    if lacks_evaluation(practice, task):
        link = field_link(practice, "evidence_url", "Vul de link in")
        messages.warning(request, format_html("{} {}", EVALUATION, link))
    if version is None or task != 1:
        return
    for one in looks_like(practice.title, exclude=practice, limit=1):
        messages.info(
            request,
            f"Je titel lijkt op “{one.practice.title}”, die al in de databank staat. Werkt jouw "
            "stad daaraan mee? Dan kan je je stad daar toevoegen. De link staat op deze pagina.",
        )


def lacks_evaluation(practice, task) -> bool:
    version = practice.working_version
    return task == LABELS_TASK and "evidence_url" in missing(version.content, version.section)


def tell_joined(request, practice, version, values):
    """Of a list nothing is lost, but who wrote it did not read what it is now."""
    for path in joined(practice, version, values, seen=seen_of(request)):
        _part, field = field_at(path)
        both = (
            "keuzes staan nu samen" if field.kind == Kind.TERMS else "regels staan nu onder elkaar"
        )
        told = f"{field.label}: een collega vulde dit intussen ook in; jullie {both}."
        link = field_link(practice, path, "Bekijk het veld")
        messages.warning(request, format_html("{} {}", told, link))


def field_link(practice, path, words):
    page = reverse("practices:fiche_task", args=[practice.code, task_of(path)])
    return format_html('<a href="{}#div_id_{}">{}</a>.', page, name_of(path), words)


def onward(request, practice, task) -> HttpResponse:
    """To the next task for who is ready with this one, else to the list of tasks."""
    following = next_of(task)
    if request.POST.get("klaar") != "ja":
        return redirect("practices:fiche", practice.code)
    if following is None:
        return redirect("practices:fiche_check", practice.code)
    return redirect("practices:fiche_task", practice.code, following)


# --- the page ------------------------------------------------------------------------------------
def task_page(
    request, practice, task, form, asked=None, *, lines=None, seen=None, colleague=None, status=200
):
    """colleague: the version with which this one clashes; `seen`: on what the page is based."""
    asked = point_forms(practice, task) if asked is None else asked
    context = {
        "practice": practice,
        "task": task,
        "task_title": TASKS[task],
        "form": form,
        "asked": asked,
        "lines": lines or lines_of(form, asked),
        "seen": seen or practice.working_version.number,
        "evaluation": EVALUATION if lacks_evaluation(practice, task) else "",
        "points_elsewhere": [one for one in asked if one.point.field not in form.paths],
        "files": files_of(practice) if task == IMAGES_TASK else None,
        "is_city": task == SECTION_TASK,
        "lost_answers": lost_answers(request.POST, asked),
        "clash": colleague and author_of(request, colleague, practice),
        "similar": looks_like(practice.title, exclude=practice) if task == 1 else [],
        "is_last": next_of(task) is None,
    }
    return TemplateResponse(request, "practices/author/task.html", context, status=status)


def retry_page(request, practice, task, form, asked, *, status):
    """What was typed, with what is wrong; the choices of an earlier clash stand there still."""
    clashing = request.POST.getlist(CLASH)
    if not clashing:
        return task_page(request, practice, task, form, asked, seen=seen_of(request), status=status)
    whole = form_of(practice, task, request.POST)
    whole.is_valid()
    for error in form.non_field_errors():
        whole.add_error(None, error)
    base = practice.versions.filter(number=seen_of(request) or 0).first()
    lines = lines_of(whole, asked, base or practice.working_version, clashing, request.POST)
    told = {"lines": lines, "seen": seen_of(request), "status": status}
    return task_page(request, practice, task, whole, asked, **told)


def conflict_page(request, practice, task, conflict, asked):
    """Both texts side by side, and nothing chosen beforehand."""
    form = form_of(practice, task, initial=conflict.merged)
    names = [name_of(path) for path in conflict.conflicts]
    lines = lines_of(form, asked, conflict.version, names)
    told = {"lines": lines, "seen": conflict.version.number, "colleague": conflict.version}
    return task_page(request, practice, task, form, asked, **told, status=409)


def lines_of(form, asked, theirs=None, clashing=(), data=None) -> list[Line]:
    return [
        Line(
            path=path,
            box=form.box(path),
            points=[one for one in asked if one.point.field == path],
            theirs=shown_at(path, theirs) if name_of(path) in clashing else None,
            choice=(data or {}).get(f"{CHOICE}{name_of(path)}", ""),
        )
        for path in form.paths
    ]


def shown_at(path, version) -> Shown:
    part, field = field_at(path)
    value = flat(version).get(path)
    labels = labels_of((part, {field.name: value} if value else {}))
    value = shown_value(PARTS[part][field.name], value, labels)
    return Shown(path=path, label=field.label, kind=field.kind, value=value, field=field)


def author_of(request, version, practice) -> str:
    is_named = version.author is not None
    named = is_named and named_to(person_of(request), version.author, practice.city)
    return named or "Iemand"


def files_of(practice) -> dict:
    """How many pictures and files there are, and what the pictures lack."""
    content = practice.working_version.content
    told = {name: len(content.get(name) or []) for name in ("images", "attachments")}
    return {**told, "lacks": incomplete(practice, content)}


def seen_of(request) -> int | None:
    seen = request.POST.get("seen", "")
    # Longer than any number of a version is no number that a database knows.
    return int(seen) if seen.isdecimal() and len(seen) < 9 else None
