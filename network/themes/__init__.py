"""Year themes: proposing, voting, counting, and what belongs to a theme."""

from .current import current_theme, open_ballots

__all__ = ["current_theme", "open_ballots"]
