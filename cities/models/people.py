import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from .place import City


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    @transaction.atomic
    def create_superuser(self, email, password=None, **fields):
        """Django's `createsuperuser` makes a network administrator, whose address is trusted."""
        user = self.create_user(
            email, password, network_role=User.NetworkRole.ADMINISTRATOR, **fields
        )
        user.emailaddress_set.create(email=user.email, primary=True, verified=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser):
    """Someone of a city hall or of VVSG who signs in with an e-mail address."""

    class NetworkRole(models.TextChoices):
        NONE = "none", "geen"
        MODERATOR = "moderator", "moderator (VVSG)"
        ADMINISTRATOR = "administrator", "beheerder"

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    network_role = models.CharField(
        "rol in het netwerk",
        max_length=20,
        choices=NetworkRole,
        default=NetworkRole.NONE,
        help_text="Alleen voor VVSG. Wie voor een stad werkt, krijgt hieronder een rol.",
    )
    is_active = models.BooleanField(
        "mag aanmelden", default=True, help_text="Haal dit weg als iemand niet meer meewerkt."
    )
    is_demo = models.BooleanField("demonstratieaccount", default=False, editable=False)
    date_joined = models.DateTimeField("account sinds", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="Schrijf het e-mailadres in kleine letters.",
            )
        ]

    def __str__(self):
        return self.name or self.email

    def clean(self):
        super().clean()
        self.email = (self.email or "").strip().lower()

    email_user = AbstractUser.email_user

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    # The Django admin asks these; roles are ours, so there are no groups or permission rows.
    @property
    def is_staff(self):
        return self.is_active and self.network_role == self.NetworkRole.ADMINISTRATOR

    @property
    def is_superuser(self):
        return self.is_staff

    def has_perm(self, perm, obj=None):
        return self.is_staff

    def has_perms(self, perm_list, obj=None):
        return self.is_staff

    def has_module_perms(self, app_label):
        return self.is_staff


class Membership(models.Model):
    """What one person may do for one city."""

    class Role(models.TextChoices):
        ALDERMAN = "alderman", "schepen"
        CONTRIBUTOR = "contributor", "medewerker"
        COORDINATOR = "coordinator", "coördinator"

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name="gebruiker"
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="memberships", verbose_name="stad"
    )
    role = models.CharField(
        "rol",
        max_length=20,
        choices=Role,
        help_text=(
            "Een schepen leest het ontwerp, een medewerker werkt eraan, "
            "een coördinator publiceert het ook."
        ),
    )

    class Meta:
        verbose_name = "rol in een stad"
        verbose_name_plural = "rollen in steden"
        ordering = ["city__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "city"],
                name="one_role_per_person_and_city",
                violation_error_message="Deze persoon heeft al een rol in deze stad.",
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()} {self.city}"


class Mandate(models.Model):
    """A public office in a city, as a source names it: an alderman or a town secretary."""

    class Office(models.TextChoices):
        ALDERMAN = "alderman", "schepen"
        SECRETARY = "secretary", "stadssecretaris of algemeen directeur"

    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="mandates", verbose_name="stad"
    )
    name = models.CharField("naam", max_length=120)
    name_variant = models.CharField("andere schrijfwijze", max_length=120, blank=True)
    name_variant_source = models.CharField("bron van die schrijfwijze", max_length=200, blank=True)
    office = models.CharField("ambt", max_length=20, choices=Office)
    title = models.TextField("bevoegdheden of titel", blank=True)
    as_of = models.DateField("in functie op")
    until = models.DateField("tot", null=True, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)

    class Meta:
        verbose_name = "mandaat"
        verbose_name_plural = "mandaten"
        ordering = ["city__name", "office", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "office", "name", "as_of"], name="a_mandate_is_told_once"
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.get_office_display()} {self.city}"


class FocalPoint(models.Model):
    """Whom to call in a city about its plan: ECCAR asks each member to name somebody.

    Shown to who is signed in; who stopped is kept for a year and then forgotten.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="focal_points", verbose_name="stad"
    )
    name = models.CharField("naam", max_length=120)
    function = models.CharField("functie of dienst", max_length=160, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=40, blank=True)
    since = models.DateField("sinds", null=True, blank=True)
    until = models.DateField("tot", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "aanspreekpunt"
        verbose_name_plural = "aanspreekpunten"
        ordering = ["city__name", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_focal_point_can_be_reached",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message="Geef een e-mailadres of een telefoonnummer.",
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.city})"

    @property
    def is_current(self):
        return self.until is None or self.until > timezone.localdate()
