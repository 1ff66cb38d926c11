"""How rows of the tree are called in addresses: `/doelen/<uid>/bewerken/`."""

WORDS = {
    "hoofdstukken": "chapter",
    "doelen": "goal",
    "acties": "action",
    "deelnemers": "participation",
    "voetnoten": "note",
}


class RowKindConverter:
    """'doelen' in the address is the kind 'goal' in the view."""

    words = WORDS
    regex = "|".join(WORDS)

    def to_python(self, value: str) -> str:
        return self.words[value]

    def to_url(self, value: str) -> str:
        return {kind: word for word, kind in self.words.items()}[value]


class TextKindConverter(RowKindConverter):
    """Also the plan's own title and introduction, which are edited but never moved or deleted."""

    words = {**WORDS, "titel": "edition"}
    regex = "|".join(words)


class SubjectKindConverter(RowKindConverter):
    """What progress is told about."""

    words = {"doelen": "goal", "acties": "action"}
    regex = "|".join(words)
