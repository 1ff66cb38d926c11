"""What cities proposed after their practices went online, so that the queue has work."""

from django.core.files.uploadedfile import SimpleUploadedFile

from cities.models import City
from practices.images.uploading import add_image, entry_of
from practices.models import ChangeProposal, CitySection, Submitter
from practices.moderating.publishing import redact
from practices.proposing.starting import save, start
from practices.proposing.submitting import submit
from practices.sections.writing import put_section

from .drawings import PICTURES
from .plans import noon
from .practices import RIGHTS, day_of, forget_mails


def make_proposals(told, practices, users):
    """`practices` by the name of their file, as `make_practices` gives them."""
    for one in told["proposals"]:
        _propose(one, practices[one["practice"]], users)
    _redact(told["redaction"], practices, by=users["moderator@vvsg.example"])
    for one in told["section_edits"]:
        _edit_section(one, practices[one["practice"]], by=users[one["by"]])
    forget_mails()


def _propose(told, practice, users):
    by = users[told["by"]] if "by" in told else Submitter.objects.get(email=told["submitter"])
    proposal = start(practice, kind=told["kind"], by=by)
    values = dict(told.get("values", {}))
    if "picture" in told:
        values["images"] = [*practice.published_version.content["images"]]
        values["images"].append(_picture(told, proposal, by))
    save(proposal, values, by=by, seen=proposal.number, text=told["text"])
    proposal.refresh_from_db()
    submit(proposal, by=by, lock=proposal.lock_version, seen=proposal.number)
    moment = noon(day_of(told["submitted_on"]).isoformat())
    ChangeProposal.objects.filter(pk=proposal.pk).update(
        created_at=moment, touched_at=moment, submitted_at=moment
    )


def _picture(told, proposal, by):
    file = SimpleUploadedFile("tekening.png", PICTURES[told["picture"]](), "image/png")
    image = add_image(proposal.practice, file, by=by, proposal=proposal, **RIGHTS)
    return entry_of(image, {name: told[name] for name in ("alt", "caption", "credit")})


def _redact(told, practices, *, by):
    """A word that VVSG changed after a city proposed another: the proposal meets it."""
    practice = practices[told["practice"]]
    practice.refresh_from_db()
    redact(
        practice,
        by=by,
        lock=practice.lock_version,
        seen=practice.working_version.number,
        content={**practice.published_version.content, **told["content"]},
        reason=told["reason"],
    )


def _edit_section(told, practice, *, by):
    city = City.objects.get(slug=told["city"])
    section = CitySection.objects.filter(practice=practice, city=city).first()
    before = section.version.content if section else {}
    put_section(practice, city=city, content={**before, **told["content"]}, by=by, is_checked=False)
