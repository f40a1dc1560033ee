"""What a revision has several of: money, targets, milestones, partners, places, links, files."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.answers.models import Attachment
from avow.commitments.models.revision import Revision
from avow.commitments.states import CapacityKind, MoneySource, PartnerState
from avow.people.models import Organisation


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
    rate_source = models.CharField(max_length=200, blank=True, default="", db_default="")

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
        indexes = [
            # Which currencies have no rate: the desk asks, and there are few.
            models.Index(
                name="finance_without_rate", fields=["currency"], condition=Q(amount_usd=None)
            )
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
    # The target of a coalition's plan that it answers to: its key there, the same in every version.
    plan_target = models.CharField(max_length=12, blank=True, default="", db_default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="target_has_indicator", condition=~Q(indicator="")),
        ]
        indexes = [
            models.Index(
                name="target_of_plan", fields=["plan_target"], condition=~Q(plan_target="")
            ),
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
    # Became, by a merge, the same organisation as another partner of a published text.
    is_joined = models.BooleanField(default=False)

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
                condition=Q(organisation__isnull=False, is_joined=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where it is carried out: a country (ISO 3166-1 alpha-2) or a larger area (UN M49)."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="places")
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=3, blank=True, default="", db_default="")

    class Meta:
        ordering = ["region", "country"]
        constraints = [
            models.UniqueConstraint(name="place_once", fields=["revision", "country", "region"]),
            models.CheckConstraint(
                name="place_country_or_region",
                condition=(Q(country="") & ~Q(region="")) | (~Q(country="") & Q(region="")),
            ),
        ]

    def __str__(self) -> str:
        return self.country or self.region


class Capacity(models.Model):
    """What the maker says of its means in one year; USD is a dated equivalent, or missing.

    Advisory: the pledge is shown beside it, and nothing is decided by it.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="capacities")
    kind = models.CharField(max_length=8, choices=CapacityKind)
    amount = models.DecimalField(max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3)  # ISO 4217
    year = models.PositiveSmallIntegerField()
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    rate_day = models.DateField(null=True, blank=True)
    rate_source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="capacity_once", fields=["revision"]),
            models.CheckConstraint(name="capacity_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="capacity_kind_known", condition=Q(kind__in=CapacityKind.values)
            ),
            models.CheckConstraint(
                name="capacity_currency_code", condition=Q(currency__regex=r"^[A-Z]{3}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.amount} {self.currency}"


class Document(models.Model):
    """A file that a revision shows publicly, whatever a later revision shows."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="documents")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="documents")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="document_once", fields=["revision", "attachment"]),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.attachment_id}"


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
