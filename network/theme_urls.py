"""Year themes, their proposals and ballots."""

urlpatterns = []
