"""Consultation on plans."""

from django.apps import AppConfig

from avow.consultation.words import LEDGER, REASONS
from avow.kernel import words
from avow.ledger import words as ledger_words


class ConsultationConfig(AppConfig):
    """Consultation on blueprints: comments on passages, answers, figures."""

    name = "avow.consultation"
    label = "consultation"

    def ready(self) -> None:
        """Register sentences, what a publication does here, and what version pages show."""
        from avow.blueprints import panels, published  # noqa: PLC0415  models first
        from avow.consultation import (  # noqa: PLC0415  models first
            context,
            personal,  # noqa: F401  it registers itself
        )
        from avow.consultation.services import answering, commenting  # noqa: PLC0415  models first
        from avow.people import changed  # noqa: PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
        published.register(answering.version_published)
        changed.register(commenting.organisation_changed)
        panels.sections(context.notes)
        panels.whole(context.panels)
        panels.before_publication(context.before_publication)
