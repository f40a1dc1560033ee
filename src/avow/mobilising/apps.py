"""Bringing in others."""

from django.apps import AppConfig


class MobilisingConfig(AppConfig):
    """Invitations by which makers bring in others, and the count of who came."""

    name = "avow.mobilising"
    label = "mobilising"

    def ready(self) -> None:
        """Register what an organisation's page shows, and when somebody counts."""
        from avow.directory import panels  # noqa: PLC0415  models first
        from avow.mobilising import personal, showing  # noqa: F401, PLC0415  models first
        from avow.mobilising.services import inviting  # noqa: PLC0415  models first
        from avow.participants.confirmed import when_confirmed  # noqa: PLC0415  models first
        from avow.participants.forgotten import when_forgotten  # noqa: PLC0415  models first

        when_forgotten("mobilising")(inviting.forget)
        panels.of_organisation(showing.panel)
        drops = inviting.drop_waiting
        when_confirmed("mobilising", drops=drops)(inviting.participant_confirmed)
