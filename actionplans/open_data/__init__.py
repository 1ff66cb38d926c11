"""Plans as open data: where the rows come from, and the tables with their columns."""

from .tables import TABLES

__all__ = ["TABLES"]
