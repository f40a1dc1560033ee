"""What the public writes, and how it is moderated."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """One queue, one set of rules and one life for every text that the public writes."""

    name = "avow.moderation"
    label = "moderation"
