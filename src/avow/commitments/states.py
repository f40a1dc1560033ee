"""The words of commitments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a commitment stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CLARIFICATION = "clarification", _("Waiting for an answer to a question")
    IN_REVIEW = "in_review", _("In review")
    DECLINED = "declined", _("Declined")
    PUBLISHED = "published", _("Published")
    AMENDED = "amended", _("Amendment in review")
    COMPLETED = "completed", _("Completed")
    ENDED = "ended", _("Ended early")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MoneySource(TextChoices):
    """Where the money of a finance line comes from."""

    OWN = "own", _("Own funds")
    RAISED = "raised", _("Raised from others")
    IN_KIND = "in_kind", _("In kind")


class CapacityKind(TextChoices):
    """What a maker measures its means by."""

    BUDGET = "budget", _("Annual budget")
    REVENUE = "revenue", _("Annual revenue")
    INCOME = "income", _("Gross national income")


class PartnerState(TextChoices):
    """Whether a named partner agreed to be named."""

    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    NOT_REGISTERED = "not_registered", _("Not registered here")


class CoMakerState(TextChoices):
    """Whether a co-maker signed the commitment."""

    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Signed")
    REFUSED = "refused", _("Refused")
    LEFT = "left", _("Left")


class JoiningState(TextChoices):
    """What became of a request to join."""

    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


PUBLIC = frozenset({State.PUBLISHED, State.AMENDED, State.COMPLETED, State.ENDED})
OPEN = frozenset({State.DRAFT, State.CLARIFICATION})
HANDED_IN = frozenset(State) - {State.DRAFT}
OVER = frozenset({State.COMPLETED, State.ENDED, State.WITHDRAWN})
