"""Applications, from draft to decided."""

from django.apps import AppConfig

from avow.applications.words import REASONS
from avow.kernel import words


class ApplicationsConfig(AppConfig):
    """Applications, from draft to decided."""

    name = "avow.applications"
    label = "applications"

    def ready(self) -> None:
        """Register the sentences beside this app's reason codes."""
        words.register(REASONS)
