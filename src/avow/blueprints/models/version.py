"""Versions of a plan: frozen copies, and which action became which."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.blueprints.models.writing import Blueprint
from avow.blueprints.querysets import VersionQuerySet
from avow.blueprints.states import SectionKind, Stage, VersionState
from avow.forums.models import Action


class Version(models.Model):
    """A named copy of a plan at one stage. Once published the database refuses every change."""

    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    stage = models.CharField(max_length=12, choices=Stage)
    state = models.CharField(
        max_length=12, choices=VersionState, default=VersionState.PREPARED, editable=False
    )
    summary = models.TextField(blank=True)  # what is new in it, Markdown
    language = models.CharField(max_length=10)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64)  # SHA-256 of its sections, for the ledger

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["blueprint", "number"]),
            models.CheckConstraint(name="version_named", condition=~Q(name="")),
            models.CheckConstraint(name="version_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="version_state_known", condition=Q(state__in=VersionState.values)
            ),
            models.CheckConstraint(
                name="version_published_dated",
                condition=Q(state=VersionState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=VersionState.PUBLISHED) & Q(published_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="version_scheduled_for_a_time",
                condition=~Q(state=VersionState.SCHEDULED) | Q(publish_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(  # what the clock publishes
                name="version_due",
                fields=["publish_at"],
                condition=Q(state=VersionState.SCHEDULED),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VersionSection(models.Model):
    """A section as it stood when its version was prepared. `number` as in `2.1`."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=12)
    parent_key = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12, choices=SectionKind)
    place = models.PositiveIntegerField()  # from first to last
    number = models.CharField(max_length=20)
    depth = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="version_section_once", fields=["version", "key"]),
            models.UniqueConstraint(name="version_place_once", fields=["version", "place"]),
            models.CheckConstraint(
                name="version_section_depth", condition=Q(depth__gte=1, depth__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def text_level(self) -> int:
        """Return the level of headings in its text, below its own: h2 to h4 under the page's."""
        return self.depth + 2


class ActionChange(models.Model):
    """In this version an old action became (part of) a new one: no promise is orphaned."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="action_changes")
    old = models.ForeignKey(Action, models.PROTECT, related_name="+")
    new_code = models.CharField(max_length=20)  # of an action of the version

    class Meta:
        ordering = ["old__position", "new_code"]
        constraints = [
            models.UniqueConstraint(
                name="action_change_once", fields=["version", "old", "new_code"]
            ),
            models.CheckConstraint(name="action_change_names_one", condition=~Q(new_code="")),
        ]

    def __str__(self) -> str:
        return f"{self.old.code} → {self.new_code}"
