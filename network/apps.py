from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401, PLC0415 - registers the deployment checks
        from .guards import keep_what_was_told  # noqa: PLC0415 - models load before rules
        from .leftovers import sweep_ours  # noqa: PLC0415 - models load before rules
        from .meetings import indexing  # noqa: F401, PLC0415 - tells how it is searched
        from .positions import searching  # noqa: F401, PLC0415 - tells how it is searched
        from .themes import searching as themes  # noqa: F401, PLC0415 - the same

        keep_what_was_told()
        sweep_ours()
