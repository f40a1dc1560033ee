"""The public conversation."""

from django.apps import AppConfig

from avow.conversation.words import LEDGER, REASONS
from avow.kernel import words
from avow.ledger import words as ledger_words


class ConversationConfig(AppConfig):
    """The public conversation: topics, posts, replies."""

    name = "avow.conversation"
    label = "conversation"

    def ready(self) -> None:
        """Register sentences and due work."""
        from avow.conversation.services import topics  # noqa: F401, PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
