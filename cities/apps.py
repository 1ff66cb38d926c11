from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CitiesConfig(AppConfig):
    name = "cities"
    verbose_name = "Steden en mensen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import index, reference, searching  # noqa: PLC0415 - models load before rules

        index.register("city", searching.rebuild)
        post_migrate.connect(reference.load, sender=self)
