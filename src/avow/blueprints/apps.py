"""Plans of action."""

from django.apps import AppConfig


class BlueprintsConfig(AppConfig):
    """Plans of action: written together, published in versions, compiled into one."""

    name = "avow.blueprints"
    label = "blueprints"
