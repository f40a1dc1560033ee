"""The words of the public directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """How a published commitment is doing: by its last report, or because its life is over."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    DELAYED = "delayed", _("Delayed")
    ACHIEVED = "achieved", _("Achieved")
    DISCONTINUED = "discontinued", _("Discontinued")
    NOT_REPORTED = "not_reported", _("Not reported")
    COMPLETED = "completed", _("Completed")
    ENDED = "ended", _("Ended early")


class Sort(TextChoices):
    """The orders of the directory."""

    NEWEST = "newest", _("Newest first")
    TITLE = "title", _("By title")
    AMOUNT = "amount", _("Largest amount first")
    RELEVANCE = "relevance", _("Best match first")


class OrganisationRole(TextChoices):
    """What an organisation is in a forum, as its public list tells."""

    MAKER = "maker", _("Commitment maker")
    CHAMPION = "champion", _("Champion")


TONES = {
    Status.ON_TRACK: "good",
    Status.ACHIEVED: "good",
    Status.COMPLETED: "good",
    Status.DELAYED: "warn",
    Status.DISCONTINUED: "bad",
    Status.ENDED: "bad",
}
