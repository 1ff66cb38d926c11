"""How rows of the tree are called in addresses: `/doelen/<uid>/bewerken/`."""

WORDS = {
    "titel": "edition",
    "hoofdstukken": "chapter",
    "doelen": "goal",
    "acties": "action",
    "deelnemers": "participation",
    "voetnoten": "note",
}
KINDS = {kind: word for word, kind in WORDS.items()}


class RowKindConverter:
    """'doelen' in the address is the kind 'goal' in the view."""

    regex = "|".join(WORDS)

    def to_python(self, value: str) -> str:
        return WORDS[value]

    def to_url(self, value: str) -> str:
        return KINDS[value]
