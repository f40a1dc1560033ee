"""Users, organisations, representatives and roles."""

from django.apps import AppConfig

from avow.kernel import words
from avow.people.samples import SAMPLES
from avow.people.words import REASONS


class PeopleConfig(AppConfig):
    """Users, organisations, representatives and roles."""

    name = "avow.people"
    label = "people"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes, its mails, and its long work."""
        from avow.notices import samples  # noqa: PLC0415  models are not loaded before
        from avow.people import jobs  # noqa: F401, PLC0415  its functions register themselves

        words.register(REASONS)
        samples.register(SAMPLES)
