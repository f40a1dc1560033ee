"""Peer learning: good practices out of reports."""

from django.apps import AppConfig

from avow.kernel import words
from avow.learning.words import LEDGER, REASONS, SAMPLES
from avow.ledger import words as ledger_words
from avow.notices import samples


class LearningConfig(AppConfig):
    """Good practices out of reports, published as their makers agreed."""

    name = "avow.learning"
    label = "learning"

    def ready(self) -> None:
        """Register sentences, mails, panels, and what follows when an organisation changes."""
        from avow.directory import builders, panels  # noqa: PLC0415  models first
        from avow.learning import (  # noqa: PLC0415  models first
            due,
            merging,
            personal,
            publication,
            showing,
        )
        from avow.learning.services import matching  # noqa: PLC0415  models first
        from avow.people import changed  # noqa: PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        panels.of_commitment(showing.commitment_panel)
        panels.of_organisation(showing.organisation_panel)
        changed.register(publication.organisation_changed)
        changed.register(matching.organisation_changed)
        builders.register_rebuilder(publication.rebuild)
        del due, merging, personal  # registered by being imported
