"""The words of reviewing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a case stands: one coalition's answer to one application or commitment."""

    VALIDATION = "validation", _("Champions are voting")
    CLARIFICATION = "clarification", _("Waiting for an answer to a question")
    LIAISON = "liaison", _("Before the Core Group")
    OBJECTION = "objection", _("Objection raised")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CLOSED = "closed", _("Closed: withdrawn by the applicant")


class Choice(TextChoices):
    """A Champion's vote."""

    APPROVE = "approve", _("Approve")
    REJECT = "reject", _("Reject")
    ABSTAIN = "abstain", _("Abstain")


class Subject(TextChoices):
    """What a case is about. The case itself does not look at it."""

    APPLICATION = "application", _("Application")
    COMMITMENT = "commitment", _("Commitment")


DECIDED = frozenset({State.ACCEPTED, State.DECLINED})
OVER = DECIDED | {State.CLOSED}
UNDER_WAY = frozenset(State) - OVER
