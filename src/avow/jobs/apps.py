"""Long work: one row per import, export or batch, with progress."""

from datetime import timedelta

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work: one row per import, export or batch, with progress."""

    name = "avow.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register what this app does by the clock."""
        from avow.jobs import engine, services  # noqa: PLC0415  models are not loaded before
        from avow.kernel.due import due  # noqa: PLC0415  beside its use

        due("tasks.reap")(engine.reap)
        due("jobs.resume")(services.resume_due)
        due("tasks.prune", every=timedelta(days=1))(engine.prune)
