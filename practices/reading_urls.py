"""Where everybody reads practices; the addresses with a slug stand last."""

from django.urls import path

from .views import listing, reading

urlpatterns = [
    path("", listing.practice_list, name="list"),
    path("feed/", listing.practice_feed, name="feed"),
    path("export.json", listing.practice_list_json, name="list_json"),
    path("export.csv", listing.practice_list_csv, name="list_csv"),
    path("leeswijzer/", reading.reading_guide, name="reading_guide"),
    path("<slug:slug>/", reading.practice_detail, name="detail"),
    path("<slug:slug>/geschiedenis/", reading.practice_history, name="history"),
    path("<slug:slug>/export.json", reading.practice_json, name="json"),
]
