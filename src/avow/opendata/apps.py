"""Imports and exports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpendataConfig(AppConfig):
    """Imports and exports."""

    name = "avow.opendata"
    label = "opendata"

    def ready(self) -> None:
        """Offer the imports of this app, the job that runs them, and the ledger's sentences."""
        from avow.kernel import words as reasons  # noqa: PLC0415  models load first
        from avow.ledger import words  # noqa: PLC0415
        from avow.opendata import deciding, dumps, services  # noqa: F401, PLC0415  they register
        from avow.opendata.imports import attendance, comments, commitments, letters, organisations  # noqa: PLC0415
        from avow.opendata.imports.registry import register  # noqa: PLC0415
        from avow.opendata.tokens import personal  # noqa: F401, PLC0415  registers
        from avow.opendata.words import REASONS  # noqa: PLC0415

        reasons.register(REASONS)
        register(organisations.KIND)
        register(commitments.KIND)
        register(letters.KIND)
        register(comments.KIND)
        register(attendance.KIND)
        words.register(
            {
                "commitments.imported": _(
                    "%(count)s commitments were imported: %(first)s to %(last)s."
                ),
                "organisations.imported": _("%(count)s organisations were imported."),
                "import.same": _("A name in an imported file was found to be this organisation."),
                "import.new": _("A name in an imported file was found to be a new organisation."),
            }
        )
