from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_migrate


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = "Praktijken"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from actionplans.beside import tell_beside  # noqa: PLC0415 - models load before rules
        from cities.index import register  # noqa: PLC0415

        from . import reference  # noqa: PLC0415
        from .finding import index  # noqa: PLC0415
        from .planlinks.beside import practices_beside  # noqa: PLC0415
        from .waiting import signing_out  # noqa: PLC0415

        reference.keep_what_was_told()
        post_migrate.connect(reference.load, sender=self)
        user_logged_out.connect(signing_out.let_go)
        tell_beside(practices_beside)
        register("practice", index.rebuild, kinds=index.KINDS, each=index.uids)
