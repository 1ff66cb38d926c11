"""What everybody reads: published plans, their editions, and each goal and action by uid."""

from django.urls import path

from .views import difference, feed, history, permalinks, reading, verification

urlpatterns = [
    path("plannen/", reading.plan_list, name="list"),
    path("plannen/feed/", feed.edition_feed, name="feed"),
    path("plannen/<slug:city>/", reading.city_list, name="city_list"),
    path("plannen/<slug:city>/<slug:plan>/", reading.plan_detail, name="detail"),
    path("plannen/<slug:city>/<slug:plan>/edities/", reading.edition_list, name="editions"),
    path(
        "plannen/<slug:city>/<slug:plan>/edities/<int:number>/",
        reading.edition_detail,
        name="edition",
    ),
    path(
        "plannen/<slug:city>/<slug:plan>/edities/<int:number>/export.json",
        reading.edition_json,
        name="edition_json",
    ),
    path("plannen/<slug:city>/<slug:plan>/geschiedenis/", history.history, name="history"),
    path(
        "plannen/<slug:city>/<slug:plan>/edities/<int:number>/verschil/",
        difference.difference,
        name="difference",
    ),
    path("controle/", verification.verify, name="verify"),
    path("doelen/<uuid:uid>/", permalinks.goal_detail, name="goal"),
    path("doelen/<uuid:uid>/geschiedenis/", history.goal_history, name="goal_history"),
    path("acties/<uuid:uid>/", permalinks.action_detail, name="action"),
]
