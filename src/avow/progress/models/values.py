"""The figures of a report, and its evidence."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.commitments.models import Step, Target
from avow.progress.models.report import Report
from avow.progress.states import StepState


class TargetValue(models.Model):
    """Where an indicator stands; in a joint commitment, what this maker added to it.

    `note` says how it was measured, or why there is no value.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="target_values")
    target = models.ForeignKey(Target, models.PROTECT, related_name="values_reported")
    value = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["target"]
        constraints = [
            models.UniqueConstraint(name="target_value_once", fields=["report", "target"]),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.value}"


class StepValue(models.Model):
    """What became of a milestone, and on which day it was met."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="step_values")
    step = models.ForeignKey(Step, models.PROTECT, related_name="values_reported")
    state = models.CharField(max_length=8, choices=StepState, default=StepState.NOT_YET)
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(name="step_value_once", fields=["report", "step"]),
            models.CheckConstraint(
                name="step_value_state_known", condition=Q(state__in=StepState.values)
            ),
            models.CheckConstraint(
                name="step_value_met_dated",
                condition=Q(state="met", met_on__isnull=False) | (~Q(state="met") & Q(met_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.state}"


class MoneyValue(models.Model):
    """Money secured and spent in one year and currency (ISO 4217); the pledge is another life.

    USD is a dated equivalent of what was spent, or missing. `year` None: of no one year, as where
    the pledge names none.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="money_values")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    secured = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    spent = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    spent_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    rate_day = models.DateField(null=True, blank=True)
    rate_source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["year", "currency", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="money_value_once",
                fields=["report", "year", "currency"],
                condition=Q(year__isnull=False),
            ),
            models.UniqueConstraint(
                name="money_value_without_year_once",
                fields=["report", "currency"],
                condition=Q(year=None),
            ),
            models.CheckConstraint(
                name="money_value_currency_code", condition=Q(currency__regex=r"^[A-Z]{3}$")
            ),
            models.CheckConstraint(
                name="money_value_not_negative",
                condition=(Q(secured=None) | Q(secured__gte=0)) & (Q(spent=None) | Q(spent__gte=0)),
            ),
            models.CheckConstraint(
                name="money_value_rated_dated",
                condition=Q(spent_usd=None) | Q(rate__isnull=False, rate_day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.currency}: {self.spent}"


class Proof(models.Model):
    """Evidence for a report: an address or a file, from whom, and when it was written.

    What was once handed in is never deleted: `removed_at` takes it out of the report.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="proofs")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="proofs/%Y/", blank=True)
    name = models.CharField(max_length=200, blank=True)  # of the file
    content_type = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=200, blank=True)  # who says so
    dated = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(name="proof_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="proof_address_or_file",
                condition=(Q(url="") & ~Q(file="")) | (~Q(url="") & Q(file="")),
            ),
            models.UniqueConstraint(
                name="proof_address_once",
                fields=["report", "url"],
                condition=~Q(url="") & Q(removed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title
