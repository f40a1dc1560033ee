"""A commitment nobody reports on."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.commitments.models import Commitment
from avow.progress.states import InactivityState


class Inactivity(models.Model):
    """A commitment that missed cycle after cycle: announced, then inactive, until it reports."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="inactivities")
    state = models.CharField(
        max_length=10, choices=InactivityState, default=InactivityState.ANNOUNCED, editable=False
    )
    missed = models.PositiveSmallIntegerField()  # cycles in a row
    announced_at = models.DateTimeField()
    marked_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(  # none: a report came in
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)  # why the secretariat lifted it

    class Meta:
        verbose_name_plural = "inactivities"
        ordering = ["-announced_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="inactivity_once", fields=["commitment"], condition=~Q(state="lifted")
            ),
            models.CheckConstraint(
                name="inactivity_state_known", condition=Q(state__in=InactivityState.values)
            ),
            models.CheckConstraint(
                name="inactivity_marked_dated",
                condition=~Q(state="inactive") | Q(marked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="inactivity_lifted_dated",
                condition=Q(state="lifted", lifted_at__isnull=False)
                | (~Q(state="lifted") & Q(lifted_at=None)),
            ),
        ]
        indexes = [models.Index(name="inactivity_state", fields=["state", "commitment"])]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.state}"
