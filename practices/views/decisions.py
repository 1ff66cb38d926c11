"""The decisions that a moderator can take, each with its word in the address, form and rule."""

from collections.abc import Callable
from dataclasses import dataclass

from ..forms import joining, verdicts, visibility
from ..models import Practice
from ..moderating import asking, declining, locking, merging, publishing
from ..moderating import visibility as showing
from ..transitions import PRACTICE_STEPS, UNDOABLE

S = Practice.State
TO_AUTHOR, TO_CITIES = "author", "cities"
MAIN, PLAIN, GRAVE = "main", "", "danger"
LOCK, UNLOCK = "vergrendelen", "ontgrendelen"
WITHIN = "{}, dan vertrekt er geen enkele mail."


@dataclass(frozen=True)
class Decision:
    """`label` stands on the review page, `act` on the button that does it, `done` afterwards.

    `mails` says who hears of it; `{version}` and `{place}` in `act` are of the fiche.
    """

    word: str
    label: str
    act: str
    done: str
    form: type
    rule: Callable
    states: tuple
    mails: str = ""
    tone: str = PLAIN
    explanation: str = ""
    needs_target: bool = False
    template: str = "practices/queue/decide.html"
    # What is told in full before it is done.
    sure_template: str = ""
    # What still helps, where nothing takes the deed back.
    regret: str = ""

    def finality(self, *, is_mailed) -> str:
        """Before the click, for what has no minute of its own; '' where it can be taken back."""
        if self.rule.__name__ in UNDOABLE[Practice] or self.word in (LOCK, UNLOCK):
            return ""
        mail = "; de mail vertrekt na een minuut." if is_mailed else "."
        return f"Dit kan je niet ongedaan maken{mail} {self.regret}".strip()

    def is_possible(self, practice) -> bool:
        if practice.state not in self.states:
            return False
        announced = practice.archive_announced_on is not None
        if self.word == "niet-archiveren":
            return announced
        if self.word in (LOCK, UNLOCK):
            return practice.is_locked is (self.word == UNLOCK)
        return not (self.word == "archivering-aankondigen" and announced)


def _from(step):
    return PRACTICE_STEPS[step].from_states


_ALL = (
    Decision(
        *("publiceren", "Publiceer", "Publiceer versie {version}"),
        "De fiche staat online.",
        *(verdicts.PublishForm, publishing.publish, _from("publish"), TO_AUTHOR, MAIN),
        "De tekst komt online precies zoals je hem las. Aan haar sectie schrijft de stad dan zelf.",
    ),
    Decision(
        *("verbeteren", "Verbeter en publiceer", "Publiceer met mijn verbeteringen"),
        "De verbeterde fiche staat online.",
        *(verdicts.ImproveForm, publishing.improve_and_publish, _from("improve_and_publish")),
        mails=TO_AUTHOR,
        explanation="Jouw tekst wordt de volgende versie, met de vermelding ‘redactie VVSG’. "
        "De indiener leest in de mail wat je veranderde.",
    ),
    Decision(
        *("aanpassing-vragen", "Vraag aanpassing", "Vraag deze aanpassingen"),
        "De vraag is gesteld.",
        *(verdicts.AskForm, asking.ask_changes, _from("ask_changes")),
        mails=TO_AUTHOR,
        explanation="Schrijf bij elk onderdeel wat je vraagt, of kies een tekstblok. "
        "De indiener vinkt je punten één voor één af.",
        template="practices/queue/ask.html",
    ),
    Decision(
        *("vraag-intrekken", "Trek de vraag in", "Trek de vraag in"),
        "De vraag is ingetrokken. De fiche wacht weer op nazicht.",
        *(verdicts.TakeBackForm, asking.take_back_request, _from("take_back_request")),
        mails=TO_AUTHOR,
        explanation="Dit kan zolang de indiener nog niet aan de punten begon.",
    ),
    Decision(
        *("naar-stadssectie", "Zet om in stadssectie", "Zet om in een stadssectie"),
        "De tekst staat nu als stadssectie in de andere praktijk.",
        *(joining.IntoSectionForm, declining.into_section, _from("into_section")),
        mails=TO_AUTHOR,
        explanation="Gaat de fiche over hetzelfde als een praktijk die er al staat, dan hoort "
        "de tekst daar, in de sectie van de stad.",
        needs_target=True,
    ),
    Decision(
        *("niet-opnemen", "Niet opnemen", "Neem niet op"),
        "De fiche is niet opgenomen.",
        *(verdicts.DeclineForm, declining.decline, _from("decline"), TO_AUTHOR, GRAVE),
        "De indiener leest waarom, en behoudt de tekst.",
    ),
    Decision(
        *("redactie", "Redactie", "Zet de verbeterde tekst online"),
        "De verbeterde tekst staat online.",
        *(visibility.RedactForm, publishing.redact, _from("redact")),
        explanation="Verbeter de tekst die alle steden delen; aan haar sectie schrijft elke stad.",
    ),
    Decision(
        *("samenvoegen", "Samenvoegen met", "Voeg samen"),
        "De praktijken zijn samengevoegd.",
        *(joining.MergeForm, merging.merge, _from("merge"), TO_CITIES),
        explanation="Het adres van deze praktijk leidt voortaan naar de andere; de stadssecties "
        "verhuizen mee.",
        needs_target=True,
        template="practices/queue/merge.html",
        sure_template="practices/queue/merge_sure.html",
    ),
    Decision(
        *("archivering-aankondigen", "Archivering aankondigen", "Kondig aan"),
        "De archivering is aangekondigd.",
        *(visibility.AnnounceForm, showing.announce_archive, _from("archive"), TO_CITIES),
        explanation="De steden met een sectie krijgen veertien dagen om te reageren.",
        regret=WITHIN.format("Kies je binnen die minuut ‘Toch niet archiveren’"),
    ),
    Decision(
        *("niet-archiveren", "Toch niet archiveren", "Laat online"),
        "De aankondiging is ingetrokken.",
        *(visibility.CancelArchiveForm, showing.cancel_archive, _from("archive"), TO_CITIES),
        explanation="De aangekondigde archivering gaat niet door. Is de aankondiging nog niet "
        "vertrokken, dan vertrekt ze niet, en deze mail ook niet.",
    ),
    Decision(
        *("archiveren", "Archiveren", "Breng naar het archief"),
        "De praktijk staat in het archief.",
        *(visibility.ArchiveForm, showing.archive, _from("archive"), TO_CITIES),
        explanation="De pagina blijft op haar adres met een melding, en verdwijnt uit de lijst.",
        regret=WITHIN.format("Herpubliceer je binnen die minuut"),
    ),
    Decision(
        *(LOCK, "Vergrendel", "Vergrendel"),
        "De praktijk is vergrendeld: VVSG leest alles vooraf na.",
        *(visibility.LockForm, locking.lock_practice, (S.PUBLISHED,)),
        explanation="Wat steden bij deze praktijk schrijven, leest VVSG dan eerst na. Lezers zien "
        "daar niets van.",
    ),
    Decision(
        *(UNLOCK, "Ontgrendel", "Ontgrendel"),
        "De praktijk is ontgrendeld.",
        *(visibility.LockForm, locking.unlock_practice, (S.PUBLISHED,)),
        explanation="Wat steden over zichzelf schrijven, komt dan weer meteen online.",
    ),
    Decision(
        *("herpubliceren", "Herpubliceren", "Publiceer opnieuw"),
        "De praktijk staat weer in de lijst.",
        *(visibility.RepublishForm, showing.republish, _from("republish"), TO_CITIES, MAIN),
    ),
    Decision(
        *("offline", "Offline halen", "Haal offline"),
        "De praktijk is niet meer te lezen.",
        *(visibility.OfflineForm, showing.take_offline, _from("take_offline"), TO_CITIES, GRAVE),
        "Lezers zien meteen een neutrale melding, zonder inhoud.",
        regret=WITHIN.format("Zet je de praktijk binnen die minuut weer online"),
    ),
    Decision(
        *("online", "Terug online", "Zet weer online"),
        "De praktijk is weer te lezen.",
        *(visibility.OnlineForm, showing.back_online, _from("back_online"), TO_CITIES, MAIN),
    ),
)
DECISIONS = {decision.word: decision for decision in _ALL}


def possible(practice) -> list[Decision]:
    return [decision for decision in DECISIONS.values() if decision.is_possible(practice)]
