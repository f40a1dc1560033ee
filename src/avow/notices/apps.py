"""The outbox: mail and notices in the app."""

from django.apps import AppConfig

from avow.kernel import words
from avow.notices.words import REASONS


class NoticesConfig(AppConfig):
    """The outbox: mail and notices in the app."""

    name = "avow.notices"
    label = "notices"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes, and what it does by the clock."""
        from avow.kernel.due import due  # noqa: PLC0415  beside its use
        from avow.notices import delivery  # noqa: PLC0415  models are not loaded before

        words.register(REASONS)
        due("notices.deliver")(delivery.deliver_due)
