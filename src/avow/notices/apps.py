"""The outbox: mail and notices in the app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The outbox: mail and notices in the app."""

    name = "avow.notices"
    label = "notices"
