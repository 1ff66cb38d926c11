"""Who enters which address of the network; merged into `matrix.RULES`."""

from tests.matrix_rules import FORM, READ, SIGN_IN, moderating, public, rule  # noqa: F401

# Anybody with a role in a city or in the network; each part of a page decides the rest.
MEMBERS = {"visitor": SIGN_IN, "others": "enters"}

RULES = {}
