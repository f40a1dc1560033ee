"""Applications, from draft to decided."""

from datetime import timedelta

from django.apps import AppConfig

from avow.applications.samples import SAMPLES
from avow.applications.words import REASONS
from avow.kernel import words
from avow.kernel.due import due
from avow.notices import samples


class ApplicationsConfig(AppConfig):
    """Applications, from draft to decided."""

    name = "avow.applications"
    label = "applications"

    def ready(self) -> None:
        """Register sentences, sample mails, what a merge moves, and what a decided case does."""
        from avow.applications import merging  # noqa: F401, PLC0415  its function registers itself

        words.register(REASONS)
        samples.register(SAMPLES)
        self._join_review()

    def _join_review(self) -> None:
        """Hear of decided cases, release many as a job, remind of the promise."""
        from avow.applications import personal  # noqa: F401, PLC0415  it registers itself
        from avow.applications.services import bulk, outcome, reminding  # noqa: PLC0415  models load first
        from avow.jobs.registry import runner  # noqa: PLC0415  beside its use
        from avow.review import decided  # noqa: PLC0415  beside its use

        decided.register(outcome.on_case_decided, lock=outcome.lock_of_case)
        runner(bulk.RELEASE_JOB)(bulk.run_release)
        due("applications.remind", every=timedelta(hours=1))(reminding.remind_secretariat)
