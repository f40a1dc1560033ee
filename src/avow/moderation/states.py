"""The words of what the public writes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The life of a text."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    HELD = "held", _("Waiting to be looked at")
    VISIBLE = "visible", _("Public")
    REMOVED = "removed", _("Removed")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class Kind(TextChoices):
    """What the text is."""

    POST = "post", _("Post in the conversation")
    COMMENT = "comment", _("Comment on a plan")


class Reason(TextChoices):
    """Why a text is reported or removed: the list that the rules page shows."""

    DANGER = "danger", _("It puts somebody in danger, or names a person who must not be named")
    HATE = "hate", _("It insults, threatens or degrades people")
    PRIVATE = "private", _("It holds somebody's private data")
    SPAM = "spam", _("It advertises something, or is sent many times")
    OFF_TOPIC = "off_topic", _("It is not about this topic")
    LAW = "law", _("It breaks the law")


class Act(TextChoices):
    """What a moderator did."""

    APPROVE = "approve", _("Approved")
    HOLD = "hold", _("Held")
    KEEP = "keep", _("Kept: it breaks no rule")
    REMOVE = "remove", _("Removed")
    RESTORE = "restore", _("Brought back")
