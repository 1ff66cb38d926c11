"""Practices of the demonstration: each goes the way that a real one goes, by the rules.

What happened long ago gets its own day afterwards, through the door that logs itself.
"""

import json
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actionplans.freeze import maintenance
from cities.models import City, OutboxMail
from practices.fiche.versions import add_version, start_practice
from practices.images.uploading import add_image, entry_of
from practices.models import CitySection, Practice, Submitter
from practices.moderating.asking import ask_changes
from practices.moderating.declining import decline
from practices.moderating.points import answer_point, points_of
from practices.moderating.publishing import publish
from practices.moderating.visibility import archive
from practices.sections.writing import put_section
from practices.submitting.handing_in import resubmit, submit

from .drawings import PICTURES
from .plans import noon

TAKEN_OVER = "Overgenomen uit de databank van VVSG."
# Ours, of nobody, for everything.
RIGHTS = {"rights": "own", "people": "none", "purposes": ["website", "newsletter", "print"]}
# How long before it went online a fiche was handed in.
READ_IN = timedelta(days=8)


def make_practices(folder, users) -> dict[str, Practice]:
    """All fiches that the folder tells of, by the name of their file."""
    made = {
        path.stem: Fiche(json.loads(path.read_text(encoding="utf-8")), users).make()
        for path in sorted(folder.glob("*.json"))
    }
    forget_mails()
    return made


def forget_mails():
    """What was told of deeds of long ago: it was read long ago too."""
    OutboxMail.objects.filter(key__startswith="fiche:").delete()


def day_of(told) -> date:
    """A date, or '-40' for so many days before today."""
    if told.startswith("-"):
        return timezone.localdate() - timedelta(days=int(told[1:]))
    return date.fromisoformat(told)


class Fiche:
    """One told practice on its way to the state that it is in."""

    def __init__(self, told, users):
        self.told = told
        self.users = users
        self.moderator = users["moderator@vvsg.example"]
        self.by = users[told["by"]] if "by" in told else self._submitter(told["submitter"])
        slug = told.get("city")
        self.city = City.objects.get(slug=slug) if slug else None

    def make(self):
        self._write()
        state = self.told["state"]
        if state != "draft":
            submit(self.practice, by=self.by, **self._seen())
        if "points" in self.told:
            self._ask()
        if state in ("published", "archived"):
            self._publish()
        if state == "archived":
            reason = self.told["archived_reason"]
            archive(self.practice, by=self.moderator, reason=reason, urgent=True, **self._seen())
        if state == "declined":
            self._decline()
        self._backdate()
        self.practice.refresh_from_db()
        return self.practice

    def _write(self):
        section = self.told.get("section") or {}
        self.practice = start_practice(
            by=self.by,
            city=self.city,
            place_name=self.told.get("place_name", ""),
            content=self.told["content"],
            section=section,
        )
        self.practice.is_imported = self.told.get("is_imported", False)
        self.practice.save(update_fields=["is_imported"])
        if "picture" in self.told:
            content = {**self.told["content"], "images": [self._picture()]}
            add_version(self.practice, content, section, by=self.by)

    def _picture(self):
        file = SimpleUploadedFile("tekening.png", PICTURES[self.told["picture"]](), "image/png")
        image = add_image(self.practice, file, by=self.by, **RIGHTS)
        return entry_of(image, {name: self.told[name] for name in ("alt", "caption", "credit")})

    def _ask(self):
        told = [{"field": one["field"], "text": one["text"]} for one in self.told["points"]]
        ask_changes(self.practice, by=self.moderator, points=told, **self._seen())
        for point, one in zip(points_of(self.practice), self.told["points"], strict=True):
            if one.get("done"):
                answer_point(point, by=self.by, state="done")
        if self.told.get("second_time"):
            resubmit(self.practice, by=self.by, **self._seen())

    def _publish(self):
        alone = TAKEN_OVER if self.by == self.moderator else ""
        publish(self.practice, by=self.moderator, alone_reason=alone, **self._seen())
        for told in self.told.get("sections", ()):
            self._section(told)

    def _section(self, told):
        """A city without an account in this demonstration is written by VVSG (T6)."""
        city = City.objects.get(slug=told["city"])
        by = self.users[told["by"]] if "by" in told else self.moderator
        put_section(self.practice, city=city, content=told["content"], by=by, is_checked=True)
        confirmed = day_of(told["confirmed_on"]) if "confirmed_on" in told else None
        written = confirmed or day_of(self.told["published_on"])
        CitySection.objects.filter(practice=self.practice, city=city).update(
            is_imported=told.get("imported", False) and confirmed is None,
            updated_on=written,
            confirmed_on=confirmed,
            confirmed_by=city.full_name if confirmed else "",
            review_on=written + timedelta(days=365),
        )

    def _decline(self):
        decline(
            self.practice,
            by=self.moderator,
            reason=self.told["decline_reason"],
            text=self.told["decline_text"],
            **self._seen(),
        )

    def _seen(self):
        self.practice.refresh_from_db()
        return {
            "lock": self.practice.lock_version,
            "seen": self.practice.working_version.number,
        }

    def _submitter(self, told):
        now = timezone.now()
        place = self.told["place_name"]
        return Submitter.objects.create(
            **told, place_name=place, confirmed_at=now, last_used_at=now
        )

    def _backdate(self):
        """The days on which it would have been done; a fiche that waits, waits since then."""
        online = self.told.get("published_on")
        told = online or self.told.get("submitted_on")
        if not told:
            return
        moment = noon(day_of(told).isoformat())
        columns = {"submitted_at": moment - READ_IN if online else moment, "touched_at": moment}
        columns["created_at"] = columns["submitted_at"] - READ_IN
        if online:
            columns |= {"published_at": moment, "changed_at": moment}
            columns |= {"confirmed_on": moment.date(), "review_on": _a_year_on(moment.date())}
        Practice.objects.filter(pk=self.practice.pk).update(**columns)
        with maintenance("datums van de demonstratie"):
            self.practice.versions.update(at=columns["submitted_at"])
            self.practice.events.update(at=moment)


def _a_year_on(day):
    return day + timedelta(days=365)
