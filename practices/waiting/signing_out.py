"""Who signs out lets go of every fiche that they had taken to read."""

from ..claims import release_all


def let_go(*, user=None, **signal):
    """Called by Django when somebody signs out; `user` is None for a visitor who does."""
    if user is not None:
        release_all(by=user)
