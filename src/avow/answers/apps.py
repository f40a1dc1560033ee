"""Forms defined by packs, answer sheets that save themselves, frozen on submission."""

from django.apps import AppConfig

from avow.answers.words import REASONS
from avow.kernel import words


class AnswersConfig(AppConfig):
    """Forms defined by packs, answer sheets that save themselves, frozen on submission."""

    name = "avow.answers"
    label = "answers"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes."""
        words.register(REASONS)
