"""The text of a commitment as handed in at one moment."""

from django.db import models
from django.db.models import F, Q

from avow.commitments.models.commitment import Commitment
from avow.forums.models import Action


class Revision(models.Model):
    """The text and figures of a commitment as handed in at one moment; immutable once published."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)  # of the original
    title = models.CharField(max_length=300)
    summary = models.TextField()
    description = models.TextField(blank=True)
    change = models.TextField(blank=True)  # what changes
    beneficiaries = models.TextField(blank=True)  # for whom
    beneficiary_groups = models.JSONField(  # codes of options.GROUPS
        default=list, db_default=models.Value([], models.JSONField())
    )
    beneficiary_number = models.PositiveBigIntegerField(null=True, blank=True)  # people
    beneficiary_note = models.CharField(
        max_length=300, blank=True, default="", db_default=""
    )  # how they were counted
    baseline = models.TextField(blank=True)
    intersectionality = models.TextField(blank=True)
    leadership = models.TextField(blank=True)
    main_type = models.CharField(max_length=20)
    types = models.JSONField(default=list)  # codes, the main one first
    type_fields = models.JSONField(default=dict)  # {type: {field: text}}
    sdg_targets = models.JSONField(default=list)  # as in "5.2"
    starts_on = models.DateField()
    ends_on = models.DateField()
    also_registered_in = models.TextField(blank=True)
    iati_identifier = models.CharField(max_length=120, blank=True)
    # The earlier commitment that this one takes the place of.
    supersedes = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    actions = models.ManyToManyField(Action, related_name="revisions")
    lead_share = models.DecimalField(max_digits=5, decimal_places=2, default=100)  # per cent
    is_open = models.BooleanField(default=False)  # to other organisations joining
    reason = models.TextField(blank=True)  # of an amendment
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)  # from then on nothing in it changes

    class Meta:
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(name="revision_number_once", fields=["commitment", "number"]),
            models.CheckConstraint(
                name="revision_term_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="revision_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="revision_supersedes_another", condition=~Q(supersedes=F("commitment"))
            ),
            models.CheckConstraint(
                name="revision_some_beneficiaries",
                condition=Q(beneficiary_number=None) | Q(beneficiary_number__gt=0),
            ),
            models.CheckConstraint(
                name="revision_lead_share_in_range",
                condition=Q(lead_share__gt=0, lead_share__lte=100),
            ),
        ]
        # What the calendar asks every hour: whose last day has passed, or is near.
        indexes = [models.Index(name="revision_last_day", fields=["ends_on"])]

    def __str__(self) -> str:
        return f"{self.commitment} r{self.number}"
