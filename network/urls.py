"""The promised addresses (DESIGN §7): Dutch, stable, one per thing."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from .views import errors, health, home, reminders

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("network.network_urls")),
    path("", include("network.cities_urls")),
    path("", include("actionplans.urls")),
    path("", include("practices.urls")),
    path("account/meldingen/", reminders.reminders, name="reminders"),
    path("meldingen/uit/<str:token>/", reminders.reminders_off, name="reminders_off"),
    path("account/", include("network.account_urls")),
    path("beheer/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
