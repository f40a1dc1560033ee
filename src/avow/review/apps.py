"""Cases: one coalition's answer to one application or commitment."""

from datetime import timedelta

from django.apps import AppConfig

from avow.kernel import words
from avow.kernel.due import due
from avow.notices import samples
from avow.review.samples import SAMPLES
from avow.review.words import REASONS


class ReviewConfig(AppConfig):
    """Cases: one coalition's answer to one application or commitment."""

    name = "avow.review"
    label = "review"

    def ready(self) -> None:
        """Register sentences, samples of notices, and what time alone makes due."""
        from avow.directory.memberships import register_makers  # noqa: PLC0415  models load first
        from avow.review import merging, personal  # noqa: F401, PLC0415  they register themselves
        from avow.review.querysets import maker_rows  # noqa: PLC0415  beside its use
        from avow.review.services import liaison, reminding  # noqa: PLC0415  models load first

        words.register(REASONS)
        samples.register(SAMPLES)
        register_makers(maker_rows)
        due("review.silence")(liaison.pass_silence)
        due("review.count", every=timedelta(minutes=15))(reminding.count_all_again)
        due("review.remind", every=timedelta(hours=1))(reminding.remind_champions)
