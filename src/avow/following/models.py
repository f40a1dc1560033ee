"""Who follows, and what."""

from django.db import models
from django.db.models import Q

from avow.following.querysets import FollowQuerySet
from avow.following.states import Frequency, Kind
from avow.participants.models import Participant
from avow.people.models import Organisation


class Follower(models.Model):
    """Somebody who follows something in a forum. A change of what they follow locks this row.

    `token` is in every mail's link to end them all; it is a secret of the follower's.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="follower")
    token = models.CharField(max_length=43, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="follower_has_a_link", condition=~Q(token="")),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"


class Follow(models.Model):
    """One thing that somebody follows: a search of the directory, an organisation, a commitment.

    `query` is the search as the directory understands it, in one canonical form; `ref` the
    commitment's reference. `name` is the follower's own word for it: where they gave none, pages
    and mails name it as the public reads it on that day.
    """

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SEARCH)
    query = models.TextField(blank=True)
    ref = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=64)  # of what is followed: see rules.key_of
    name = models.CharField(max_length=120, blank=True)
    frequency = models.CharField(max_length=8, choices=Frequency, default=Frequency.WEEKLY)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    looked_until = models.DateTimeField()  # what was published up to here is known
    seen = models.JSONField(default=dict, blank=True)  # of a commitment: rules.Seen
    due_at = models.DateTimeField(null=True, blank=True)  # None: nothing is mailed

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="follow_once", fields=["follower", "key"]),
            models.CheckConstraint(name="follow_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="follow_frequency_known", condition=Q(frequency__in=Frequency.values)
            ),
            models.CheckConstraint(
                name="follow_is_of_its_kind",
                condition=Q(kind=Kind.SEARCH, ref="", organisation=None)
                | Q(kind=Kind.ORGANISATION, ref="", query="", organisation__isnull=False)
                | (Q(kind=Kind.COMMITMENT, query="", organisation=None) & ~Q(ref="")),
            ),
            models.CheckConstraint(
                name="follow_mails_only_who_wants",
                condition=Q(due_at=None)
                | (Q(confirmed_at__isnull=False) & ~Q(frequency=Frequency.NONE)),
            ),
        ]
        indexes = [
            # Whose turn it is, the longest waiting first: the index alone.
            models.Index(
                name="follow_due",
                fields=["due_at", "follower"],
                condition=Q(due_at__isnull=False),
            ),
            models.Index(name="follow_list", fields=["follower", "-created_at", "-id"]),
            # What nobody confirmed is dropped.
            models.Index(
                name="follow_waiting", fields=["created_at"], condition=Q(confirmed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.query or self.ref or self.organisation_id}"
