"""People who take part without an account."""

from django.apps import AppConfig

from avow.kernel import words
from avow.notices import samples
from avow.participants.words import REASONS, SAMPLES


class ParticipantsConfig(AppConfig):
    """People who take part without an account: one confirmed address each."""

    name = "avow.participants"
    label = "participants"

    def ready(self) -> None:
        """Register sentences, the sample mail, and what time does here."""
        words.register(REASONS)
        samples.register(SAMPLES)
        from avow.participants import personal  # noqa: F401, PLC0415  it registers itself
        from avow.participants.services import entering  # noqa: PLC0415  models first
        from avow.people import changed  # noqa: PLC0415  models first

        changed.register(entering.organisation_changed)
