"""A report, and each text of it that was handed in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from avow.commitments.models import Commitment, Revision
from avow.people.models import Organisation
from avow.progress.models.cycle import Cycle
from avow.progress.querysets import ReportQuerySet
from avow.progress.states import HANDED_IN, NEEDS_REASON, Check, Declared, Evidence, State

_ALL = 100


class Report(models.Model):
    """What one maker of a commitment says of it in one cycle; there is a row for each one owed.

    Its rows are what is being written; the public reads `public`, the version published last.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reports")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    is_lead = models.BooleanField()  # of the commitment; else a co-maker
    share = models.DecimalField(max_digits=5, decimal_places=2)  # per cent of a joint commitment
    # Became, by a merge, one of two reports of the same organisation: each for its share.
    is_joined = models.BooleanField(default=False)
    revision = models.ForeignKey(  # the public text that it reports on
        Revision, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=12, choices=State, default=State.NOT_STARTED, editable=False
    )
    language = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=12, choices=Declared, blank=True)
    status_reason = models.TextField(blank=True)
    barriers = models.TextField(blank=True)
    opportunities = models.TextField(blank=True)
    shocks = models.TextField(blank=True)  # from outside
    reported_elsewhere = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    good_practice = models.TextField(blank=True)
    may_share = models.BooleanField(default=False)  # the good practice, edited
    help_needed = models.TextField(blank=True)
    evidence = models.CharField(max_length=6, choices=Evidence, blank=True)
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)  # came after the due date as it is now
    computed_status = models.CharField(max_length=12, blank=True)  # of what was handed in last
    differs = models.BooleanField(default=False)  # from the declared one
    checked_at = models.DateTimeField(null=True, blank=True)  # what was handed in last
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    check_note = models.TextField(blank=True)
    public = models.OneToOneField(
        "Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    public_check = models.CharField(max_length=14, choices=Check, blank=True)  # of that version
    published_at = models.DateTimeField(null=True, blank=True)  # the last time

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "commitment", "-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="report_owed_once",
                fields=["cycle", "commitment", "organisation"],
                condition=Q(is_joined=False),
            ),
            models.UniqueConstraint(
                name="report_of_one_lead",
                fields=["cycle", "commitment"],
                condition=Q(is_lead=True),
            ),
            models.CheckConstraint(name="report_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="report_status_known",
                condition=Q(status="") | Q(status__in=Declared.values),
            ),
            models.CheckConstraint(
                name="report_evidence_known",
                condition=Q(evidence="") | Q(evidence__in=Evidence.values),
            ),
            models.CheckConstraint(
                name="report_share_is_a_part", condition=Q(share__gt=0, share__lte=_ALL)
            ),
            models.CheckConstraint(
                name="report_begun_with_a_text",
                condition=Q(state__in=["not_started", "not_reported", "excused"])
                | Q(begun_at__isnull=False, revision__isnull=False),
            ),
            models.CheckConstraint(
                name="report_handed_in_whole",
                condition=~Q(state__in=sorted(HANDED_IN))
                | Q(
                    first_submitted_at__isnull=False,
                    submitted_at__isnull=False,
                    submitted_at__gte=F("first_submitted_at"),
                ),
            ),
            models.CheckConstraint(
                name="report_says_how_it_stands",
                condition=Q(state__in=sorted(set(State) - HANDED_IN | {State.RETURNED}))
                | (~Q(status="") & ~Q(evidence="")),
            ),
            models.CheckConstraint(
                name="report_bad_news_explained",
                condition=Q(state__in=sorted(set(State) - HANDED_IN | {State.RETURNED}))
                | ~Q(status__in=sorted(NEEDS_REASON))
                | ~Q(status_reason=""),
            ),
            models.CheckConstraint(
                name="report_verified_is_checked",
                condition=~Q(state="verified") | Q(checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_public_whole",
                condition=Q(public=None, published_at=None, public_check="")
                | Q(
                    public__isnull=False,
                    published_at__isnull=False,
                    public_check__in=Check.values,
                ),
            ),
            models.CheckConstraint(
                name="report_published_is_public",
                condition=~Q(state="published") | Q(public__isnull=False),
            ),
            models.CheckConstraint(
                name="report_shares_what_it_wrote",
                condition=Q(may_share=False) | ~Q(good_practice=""),
            ),
        ]
        indexes = [
            # The desk's list of a cycle, and what settles it.
            models.Index(name="report_of_cycle", fields=["cycle", "state", "organisation"]),
            # The years of one commitment: its light, its missed cycles, what the next begins with.
            models.Index(name="report_of_commitment", fields=["commitment", "cycle"]),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} in {self.cycle_id} by {self.organisation_id}"

    @property
    def page(self) -> str:
        """Return the address of its maker's page."""
        names = {"forum": self.cycle.forum.slug, "year": self.cycle.year}
        address = reverse("progress:my_report", kwargs={**names, "ref": self.commitment.ref})
        return f"{address}?of={self.pk}"


class Version(models.Model):
    """A report as it was handed in at one moment; nothing in it ever changes.

    `content` is what `contents.content_of` returns; `reasons`: rows of code and values, the first
    the time that was over.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    status = models.CharField(max_length=12, choices=Declared)
    computed_status = models.CharField(max_length=12, blank=True)
    reasons = models.JSONField(default=list)
    differs = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)  # SHA-256 of the content, as the ledger has it
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(name="report_version_once", fields=["report", "number"]),
            models.CheckConstraint(
                name="version_status_known", condition=Q(status__in=Declared.values)
            ),
            models.CheckConstraint(
                name="version_differs_from_something",
                condition=Q(differs=False) | ~Q(computed_status=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"
