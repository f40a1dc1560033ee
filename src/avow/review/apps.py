"""Cases: one coalition's answer to one application or commitment."""

from django.apps import AppConfig

from avow.kernel import words
from avow.review.words import REASONS


class ReviewConfig(AppConfig):
    """Cases: one coalition's answer to one application or commitment."""

    name = "avow.review"
    label = "review"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes."""
        words.register(REASONS)
