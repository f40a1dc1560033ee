"""The public, append-only, chained log."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The public, append-only, chained log."""

    name = "avow.ledger"
    label = "ledger"
