"""Plans of action."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class BlueprintsConfig(AppConfig):
    """Plans of action: written together, published in versions, compiled into one."""

    name = "avow.blueprints"
    label = "blueprints"

    def ready(self) -> None:
        """Let the database guard what is published."""
        from avow.blueprints import guard  # noqa: PLC0415  models first

        pre_migrate.connect(guard.step_aside, sender=self, dispatch_uid="blueprints.aside")
        post_migrate.connect(guard.install, sender=self, dispatch_uid="blueprints.guard")
