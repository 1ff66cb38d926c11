"""A consent that ends is announced a month before: who brought the picture can ask for longer.

Nobody needs to do anything: the day after, the picture is shown no more.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail

from ..mails.posting import people_of, to_person
from ..models import Practice, PracticeImage
from .reading import stands_in

DAYS = 30
CODE = "M20"


def expiring_images(*, days=DAYS) -> list[PracticeImage]:
    """Pictures that readers get now and of which the consent ends within these days."""
    today = timezone.localdate()
    found = PracticeImage.objects.filter(
        withdrawn_at=None,
        valid_until__range=(today, today + timedelta(days=days)),
        practice__state__in=Practice.READABLE,
    ).select_related(
        *("city", "submitter", "practice__city", "practice__submitter"),
        *("practice__published_version", "practice__working_version", "practice__author__user"),
    )
    shown = [image for image in found if stands_in(image.practice, "images", image.uid)]
    return sorted(shown, key=lambda image: (image.valid_until, image.pk))


@transaction.atomic
def announce() -> int:
    """Mail (M20) who brought them, once for each fiche and day; how many mails were made."""
    by_fiche = defaultdict(list)
    for image in expiring_images():
        by_fiche[image.practice, image.valid_until].append(image)
    return sum(_announce(*about, images) for about, images in by_fiche.items())


def _announce(practice, until, images) -> int:
    key = f"{CODE}:{until.isoformat()}"
    if OutboxMail.objects.filter(key__startswith=f"fiche:{practice.code}:{key}:").exists():
        return 0
    told = {"subject": practice, "until": until}
    cities = {image.city or practice.city for image in images} - {None}
    users = {user for city in cities for user in people_of(city)}
    submitters = {image.submitter for image in images if image.city is None} - {None}
    register = reverse("practices:image_register")
    made = [
        *(
            to_person(CODE, key=f"{key}:u{user.pk}", user=user, path=register, **told)
            for user in sorted(users, key=lambda user: user.pk)
        ),
        *(
            to_person(CODE, key=f"{key}:s{one.pk}", submitter=one, **told)
            for one in submitters
            if one.confirmed_at
        ),
    ]
    return sum(mail is not None for mail in made)
