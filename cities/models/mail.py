"""Mail that leaves the house: written in the transaction of the deed, sent by the worker."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class ReminderKind(models.TextChoices):
    """What the portal writes to people about; each person may switch any of these off."""

    ROUND_OPENED = "round_opened", "een voortgangsronde gaat open"
    ROUND_CLOSING = "round_closing", "een voortgangsronde sluit over een week"
    PERIOD_ENDING = "period_ending", "de periode van een plan eindigt over zes maanden"
    UNPUBLISHED = "unpublished", "wijzigingen staan al 30 dagen klaar om te publiceren"
    PARTNER_ANSWERED = "partner_answered", "een partner heeft geantwoord"
    QUEUE_NEW = "queue_new", "iets nieuws wacht op nazicht"
    QUEUE_DAILY = "queue_daily", "een dagelijks overzicht van wat op nazicht wacht"
    STILL_TRUE = "still_true", "een stad kijkt na of haar praktijken nog kloppen"
    PRACTICE_NEWS = "practice_news", "nieuwe en gewijzigde praktijken, elke maand"
    MEETING = "meeting", "een vergadering: uitnodiging, wijziging en herinnering"
    VOTE = "vote", "een stemming over het jaarthema"
    POSITION = "position", "een standpunt waar je stad zich over uitspreekt"


class OutboxQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self):
        return self.waiting().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")


class OutboxMail(models.Model):
    """One mail on its way. `key` says what it is about: the same deed twice sends one mail."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField("soort", max_length=30)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="voor",
    )
    address = models.EmailField("aan")
    subject = models.CharField("onderwerp", max_length=200)
    body = models.TextField("tekst")
    created_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    due_at = models.DateTimeField("te versturen op", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    last_error = models.TextField("laatste fout", blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    given_up_at = models.DateTimeField("opgegeven op", null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "uitgaande mail"
        verbose_name_plural = "uitgaande mail"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_that_waits",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="a_mail_is_sent_or_given_up",
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.subject} → {self.address}"


class ReminderOptOut(models.Model):
    """That a person does not want one kind of mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_opt_outs"
    )
    kind = models.CharField(max_length=30, choices=ReminderKind)

    class Meta:
        verbose_name = "uitgezette herinnering"
        verbose_name_plural = "uitgezette herinneringen"
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="a_reminder_is_off_once")
        ]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}"


class ReminderTold(models.Model):
    """That a person was reminded of one thing; nobody is told the same twice."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders_told"
    )
    kind = models.CharField(max_length=30, choices=ReminderKind)
    about = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "verstuurde herinnering"
        verbose_name_plural = "verstuurde herinneringen"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "about"], name="a_reminder_is_told_once"
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.kind} {self.about}"
