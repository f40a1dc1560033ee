"""A commitment, its coalitions, and the revisions of its text."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.answers.models import Sheet
from avow.commitments.catalogue.models import Example
from avow.commitments.querysets import CommitmentQuerySet
from avow.commitments.states import PUBLIC, MoneySource, PartnerState, State
from avow.forums.models import Action, Coalition, Forum
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
    clarifications = models.ManyToManyField(Clarification, related_name="commitments", blank=True)
    source_id = models.CharField(max_length=80, blank=True)  # in the file it was imported from
    progress_status = models.CharField(
        max_length=20, default="not_reported"
    )  # as the last report says
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
    actions = models.ManyToManyField(Action, related_name="revisions")
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
        ]

    def __str__(self) -> str:
        return f"{self.commitment} r{self.number}"


class FinanceLine(models.Model):
    """Pledged money of one year and source, in its own currency.

    USD is a dated equivalent, or missing.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="finance_lines")
    amount = models.DecimalField(max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3)  # ISO 4217
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=MoneySource, default=MoneySource.OWN)
    is_new = models.BooleanField(null=True, blank=True)  # None: not said
    is_oda = models.BooleanField(null=True, blank=True)
    gender_marker = models.PositiveSmallIntegerField(null=True, blank=True)  # 0, 1, 2 (OECD DAC)
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    rate_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("year").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(name="finance_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="finance_currency_code", condition=Q(currency__regex=r"^[A-Z]{3}$")
            ),
            models.CheckConstraint(
                name="finance_marker_known",
                condition=Q(gender_marker=None) | Q(gender_marker__lte=2),
            ),
            models.CheckConstraint(
                name="finance_source_known", condition=Q(source__in=MoneySource.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Target(models.Model):
    """A measurable target: an indicator goes from a baseline to a value by a day."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=300)
    unit = models.CharField(max_length=80, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=3)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="target_has_indicator", condition=~Q(indicator="")),
        ]

    def __str__(self) -> str:
        return self.indicator


class Step(models.Model):
    """A milestone of a commitment: what is done by when."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="steps")
    title = models.CharField(max_length=300)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(name="step_titled", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title


class Partner(models.Model):
    """Somebody who takes part: registered here and asked whether to be named, or only a name."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partner_in"
    )
    name = models.CharField(max_length=250)
    role = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=16, choices=PartnerState, default=PartnerState.NOT_REGISTERED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="partner_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="partner_state_known", condition=Q(state__in=PartnerState.values)
            ),
            models.CheckConstraint(
                name="partner_asked_only_if_registered",
                condition=Q(organisation=None, state="not_registered")
                | (Q(organisation__isnull=False) & ~Q(state="not_registered")),
            ),
            models.UniqueConstraint(
                name="partner_once",
                fields=["revision", "organisation"],
                condition=Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A country where a commitment is carried out (ISO 3166-1 alpha-2)."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="places")
    country = models.CharField(max_length=2)

    class Meta:
        ordering = ["country"]
        constraints = [models.UniqueConstraint(name="place_once", fields=["revision", "country"])]

    def __str__(self) -> str:
        return self.country


class Link(models.Model):
    """A public address that says more."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="links")
    url = models.URLField(max_length=500)
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="link_once", fields=["revision", "url"])]

    def __str__(self) -> str:
        return self.title or self.url


__all__ = [
    "Commitment",
    "CommitmentCoalition",
    "Example",
    "FinanceLine",
    "Link",
    "Partner",
    "Place",
    "Revision",
    "Step",
    "Target",
]
