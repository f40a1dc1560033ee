"""The public conversation."""

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    """The public conversation: topics, posts, replies."""

    name = "avow.conversation"
    label = "conversation"
