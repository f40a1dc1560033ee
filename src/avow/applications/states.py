"""The words of applications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SCREENING = "screening", _("Screening")
    CLARIFICATION = "clarification", _("Waiting for an answer to a question")
    IN_REVIEW = "in_review", _("In review")
    DECIDED = "decided", _("Decided")
    INELIGIBLE = "ineligible", _("Not eligible")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Check(TextChoices):
    """An answer on the screening checklist."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNCLEAR = "unclear", _("Unclear")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


OVER = frozenset({State.DECIDED, State.INELIGIBLE, State.WITHDRAWN})
OPEN = frozenset({State.DRAFT, State.CLARIFICATION})
HANDED_IN = frozenset(State) - {State.DRAFT}
TO_BE_TOLD = frozenset({State.DECIDED, State.INELIGIBLE})
