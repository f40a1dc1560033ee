"""A plan being written: its sections, what they were, what writers say to each other."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.blueprints import rules
from avow.blueprints.states import SectionKind
from avow.forums.models import Coalition


class Blueprint(models.Model):
    """A coalition's plan of action, as its Champions write it now. `language`: of its texts."""

    coalition = models.OneToOneField(Coalition, models.PROTECT, related_name="blueprint")
    language = models.CharField(max_length=10, default="en")
    # Grows with every section that is added, moved or removed: a stale page moves nothing.
    structure = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["coalition__position"]
        constraints = [
            models.CheckConstraint(name="blueprint_has_language", condition=~Q(language="")),
        ]

    def __str__(self) -> str:
        return f"Blueprint of {self.coalition}"


class Section(models.Model):
    """One section of the text being written; `key` names it in every version.

    Each text has a version of its own, so that two tabs never overwrite each other unseen. Who
    writes holds the section until `held_until`, which every word they write moves on.
    """

    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=12)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(max_length=12, choices=SectionKind)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)  # Markdown
    due_on = models.DateField(null=True, blank=True)  # of a target
    code = models.CharField(max_length=20, blank=True)  # of an action, as in `SM-1`
    title_version = models.PositiveIntegerField(default=1)
    body_version = models.PositiveIntegerField(default=1)
    due_on_version = models.PositiveIntegerField(default=1)
    code_version = models.PositiveIntegerField(default=1)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    held_until = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(name="section_key_once", fields=["blueprint", "key"]),
            models.UniqueConstraint(
                name="section_code_once",
                fields=["blueprint", "code"],
                condition=~Q(code="") & Q(removed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="section_kind_known", condition=Q(kind__in=SectionKind.values)
            ),
            models.CheckConstraint(
                name="section_only_actions_have_codes",
                condition=Q(code="") | Q(kind=SectionKind.ACTION),
            ),
            models.CheckConstraint(
                name="section_held_until_a_time",
                condition=Q(held_by__isnull=True) | Q(held_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(SectionKind(self.kind).label)

    def holder_other_than(self, user_id: int, now: datetime) -> bool:
        """Return whether somebody else is writing it now."""
        return rules.is_held(self.held_by_id, self.held_until, user_id, now)


class Step(models.Model):
    """What a section said after one sitting of one writer: the history."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="steps")
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField()
    at = models.DateTimeField()  # of its last word

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="step_times_in_order", condition=Q(at__gte=models.F("begun_at"))
            ),
        ]
        indexes = [models.Index(name="step_history", fields=["section", "-at"])]

    def __str__(self) -> str:
        return f"{self.section} at {self.at:%Y-%m-%d %H:%M}"


class Remark(models.Model):
    """What one writer says to the others beside a section; the public never reads it."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="remarks")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
        ]
        indexes = [models.Index(name="remark_open", fields=["section", "settled_at"])]

    def __str__(self) -> str:
        return self.text[:60]
