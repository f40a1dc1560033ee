"""The words of progress."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CycleState(TextChoices):
    """Where a reporting cycle stands."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed, late reports are taken")
    FROZEN = "frozen", _("Frozen")


class State(TextChoices):
    """Where a report stands."""

    NOT_STARTED = "not_started", _("Not started")
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Handed in")
    RETURNED = "returned", _("Returned with questions")
    VERIFIED = "verified", _("Verified")
    PUBLISHED = "published", _("Published")
    NOT_REPORTED = "not_reported", _("Not reported")
    EXCUSED = "excused", _("Not owed any more")


class Declared(TextChoices):
    """How a commitment is doing, in its maker's own word."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    DELAYED = "delayed", _("Delayed")
    ACHIEVED = "achieved", _("Achieved")
    DISCONTINUED = "discontinued", _("Discontinued")


class Evidence(TextChoices):
    """What the maker answers when asked for evidence."""

    GIVEN = "given", _("Evidence is attached")
    NONE = "none", _("No evidence available")


class Check(TextChoices):
    """Whether the secretariat looked at the evidence of what is public."""

    VERIFIED = "verified", _("Verified by the secretariat")
    SELF_REPORTED = "self_reported", _("Self-reported")


class StepState(TextChoices):
    """What became of a milestone."""

    NOT_YET = "not_yet", _("Not yet")
    MET = "met", _("Met")
    DROPPED = "dropped", _("Dropped")


class InactivityState(TextChoices):
    """Whether a silent commitment counts as inactive."""

    ANNOUNCED = "announced", _("Inactive soon")
    INACTIVE = "inactive", _("Inactive")
    LIFTED = "lifted", _("Active again")


WRITING = frozenset({State.DRAFT, State.RETURNED})
HANDED_IN = frozenset({State.SUBMITTED, State.RETURNED, State.VERIFIED, State.PUBLISHED})
SETTLED = frozenset({State.PUBLISHED, State.NOT_REPORTED, State.EXCUSED})
WAITING = frozenset({State.NOT_STARTED, State.DRAFT, State.RETURNED})  # for the maker
NEEDS_REASON = frozenset({Declared.DELAYED, Declared.DISCONTINUED})
