"""Events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events: sessions, registration, attendance."""

    name = "avow.events"
    label = "events"
