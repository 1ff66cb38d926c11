from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ActionplansConfig(AppConfig):
    name = "actionplans"
    verbose_name = "Plannen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cities import index  # noqa: PLC0415 - models load before rules

        from . import freeze, reference, searching  # noqa: PLC0415

        index.register("plan", searching.rebuild, kinds=searching.KINDS, each=searching.uids)
        pre_migrate.connect(freeze.remove_on_sqlite, sender=self)
        post_migrate.connect(freeze.install, sender=self)
        post_migrate.connect(reference.load, sender=self)
