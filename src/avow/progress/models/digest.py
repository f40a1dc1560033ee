"""What Champions are written of their coalitions' reporting, and who wants no such mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.progress.models.cycle import Cycle


class Digest(models.Model):
    """A Champion's mail of one part of a cycle: the row decides which machine writes it.

    `part` counts the pack's days from the opening; 0 is the mail at the freeze. `told_at` is empty
    where nothing had changed since the mail before. `content` is the SHA-256 of what there was to
    tell.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="digests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="report_digests"
    )
    part = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=64)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="digest_once", fields=["cycle", "user", "part"]),
            models.CheckConstraint(name="digest_has_content", condition=~Q(content="")),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} to {self.user_id}: {self.part}"


class NoDigest(models.Model):
    """Somebody who wants no mail of a forum's reporting."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(name="no_digest_once", fields=["forum", "user"])]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.forum_id}"
