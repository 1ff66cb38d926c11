"""Who enters which address of the practice database; merged into `matrix.RULES`."""

from tests.matrix_rules import public

RULES = {
    "practices:detail": public(),
}
