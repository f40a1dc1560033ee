"""Expressions of interest and letters of intent."""

from django.apps import AppConfig

from avow.kernel import words
from avow.interest.words import REASONS


class InterestConfig(AppConfig):
    """Expressions of interest and letters of intent."""

    name = "avow.interest"
    label = "interest"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes."""
        words.register(REASONS)
