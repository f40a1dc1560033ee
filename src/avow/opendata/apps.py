"""Imports and exports."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Imports and exports."""

    name = "avow.opendata"
    label = "opendata"
