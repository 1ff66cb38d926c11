from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401, PLC0415 - registers the deployment checks
        from .guards import keep_what_was_told  # noqa: PLC0415 - models load before rules

        keep_what_was_told()
