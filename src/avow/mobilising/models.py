"""Personal invitations of makers, and who came by them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.mobilising.states import What
from avow.people.models import Organisation


class Invitation(models.Model):
    """One person's link, in the name of an organisation, to a forum. `code` is in the address."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="forum_invitations")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=16, unique=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="invitation_one_live_each",
                fields=["forum", "organisation", "made_by"],
                condition=Q(closed_at__isnull=True, made_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Refusal(models.Model):
    """Somebody took their consent to be counted back: no browser counts them, unless asked anew.

    `who` is the digest that an arrival has.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="refusals")
    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(name="refusal_once", fields=["invitation", "who"]),
        ]

    def __str__(self) -> str:
        return f"of {self.invitation_id}"


class Arrival(models.Model):
    """Somebody came by an invitation and agreed to be counted.

    `who` is a keyed digest of their address for this forum: the same person is counted once for
    each thing, and nobody can read from it who it was.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="arrivals")
    what = models.CharField(max_length=14, choices=What)
    who = models.CharField(max_length=64)
    at = models.DateTimeField()
    confirmed = models.BooleanField(default=False)  # the address is theirs: only then they count

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(name="arrival_once", fields=["invitation", "what", "who"]),
            models.CheckConstraint(name="arrival_what_known", condition=Q(what__in=What.values)),
        ]

    def __str__(self) -> str:
        return f"{self.what} by {self.invitation_id}"
