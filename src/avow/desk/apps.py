"""Work places of secretariat, Champions and Core Group: pages only."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Work places of secretariat, Champions and Core Group: pages only."""

    name = "avow.desk"
    label = "desk"
