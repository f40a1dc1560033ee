"""News."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """News of a forum and its coalitions: pages, feed, mail."""

    name = "avow.news"
    label = "news"
