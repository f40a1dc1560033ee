"""Commitments and their revisions."""

from datetime import timedelta

from django.apps import AppConfig

from avow.commitments.samples import SAMPLES
from avow.commitments.words import REASONS
from avow.kernel import words
from avow.kernel.due import due as work
from avow.notices import samples


class CommitmentsConfig(AppConfig):
    """Commitments and their revisions."""

    name = "avow.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Register sentences, samples, what the calendar does, and what the public is shown."""
        from avow.commitments import due, merging, publication  # noqa: F401, PLC0415  models first
        from avow.commitments.catalogue import loading  # noqa: PLC0415  models first
        from avow.commitments.services import common  # noqa: PLC0415  models first
        from avow.directory import builders  # noqa: PLC0415  models first
        from avow.forums import examples  # noqa: PLC0415  models first
        from avow.people import changed  # noqa: PLC0415  models first
        from avow.review import decided  # noqa: PLC0415  models first

        words.register(REASONS)
        samples.register(SAMPLES)
        builders.register(publication.entries_of)
        examples.register(loading.keep)
        changed.register(publication.organisation_changed)
        decided.register(due.case_decided, lock=common.lock_of_case)
        work("commitments.complete", every=timedelta(hours=1))(due.complete_those_over)
