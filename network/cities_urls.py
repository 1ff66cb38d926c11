"""The public city pages: the names belong to `cities`, the views show things of every layer."""

from django.urls import path

from .views import cities

app_name = "cities"

urlpatterns = [
    path("steden/", cities.city_list, name="list"),
    path("steden/<slug:city>/", cities.city_detail, name="detail"),
]
