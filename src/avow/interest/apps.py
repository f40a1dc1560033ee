"""Expressions of interest and letters of intent."""

from django.apps import AppConfig

from avow.interest.words import REASONS, SAMPLES
from avow.kernel import words
from avow.notices import samples


class InterestConfig(AppConfig):
    """Expressions of interest and letters of intent."""

    name = "avow.interest"
    label = "interest"

    def ready(self) -> None:
        """Register sentences, sample mails, and what time and the worker do here."""
        words.register(REASONS)
        samples.register(SAMPLES)
        from avow.interest import personal  # noqa: F401, PLC0415  it registers itself
        from avow.interest.services import batches  # noqa: F401, PLC0415  models first
