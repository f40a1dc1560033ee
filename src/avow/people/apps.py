"""Users, organisations, representatives and roles."""

from django.apps import AppConfig

from avow.kernel import words
from avow.people.words import REASONS


class PeopleConfig(AppConfig):
    """Users, organisations, representatives and roles."""

    name = "avow.people"
    label = "people"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes."""
        words.register(REASONS)
