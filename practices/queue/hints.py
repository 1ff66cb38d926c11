"""What a moderator should know before opening something, for all rows of a list at once.

A signal is a hint with words and, where it is good or bad news, an icon; nothing is decided on it.
"""

from ..fiche.content import missing
from ..fiche.fields import PARTS
from ..images.completeness import gaps
from ..models import ChangeProposal, CitySection, PracticeImage
from ..proposing.comparing import compare_all
from ..submitters.domains import is_under, known_domains
from ..submitters.places import told_place
from .rows import OK, WARN, Signal

# What is missing of a picture, by the field that says it.
IMAGE_GAPS = {
    "alt": "beschrijving mist",
    "credit": "maker mist",
    "has_consent": "toestemming mist",
    "consent_kept_at": "toestemming mist",
    "purposes": "toestemming mist",
}
WITHDRAWN, UNCLEAR = "ingetrokken", "rechten niet duidelijk"


def of_practices(practices) -> dict:
    """{id: signals} of fiches that wait."""
    domains = _domains(practices)
    images = _images_by_uid(practices)
    return {
        one.pk: [
            *_about_author(one, domains),
            *_about_text(one),
            *_about_images(one.working_version, images),
        ]
        for one in practices
    }


def of_proposals(proposals) -> dict:
    domains, sections = _domains(proposals), _sections_of(proposals)
    return {
        one.pk: [
            *_about_author(one, domains),
            *_about_clashes(one, sections),
            *_about_practice(one),
        ]
        for one in proposals
    }


def _domains(subjects):
    return known_domains() if any(one.submitter_id for one in subjects) else frozenset()


def _about_author(subject, domains):
    if not subject.submitter_id or not is_under(subject.submitter.email, domains):
        return
    is_elsewhere = subject.city is None and told_place(subject)
    yield Signal("domein van een andere gemeente") if is_elsewhere else Signal("domein herkend", OK)


def _about_text(practice):
    version = practice.working_version
    is_gap = version is None or missing(version.content, version.section)
    if is_gap or practice.is_incomplete:
        yield Signal("onvolledig", WARN)


def _images_by_uid(practices):
    found = PracticeImage.objects.filter(practice__in=practices)
    return {str(image.uid): image for image in found}


def _about_images(version, images):
    shown = version.content.get("images") or [] if version else []
    if not shown:
        return
    troubles = {told for entry in shown for told in image_troubles(entry, images)}
    if not troubles:
        yield Signal("beeld ok", OK)
    for trouble in sorted(troubles):
        yield Signal(f"beeld: {trouble}", WARN)


def image_troubles(entry, images) -> set:
    """What is missing of one picture, in a few words each."""
    image = images.get(str(entry.get("uid")))
    if image is None or image.withdrawn_at is not None:
        return {WITHDRAWN}
    return {IMAGE_GAPS.get(name, UNCLEAR) for name, _sentence in gaps(entry, image)}


def _sections_of(proposals):
    """{(practice, part): the section that it is about}."""
    about = [one.practice_id for one in proposals if one.part != ChangeProposal.SHARED]
    found = CitySection.objects.filter(practice__in=about).select_related("city", "version")
    return {(one.practice_id, one.city.slug if one.city else one.place_name): one for one in found}


def _about_clashes(proposal, sections):
    count = clashes(proposal, sections.get((proposal.practice_id, proposal.part)))
    if count:
        yield Signal("1 veld botst" if count == 1 else f"{count} velden botsen", WARN)


def clashes(proposal, section=None) -> int:
    """In how many fields what is online changed since, and says something else."""
    if proposal.part == ChangeProposal.SHARED:
        part, base, now = "shared", proposal.base_version, proposal.practice.published_version
    else:
        part, base, now = "section", proposal.base_section_version, section and section.version
    compared = compare_all(
        PARTS[part],
        part=part,
        base=base.content if base else {},
        now=now.content if now else {},
        values=proposal.values,
    )
    return sum(one.is_conflict for one in compared)


def _about_practice(proposal):
    if proposal.practice.state != "published":
        yield Signal("praktijk staat niet meer online", WARN)
