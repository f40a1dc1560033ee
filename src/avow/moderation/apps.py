"""What the public writes, and how it is moderated."""

from django.apps import AppConfig

from avow.kernel import words
from avow.ledger import words as ledger_words
from avow.moderation.words import LEDGER, REASONS, SAMPLES
from avow.notices import samples


class ModerationConfig(AppConfig):
    """One queue, one set of rules and one life for every text that the public writes."""

    name = "avow.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Register sentences and mails, and what opens when an address is confirmed."""
        words.register(REASONS)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        from avow.moderation import personal  # noqa: F401, PLC0415  it registers itself
        from avow.moderation.services import writing  # noqa: PLC0415  models first
        from avow.participants.confirmed import when_confirmed  # noqa: PLC0415  models first
        from avow.participants.forgotten import when_forgotten  # noqa: PLC0415  models first

        when_confirmed("moderation", waits=writing.waiting_lines, drops=writing.drop_waiting)(
            writing.open_waiting
        )
        when_forgotten("moderation")(writing.forget)
