"""Forums, their coalitions, actions, windows and packs."""

from django.apps import AppConfig

from avow.forums.words import REASONS
from avow.kernel import words


class ForumsConfig(AppConfig):
    """Forums, their coalitions, actions, windows and packs."""

    name = "avow.forums"
    label = "forums"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes."""
        words.register(REASONS)
