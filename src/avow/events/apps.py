"""Events."""

from django.apps import AppConfig

from avow.events.words import LEDGER, REASONS, SAMPLES
from avow.kernel import words
from avow.ledger import words as ledger_words
from avow.notices import samples


class EventsConfig(AppConfig):
    """Events: sessions, registration, attendance."""

    name = "avow.events"
    label = "events"

    def ready(self) -> None:
        """Register sentences, mails, due work, panels, and what a confirmed address opens."""
        from avow.directory import panels  # noqa: PLC0415  models first
        from avow.events import personal, showing  # noqa: PLC0415  models first
        from avow.events.services import registering  # noqa: PLC0415  models first
        from avow.participants.confirmed import when_confirmed  # noqa: PLC0415  models first
        from avow.participants.forgotten import when_forgotten  # noqa: PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        panels.of_organisation(showing.organisation_panel)
        panels.of_commitment(showing.commitment_panel)
        waits, drops = registering.waiting_lines, registering.drop_waiting
        when_confirmed("events", waits=waits, drops=drops)(registering.open_waiting)
        when_forgotten("events")(registering.forget)
        del personal
