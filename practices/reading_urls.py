from django.urls import path

from .views import reading

urlpatterns = [
    path("<slug:slug>/", reading.practice_detail, name="detail"),
]
