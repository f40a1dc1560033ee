"""The acceleration plan: one document of all plans; and the PDFs that were drawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.blueprints.models.version import Version
from avow.forums.models import Forum


class Plan(models.Model):
    """A compilation of the coalitions' public versions. It never changes."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="acceleration_plans")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    preface = models.TextField(blank=True)  # Markdown
    language = models.CharField(max_length=10)  # of name and preface
    compiled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)  # at once, when all parts are in
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="plan_number_once", fields=["forum", "number"]),
            models.CheckConstraint(name="plan_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class PlanPart(models.Model):
    """One coalition's version in a compilation."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parts")
    version = models.ForeignKey(Version, models.PROTECT, related_name="plan_parts")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="plan_part_once", fields=["plan", "version"]),
            models.UniqueConstraint(name="plan_position_once", fields=["plan", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.version}"


class Print(models.Model):
    """A PDF that was drawn, of a version or of a compilation, with labels in one language."""

    version = models.ForeignKey(
        Version, models.CASCADE, null=True, blank=True, related_name="prints"
    )
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="prints")
    language = models.CharField(max_length=10)
    file = models.FileField(upload_to="plans/%Y/")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="print_of_one",
                condition=Q(version__isnull=True, plan__isnull=False)
                | Q(version__isnull=False, plan__isnull=True),
            ),
            models.UniqueConstraint(
                name="print_of_version_once",
                fields=["version", "language"],
                condition=Q(version__isnull=False),
            ),
            models.UniqueConstraint(
                name="print_of_plan_once",
                fields=["plan", "language"],
                condition=Q(plan__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version or self.plan} ({self.language})"
