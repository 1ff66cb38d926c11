"""Words that stand in an address where the name of a thing would."""

from cities.models.place import RESERVED_SLUGS

NOT_A_NAME = [*RESERVED_SLUGS, "stemming", "stemmingen", "voorstel", "voorstellen", "dossier"]
