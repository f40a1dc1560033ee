"""Annual: the report of a frozen cycle, as pages, PDF and data."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from avow.annual.words import LEDGER, REASONS, SAMPLES
from avow.kernel import words
from avow.ledger import words as ledger_words
from avow.notices import samples


class AnnualConfig(AppConfig):
    """The report of a frozen cycle: its data, figures, text and editions."""

    name = "avow.annual"
    label = "annual"

    def ready(self) -> None:
        """Register sentences, due work, and the guard of what is frozen."""
        from avow.annual import due, guard, offering  # noqa: PLC0415  models first
        from avow.annual.services import freezing, printing  # noqa: PLC0415  as above
        from avow.opendata.api import annual as api_reports  # noqa: PLC0415  as above

        words.register(REASONS)
        api_reports.register(offering.editions_of)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        pre_migrate.connect(guard.step_aside, sender=self, dispatch_uid="annual.guard")
        post_migrate.connect(guard.install, sender=self, dispatch_uid="annual.guard")
        del due, freezing, printing  # registered by being imported
