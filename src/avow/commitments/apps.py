"""Commitments and their revisions."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from avow.commitments.samples import SAMPLES
from avow.commitments.words import LEDGER, REASONS
from avow.kernel import words
from avow.kernel.due import due as work
from avow.ledger import words as ledger_words
from avow.notices import samples


class CommitmentsConfig(AppConfig):
    """Commitments and their revisions."""

    name = "avow.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Register sentences, samples, what the calendar does, and what the public is shown."""
        from avow.blueprints import panels, published  # noqa: PLC0415  models first
        from avow.commitments import (  # noqa: F401, PLC0415  models first
            due,
            guard,
            merging,
            plan_notes,
            plans,
            publication,
        )
        from avow.commitments.catalogue import loading  # noqa: PLC0415  models first
        from avow.commitments.services import common  # noqa: PLC0415  models first
        from avow.directory import builders  # noqa: PLC0415  models first
        from avow.forums import examples  # noqa: PLC0415  models first
        from avow.people import changed  # noqa: PLC0415  models first
        from avow.review import decided  # noqa: PLC0415  models first

        words.register(REASONS)
        ledger_words.register(LEDGER)
        samples.register(SAMPLES)
        builders.register(publication.entries_of)
        published.register(plans.plan_published)
        panels.sections(plan_notes.notes)
        examples.register(loading.keep)
        changed.register(publication.organisation_changed)
        decided.register(due.case_decided, lock=common.lock_of_case)
        pre_migrate.connect(guard.step_aside, sender=self, dispatch_uid="commitments.guard")
        post_migrate.connect(guard.install, sender=self, dispatch_uid="commitments.guard")
        work("commitments.complete", every=timedelta(hours=1))(due.complete_those_over)
        work("commitments.renewals", every=timedelta(hours=1))(due.invite_to_renew)
