"""The words of peer learning."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The life of a good practice."""

    DRAFT = "draft", _("Being edited")
    ASKED = "asked", _("With its maker")
    CHANGE_WANTED = "change_wanted", _("Its maker wants a change")
    AGREED = "agreed", _("Its maker agreed")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Its maker refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Answer(TextChoices):
    """What a maker said to an edited text."""

    AGREED = "agreed", _("Agreed")
    CHANGE = "change", _("Wants a change")
    REFUSED = "refused", _("Refused")


class Facet(TextChoices):
    """What a published practice is found by."""

    COALITION = "coalition", _("Coalition")
    ACTION = "action", _("Action")
    COUNTRY = "country", _("Country")
    TAG = "tag", _("Tag")


class HelpState(TextChoices):
    """The life of a need or an offer."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    LAPSED = "lapsed", _("Lapsed")


class MatchState(TextChoices):
    """The life of a match of a need with an offer."""

    SUGGESTED = "suggested", _("Both sides are asked")
    WAITING = "waiting", _("One side said yes")
    INTRODUCED = "introduced", _("Introduced")
    DECLINED = "declined", _("Goes no further")
    ENDED = "ended", _("Over")


class Said(TextChoices):
    """What a side of a match said."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Side(TextChoices):
    """The two sides of a match."""

    NEED = "need", _("Help needed")
    OFFER = "offer", _("Help offered")


OVER = frozenset({State.REFUSED, State.WITHDRAWN})
MATCH_OPEN = frozenset({MatchState.SUGGESTED, MatchState.WAITING})
