"""A commitment and the coalitions of its actions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.answers.models import Sheet
from avow.commitments.catalogue.models import Example
from avow.commitments.querysets import CommitmentQuerySet
from avow.commitments.states import OVER, PUBLIC, State
from avow.forums.models import Coalition, Forum
from avow.people.models import Organisation
from avow.review.models import Case, Clarification


class Commitment(models.Model):
    """What an organisation promises publicly.

    Its texts are in its revisions (`current`, `public`).
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")
    ref = models.CharField(max_length=20)  # like GE-000123, never reused
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT, editable=False)
    sheet = models.OneToOneField(
        Sheet, models.PROTECT, null=True, blank=True, related_name="commitment"
    )
    current = models.OneToOneField(
        "Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    public = models.OneToOneField(
        "Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The example of the catalogue its draft began with; the index below serves its count.
    started_from = models.ForeignKey(
        Example,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="started",
        db_index=False,
    )
    # The commitment whose next term this one is.
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    clarifications = models.ManyToManyField(Clarification, related_name="commitments", blank=True)
    source_id = models.CharField(max_length=80, blank=True)  # in the file it was imported from
    progress_status = models.CharField(
        max_length=20, default="not_reported"
    )  # as the last report says
    over_on = models.DateField(null=True, blank=True)  # its last day, once it is over
    state_reason = models.TextField(blank=True)  # why it ended or was withdrawn
    amendment_reason = models.TextField(blank=True)  # of the change being written
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # the maker is told the outcome by then
    published_at = models.DateTimeField(null=True, blank=True)  # the first time

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="commitment_ref_once", fields=["forum", "ref"]),
            models.UniqueConstraint(
                name="commitment_source_once",
                fields=["forum", "source_id"],
                condition=~Q(source_id=""),
            ),
            models.CheckConstraint(
                name="commitment_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="commitment_public_has_text_and_date",
                condition=~Q(state__in=sorted(PUBLIC))
                | Q(public__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="commitment_over_on_its_last_day",
                condition=Q(over_on=None) | Q(state__in=sorted(OVER)),
            ),
            models.CheckConstraint(
                name="commitment_renews_another", condition=Q(renews=None) | ~Q(renews=F("id"))
            ),
        ]
        indexes = [
            models.Index(name="commitment_desk", fields=["forum", "state", "-submitted_at"]),
            # How often an example was used (ExampleQuerySet.with_uses).
            models.Index(
                name="commitment_from_example",
                fields=["started_from", "submitted_at"],
                condition=Q(started_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class CommitmentCoalition(models.Model):
    """A coalition that a commitment's actions belong to, and its answer."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="coalitions")
    coalition = models.ForeignKey(Coalition, models.PROTECT, related_name="commitment_links")
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="commitment_link"
    )
    # Since when the public sees it there. A case may be open again meanwhile, for an amendment.
    shown_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["coalition__position"]
        constraints = [
            models.UniqueConstraint(
                name="commitment_coalition_once", fields=["commitment", "coalition"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} in {self.coalition}"


class RenewalInvitation(models.Model):
    """An invitation to extend or renew, so many days before a last day; sent once."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="renewal_invitations")
    ends_on = models.DateField()  # the last day it was about; an extension brings another
    days = models.PositiveSmallIntegerField()  # of the pack's `renewal_days`
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="renewal_invitation_once", fields=["commitment", "ends_on", "days"]
            ),
            models.CheckConstraint(name="renewal_invitation_ahead", condition=Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.days} days before {self.ends_on}"
