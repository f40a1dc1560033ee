"""The public read model and its search."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The public read model and its search."""

    name = "avow.directory"
    label = "directory"
