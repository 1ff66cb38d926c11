from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = "Praktijken"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import reference  # noqa: PLC0415 - models load before rules

        reference.keep_what_was_told()
        post_migrate.connect(reference.load, sender=self)
