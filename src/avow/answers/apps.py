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
        from avow.answers import personal  # noqa: F401, PLC0415  models first; it registers itself

        words.register(REASONS)
