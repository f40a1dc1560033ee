"""Bringing in others."""

from django.apps import AppConfig


class MobilisingConfig(AppConfig):
    """Invitations by which makers bring in others, and the count of who came."""

    name = "avow.mobilising"
    label = "mobilising"
