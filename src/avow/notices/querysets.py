"""Named queries over the outbox and the notices in the app."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.kernel.account import Account
from avow.notices.states import MessageState

if TYPE_CHECKING:
    from avow.notices.models import Message, Notice  # noqa: F401  named below


class MessageQuerySet(models.QuerySet["Message"]):
    """Mails in the domain's words."""

    def due(self, now: datetime) -> Self:
        """Return what may be sent at `now`: it waited long enough, or its sender died."""
        return self.filter(
            Q(state=MessageState.QUEUED, next_attempt_at__lte=now)
            | Q(state=MessageState.SENDING, lease_until__lte=now)
        )

    def of_forum(self, forum: Forum) -> Self:
        """Return one forum's mails, the newest first."""
        return self.filter(forum=forum).order_by("-created_at", "-pk")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices in the app."""

    def for_user(self, user: Account) -> Self:
        """Return a user's own notices, the newest first."""
        return self.filter(user_id=user.pk).select_related("forum").order_by("-at", "-pk")

    def unread(self) -> Self:
        """Return those not read yet."""
        return self.filter(read_at=None)
