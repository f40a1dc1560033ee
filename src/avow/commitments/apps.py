"""Commitments and their revisions."""

from django.apps import AppConfig

from avow.kernel import words
from avow.commitments.words import REASONS


class CommitmentsConfig(AppConfig):
    """Commitments and their revisions."""

    name = "avow.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes."""
        words.register(REASONS)
