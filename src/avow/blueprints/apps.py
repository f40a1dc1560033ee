"""Plans of action."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from avow.blueprints.words import LEDGER, REASONS, SAMPLES
from avow.directory import aims as directory_aims
from avow.kernel import words
from avow.ledger import words as ledger_words
from avow.notices import samples


class BlueprintsConfig(AppConfig):
    """Plans of action: written together, published in versions, compiled into one."""

    name = "avow.blueprints"
    label = "blueprints"

    def ready(self) -> None:
        """Register sentences, mails, jobs; let the database guard what is published."""
        from avow.blueprints import aims, guard, personal  # noqa: F401, PLC0415  models first
        from avow.blueprints.services import printing, versions  # noqa: F401, PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        directory_aims.register(aims.find)
        pre_migrate.connect(guard.step_aside, sender=self, dispatch_uid="blueprints.aside")
        post_migrate.connect(guard.install, sender=self, dispatch_uid="blueprints.guard")
