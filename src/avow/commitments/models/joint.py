"""A commitment that several organisations make together: who, for which share, who asks to join."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.commitments.models.commitment import Commitment
from avow.commitments.models.revision import Revision
from avow.commitments.states import CoMakerState, JoiningState
from avow.forums.models import Coalition
from avow.people.models import Organisation

_ALL = 100


class CoMaker(models.Model):
    """An organisation that makes a commitment together with its lead, for a share in per cent.

    The lead's own share is the revision's `lead_share`; all of them make 100.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="co_makers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="co_maker_in")
    share = models.DecimalField(max_digits=5, decimal_places=2)  # per cent
    task = models.CharField(max_length=300, blank=True)  # what it will do
    state = models.CharField(max_length=10, choices=CoMakerState, default=CoMakerState.ASKED)
    reason = models.TextField(blank=True)  # why it refused or left
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="co_maker_once", fields=["revision", "organisation"]),
            models.CheckConstraint(
                name="co_maker_share_is_a_part", condition=Q(share__gt=0, share__lt=_ALL)
            ),
            models.CheckConstraint(
                name="co_maker_state_known", condition=Q(state__in=CoMakerState.values)
            ),
            models.CheckConstraint(
                name="co_maker_answer_dated",
                condition=Q(state=CoMakerState.ASKED, decided_at=None)
                | (~Q(state=CoMakerState.ASKED) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="co_maker_no_with_a_reason",
                condition=Q(state__in=[CoMakerState.ASKED, CoMakerState.CONFIRMED]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.share} %"


class CoalitionShare(models.Model):
    """The part of a commitment's money that is for one of its coalitions, where its maker says."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="coalition_shares")
    coalition = models.ForeignKey(Coalition, models.PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["coalition__position"]
        constraints = [
            models.UniqueConstraint(name="coalition_share_once", fields=["revision", "coalition"]),
            models.CheckConstraint(
                name="coalition_share_in_range", condition=Q(percent__gte=0, percent__lte=_ALL)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coalition_id}: {self.percent} %"


class Joining(models.Model):
    """An organisation asks to join a published commitment that is open to others."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="joinings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="joinings")
    message = models.TextField(blank=True)  # what it would do
    state = models.CharField(max_length=10, choices=JoiningState, default=JoiningState.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="joining_open_once",
                fields=["commitment", "organisation"],
                condition=Q(state="asked"),
            ),
            models.CheckConstraint(
                name="joining_state_known", condition=Q(state__in=JoiningState.values)
            ),
            models.CheckConstraint(
                name="joining_answer_dated",
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} into {self.commitment_id}"
