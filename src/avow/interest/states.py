"""The words of interest."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an expression of interest stands."""

    UNCONFIRMED = "unconfirmed", _("E-mail address not confirmed yet")
    RECEIVED = "received", _("Received")
    INVITED = "invited", _("Invited to apply")
    APPLIED = "applied", _("Applied")
    LAPSED = "lapsed", _("Lapsed")


class Kind(TextChoices):
    """How the interest came in."""

    EXPRESSION = "expression", _("Expression of interest")
    LETTER = "letter", _("Letter of intent")


OPEN = frozenset({State.RECEIVED, State.INVITED})
