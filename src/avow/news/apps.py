"""News."""

from django.apps import AppConfig

from avow.kernel import words
from avow.ledger import words as ledger_words
from avow.news.words import LEDGER, REASONS, SAMPLES
from avow.notices import samples


class NewsConfig(AppConfig):
    """News of a forum and its coalitions: pages, feed, mail."""

    name = "avow.news"
    label = "news"

    def ready(self) -> None:
        """Register sentences, mails, jobs and due work, and what a confirmed address opens."""
        from avow.news import personal  # noqa: F401, PLC0415  it registers itself
        from avow.news.services import subscribing, writing  # noqa: PLC0415  models first
        from avow.participants.confirmed import when_confirmed  # noqa: PLC0415  models first
        from avow.participants.forgotten import when_forgotten  # noqa: PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        waits, drops = subscribing.waiting_lines, subscribing.drop_waiting
        when_confirmed("news", waits=waits, drops=drops)(subscribing.open_waiting)
        when_forgotten("news")(subscribing.forget)
        del writing
