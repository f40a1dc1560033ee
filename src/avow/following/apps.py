"""Following."""

from django.apps import AppConfig

from avow.following.words import REASONS, SAMPLES
from avow.kernel import words
from avow.notices import samples


class FollowingConfig(AppConfig):
    """Searches that people keep, and mails about what is new in them."""

    name = "avow.following"
    label = "following"

    def ready(self) -> None:
        """Register sentences, the mail, due work, panels, and what an address opens and takes."""
        from avow.directory import panels  # noqa: PLC0415  models first
        from avow.following import merging, personal, showing  # noqa: PLC0415  models first
        from avow.following.services import keeping, looking  # noqa: PLC0415  models first
        from avow.participants.confirmed import when_confirmed  # noqa: PLC0415  models first
        from avow.participants.forgotten import when_forgotten  # noqa: PLC0415  models first

        words.register(REASONS)
        samples.register(SAMPLES)
        waits, drops = keeping.waiting_lines, keeping.drop_waiting
        when_confirmed("following", waits=waits, drops=drops)(keeping.open_waiting)
        when_forgotten("following")(keeping.forget)
        panels.of_commitment(showing.commitment_panel)
        panels.of_organisation(showing.organisation_panel)
        del looking, merging, personal  # registered by being imported
