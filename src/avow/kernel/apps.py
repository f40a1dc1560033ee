"""The kernel as a Django app, for the words it shares."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from avow.kernel import words


class KernelConfig(AppConfig):
    """Machinery without a domain."""

    name = "avow.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Register the reasons any lifecycle can give."""
        words.register(
            {
                "changed_meanwhile": _(
                    "Somebody else saved it while you were writing. Nothing is overwritten."
                ),
                "moved_on": _("This has moved on since you opened the page. Nothing was changed."),
                "not_yours": _("You may not do this."),
                "reason_missing": _("Write a reason."),
            }
        )
