"""Long work: one row per import, export or batch, with progress."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work: one row per import, export or batch, with progress."""

    name = "avow.jobs"
    label = "jobs"
