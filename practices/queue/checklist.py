"""What a moderator runs through before deciding: seven questions, some with a hint of what the text
says about them. Nothing here blocks anything: the moderator judges.
"""

import re
from dataclasses import dataclass

from ..fiche.content import is_blank
from ..fiche.fields import Evidence, LocalStatus
from ..fiche.markdown import to_plain
from ..images.completeness import incomplete

# So many words in a sentence, on average, ask much of a reader.
LONG_SENTENCE = 20
SENTENCE = re.compile(r"[^.!?]+")
GOOD, DOUBT, OPEN = "ok", "doubt", ""


@dataclass(frozen=True)
class Check:
    """`standing` is 'ok' or 'doubt' where the text itself tells; '' is a question only."""

    label: str
    hint: str = ""
    standing: str = OPEN


def checklist(practice, version) -> list[Check]:
    content, section = version.content, version.section or {}
    return [
        Check("Valt onder het thema", "Gaat het over racisme, discriminatie of samenleven?"),
        carried_out(content, section),
        both_sides(content),
        plain_language(content, section),
        no_names(section),
        whole_images(practice, content),
        right_labels(content),
    ]


def carried_out(content, section) -> Check:
    label = "Uitgevoerd, geen voornemen"
    if section.get("status") == LocalStatus.PLANNED:
        return Check(label, "De stad zegt zelf dat het nog gepland is.", DOUBT)
    if evidence := content.get("evidence"):
        pilot = Evidence.PILOT
        return Check(
            label,
            f"Bewijs: {Evidence(evidence).label.lower()}.",
            OPEN if evidence == pilot else GOOD,
        )
    return Check(label, "Lees in de beschrijving wat er al gebeurde.")


def both_sides(content) -> Check:
    names = {"success_factors": "een succesfactor", "challenges": "een uitdaging"}
    missing = [word for name, word in names.items() if is_blank(content.get(name, []))]
    hint = f"Er ontbreekt {' en '.join(missing)}." if missing else ""
    return Check("Succesfactor én uitdaging", hint, DOUBT if missing else GOOD)


def plain_language(content, section) -> Check:
    told = [content.get(name, "") for name in ("summary", "goals", "description")]
    words = words_per_sentence(" ".join(map(to_plain, [*told, section.get("text", "")])))
    if not words:
        return Check("Begrijpelijke taal", "Er staat nog geen tekst.", DOUBT)
    hint = f"Gemiddeld {words} woorden in een zin."
    return Check("Begrijpelijke taal", hint, DOUBT if words > LONG_SENTENCE else GOOD)


def words_per_sentence(text) -> int:
    sentences = [found for found in SENTENCE.findall(text) if found.strip()]
    return round(sum(len(one.split()) for one in sentences) / len(sentences)) if sentences else 0


def no_names(section) -> Check:
    label = "Geen namen van burgers of slachtoffers"
    if section.get("contact_name"):
        return Check(label, "De stad noemt een contactpersoon: is dat een functie of een naam?")
    return Check(label, "Lees na of iemand herkenbaar is.")


def whole_images(practice, content) -> Check:
    label = "Beelden volledig"
    if not content.get("images"):
        return Check(label, "Er zijn geen beelden.", GOOD)
    troubles = incomplete(practice, content)
    return Check(
        label, " ".join(troubles) or "Alle rechten zijn ingevuld.", DOUBT if troubles else GOOD
    )


def right_labels(content) -> Check:
    names = {
        "categories": "categorie",
        "domains": "beleidsdomein",
        "grounds": "discriminatiegrond",
        "commitments": "verbintenis",
    }
    missing = [word for name, word in names.items() if is_blank(content.get(name, []))]
    if content.get("all_grounds") and "discriminatiegrond" in missing:
        missing.remove("discriminatiegrond")
    hint = f"Niet gekozen: {', '.join(missing)}." if missing else "Kloppen ze met de tekst?"
    return Check("Labels kloppen", hint, DOUBT if missing else OPEN)
