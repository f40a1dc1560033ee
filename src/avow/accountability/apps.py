"""Who kept their word: figures, charts, the annual report."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """Reads what the apps below keep, and shows it as figures; it changes nothing."""

    name = "avow.accountability"
    label = "accountability"
