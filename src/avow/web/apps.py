"""Base templates, components, home, help, the map of addresses."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components, home, help, the map of addresses."""

    name = "avow.web"
    label = "web"
