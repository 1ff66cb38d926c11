"""The dossier of a meeting."""

urlpatterns = []
