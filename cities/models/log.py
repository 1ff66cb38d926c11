from django.conf import settings
from django.db import models


class Actor(models.Model):
    """Who did something, by a label that outlives the account (DESIGN §3)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actor",
    )
    label = models.CharField("naam", max_length=160)

    class Meta:
        verbose_name = "uitvoerder"
        verbose_name_plural = "uitvoerders"

    def __str__(self):
        return self.label


class LogEntry(models.Model):
    """One line of what was done in the portal; lines are only ever added."""

    class Verb(models.TextChoices):
        ACCOUNT_CHANGED = "account changed", "account gewijzigd"
        CARRIED_OVER = "carried over", "volgend plan gemaakt uit een vorig"
        CITY_CLOSED_ROUND = "city closed round", "ronde van een plan afgesloten"
        CITY_REOPENED_ROUND = "city reopened round", "ronde van een plan heropend"
        FICHE_REMOVED = "fiche removed", "fiche verwijderd"
        DEMO_MADE = "demonstration made", "demonstratie gemaakt"
        IMPORTED = "imported", "document ingelezen"
        LIST_CHANGED = "list changed", "gegevens in het beheer gewijzigd"
        MAIL_RETRIED = "mail retried", "mail opnieuw klaargezet"
        MAINTAINED = "maintenance of frozen editions", "onderhoud aan bevroren edities"
        PARTNER_ASKED = "partner asked", "vraag aan een partner gestuurd"
        PARTNER_DECIDED = "partner answer decided", "antwoord van een partner beoordeeld"
        PLAN_CHANGED = "plan changed", "soort of periode van een plan gewijzigd"
        PLAN_MADE = "plan made", "plan gemaakt"
        PUBLISHED = "published", "gepubliceerd"
        ROUND_CHANGED = "round changed", "voortgangsronde gewijzigd"
        ROUND_CLOSED = "round closed", "voortgangsronde gesloten"
        ROUND_OPENED = "round opened", "voortgangsronde geopend"
        WITHDRAWN = "withdrawn", "ingetrokken"
        # What the network does together.
        MEETING_CHANGED = "meeting changed", "vergadering gemaakt of gewijzigd"
        MEETING_CANCELLED = "meeting cancelled", "vergadering afgelast"
        MEETING_CLOSED = "meeting closed", "vergadering afgesloten, dossier bevroren"
        BALLOT_OPENED = "ballot opened", "stemming geopend"
        BALLOT_CLOSED = "ballot closed", "stemming gesloten en geteld"
        THEME_ADOPTED = "theme adopted", "jaarthema gekozen"
        POSITION_OPENED = "position opened", "standpunt voorgelegd aan de steden"
        POSITION_ADOPTED = "position adopted", "standpunt aangenomen"
        POSITION_SENT = "position sent", "standpunt verstuurd"
        POSITION_WITHDRAWN = "position withdrawn", "standpunt ingetrokken"
        REPORT_SHARED = "report shared", "ECCAR-verslag openbaar gemaakt"

    # Told of a draft, which only its own city sees: nobody else reads these lines.
    ABOUT_DRAFTS = (Verb.PLAN_MADE, Verb.PLAN_CHANGED, Verb.IMPORTED, Verb.CARRIED_OVER)

    at = models.DateTimeField("tijdstip", auto_now_add=True)
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, related_name="log", verbose_name="wie"
    )
    city = models.ForeignKey(
        "cities.City",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="log",
        verbose_name="stad",
    )
    verb = models.CharField("wat", max_length=60, choices=Verb)
    subject = models.CharField("waarover", max_length=200)
    detail = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["city", "-at"], name="log_of_a_city")]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.subject}"
