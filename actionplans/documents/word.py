"""A Word document (.docx, .docm) as a plan."""

from .plan_document import Doubt, PlanDocument
from .plan_reader import understand
from .word_tables import WordBlocks
from .word_text import WordText
from .word_xml import open_word, w


def read_docx(data: bytes) -> PlanDocument:
    """The plan in a Word file; UnreadableDocument says in Dutch why there is none."""
    file = open_word(data)
    text = WordText(file)
    reader = WordBlocks(text)
    blocks = reader.read(file.document.find(w("body")))
    plan = understand(blocks, text.notes)
    told = {
        "Dit document bevat macro's. Alleen de tekst is gelezen, de macro's zijn niet uitgevoerd.": (
            file.has_macros
        ),
        "Dit document bevat bijgehouden wijzigingen. Het is gelezen alsof ze allemaal aanvaard zijn.": (
            text.changed
        ),
        "Verborgen tekst in dit document is niet gelezen.": text.hid_text,
        "In dit document is een ander bestand ingevoegd. Dat is niet gelezen.": reader.skipped_inserts,
    }
    plan.doubts[:0] = [Doubt("document", sentence) for sentence, seen in told.items() if seen]
    return plan
