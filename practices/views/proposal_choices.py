"""The decisions on the whole of a proposal, each with its word in the address, form and rule."""

from ..forms import proposal_verdicts as verdicts
from ..models import ChangeProposal
from ..moderating import asking
from ..proposing import closing
from .decisions import GRAVE, MAIN, TO_AUTHOR, Decision

S = ChangeProposal.State
WAITS, ASKED = (S.SUBMITTED,), (S.CHANGES_REQUESTED,)
ON_REMARKS = ("antwoorden", "naar-wijziging")
NOT_ON_REMARKS = ("achterhaald",)

_ALL = (
    Decision(
        *("antwoorden", "Antwoord", "Antwoord"),
        "Je antwoord is bewaard.",
        *(verdicts.AnswerForm, closing.answer, WAITS, TO_AUTHOR, MAIN),
    ),
    Decision(
        *("naar-wijziging", "Zet om in wijziging", "Zet om in een wijziging"),
        "De opmerking is beantwoord. Schrijf nu zelf de wijziging uit en dien ze in.",
        *(verdicts.ConvertForm, closing.into_change, WAITS),
        mails=TO_AUTHOR,
        explanation="De indiener krijgt je antwoord. Jij krijgt een concept van een wijziging, met "
        "de opmerking erbij.",
    ),
    Decision(
        *("aanpassing-vragen", "Vraag aanpassing", "Vraag deze aanpassingen"),
        "De vraag is gesteld.",
        *(verdicts.AskForm, asking.ask_changes, WAITS, TO_AUTHOR),
        explanation="De indiener vinkt je punten één voor één af, en dient opnieuw in.",
    ),
    Decision(
        *("vraag-intrekken", "Trek de vraag in", "Trek de vraag in"),
        "De vraag is ingetrokken. Het voorstel wacht weer op nazicht.",
        *(verdicts.TakeBackForm, asking.take_back_request, ASKED, TO_AUTHOR),
        explanation="Dit kan zolang de indiener nog niet aan de punten begon.",
    ),
    Decision(
        *("achterhaald", "Achterhaald", "Markeer als achterhaald"),
        "Het voorstel is achterhaald.",
        *(verdicts.OutdateForm, closing.outdate, (*WAITS, *ASKED), TO_AUTHOR),
        explanation="Voor als de tekst er langs een andere weg kwam. Het telt niet als weigering.",
    ),
    Decision(
        *("niet-toepassen", "Pas niet toe", "Pas dit niet toe"),
        "Het voorstel is niet toegepast. Wat online staat, bleef zoals het was.",
        *(verdicts.DeclineForm, closing.decline, WAITS, TO_AUTHOR, GRAVE),
    ),
)
VERDICTS = {one.word: one for one in _ALL}


def is_possible(verdict, proposal) -> bool:
    if proposal.state not in verdict.states:
        return False
    is_remark = proposal.kind == ChangeProposal.Kind.REMARK
    return verdict.word not in (NOT_ON_REMARKS if is_remark else ON_REMARKS)


def possible(proposal) -> list[Decision]:
    """What can be decided about it now, beside applying it."""
    return [one for one in _ALL if is_possible(one, proposal)]
