import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from cities.models import City, Membership, User


def new_key():
    return secrets.token_urlsafe(12)


def of_person(user) -> Q:
    """Rows with a city and an author that are this person's own: of the cities where they have a
    role, and what they began for no city. What somebody of VVSG began stays theirs.
    """
    own = Membership.objects.filter(user=user).values("city")
    began = Q(author__user=user)
    if user.network_role == User.NetworkRole.NONE:
        began &= Q(city=None)
    return Q(city__in=own) | began


class Submitter(models.Model):
    """Somebody without an account, known by a mail address that they confirmed.

    Name and address are for VVSG alone and stand on no public page. `key` is part of the signed
    link: a new key closes every link that was sent before.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120, blank=True)
    organisation = models.CharField("organisatie", max_length=160, blank=True)
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="stad of gemeente",
    )
    place_name = models.CharField("andere gemeente", max_length=80, blank=True)
    key = models.CharField(max_length=24, default=new_key)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    last_used_at = models.DateTimeField("laatst gebruikt op", null=True, blank=True)

    class Meta:
        verbose_name = "indiener zonder account"
        verbose_name_plural = "indieners zonder account"
        constraints = [
            models.CheckConstraint(
                name="submitter_email_is_lower_case", condition=Q(email=Lower("email"))
            )
        ]

    def __str__(self):
        return self.name or self.email
