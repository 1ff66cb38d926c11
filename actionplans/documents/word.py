"""A Word document (.docx, .docm) as a plan."""

from .plan_document import Doubt, PlanDocument
from .plan_reader import understand
from .word_tables import WordBlocks
from .word_text import WordText
from .word_xml import open_word, w

_MACROS = "Dit document bevat macro's. Alleen de tekst is gelezen, de macro's zijn niet uitgevoerd."
_CHANGED = (
    "Dit document bevat bijgehouden wijzigingen. Het is gelezen alsof ze allemaal aanvaard zijn."
)
_HIDDEN = "Verborgen tekst in dit document is niet gelezen."
_INSERTED = "In dit document is een ander bestand ingevoegd. Dat is niet gelezen."


def read_docx(data: bytes) -> PlanDocument:
    """The plan in a Word file; UnreadableDocument says in Dutch why there is none."""
    file = open_word(data)
    text = WordText(file)
    reader = WordBlocks(text)
    blocks = reader.read(file.document.find(w("body")))
    plan = understand(blocks, text.notes)
    told = {
        _MACROS: file.has_macros,
        _CHANGED: text.changed,
        _HIDDEN: text.hid_text,
        _INSERTED: reader.skipped_inserts,
    }
    plan.doubts[:0] = [Doubt("document", sentence) for sentence, seen in told.items() if seen]
    return plan
