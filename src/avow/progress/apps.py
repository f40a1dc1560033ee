"""Progress: reporting cycles, reports and their computed status."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from avow.kernel import words
from avow.ledger import words as ledger_words
from avow.notices import samples
from avow.progress.words import LEDGER, REASONS, SAMPLES


class ProgressConfig(AppConfig):
    """Reporting cycles, reports and their computed status."""

    name = "avow.progress"
    label = "progress"

    def ready(self) -> None:
        """Register sentences, mails, due work, the guard, and what is kept about a person."""
        from avow.directory import builders, panels  # noqa: PLC0415  models first
        from avow.progress import (  # noqa: PLC0415  models first
            due,
            guard,
            merging,
            my_waiting,
            personal,
            showing,
        )
        from avow.progress.services import many, outcomes  # noqa: PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        builders.register_rebuilder(outcomes.rebuild)
        panels.of_commitment(showing.commitment_panel)
        panels.of_organisation(showing.organisation_panel)
        pre_migrate.connect(guard.step_aside, sender=self, dispatch_uid="progress.guard")
        post_migrate.connect(guard.install, sender=self, dispatch_uid="progress.guard")
        del due, many, merging, my_waiting, personal  # registered by being imported
