"""A form as it was defined, and a sheet of answers to it that saves itself while somebody types."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.answers.rules import row_scope
from avow.forums.models import Forum


class FormDefinition(models.Model):
    """A form of a pack, kept for ever as it was when somebody answered it. Never changed."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="form_definitions")
    kind = models.CharField(max_length=20)  # "application", "commitment"
    digest = models.CharField(max_length=64)  # sha256 of the canonical definition
    definition = models.JSONField()  # sections and questions as in the pack
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="form_definition_once", fields=["forum", "kind", "digest"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"


class Sheet(models.Model):
    """One set of answers. Open, it follows the pack; frozen, neither form nor answers change."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="sheets")
    definition = models.ForeignKey(FormDefinition, models.PROTECT, related_name="sheets")
    language = models.CharField(max_length=10)  # of what people write in it
    frozen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Row(models.Model):
    """A row of a repeating section, as in `finance-2`. Removed, it keeps its answers."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    section = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()  # never used again
    # Its place among the rows of its section; then by number.
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["section", "position", "number"]
        constraints = [
            models.UniqueConstraint(name="row_once", fields=["sheet", "section", "number"]),
            models.CheckConstraint(name="row_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return self.scope

    @property
    def scope(self) -> str:
        """Return the scope of this row's answers."""
        return row_scope(self.section, self.number)


class Snapshot(models.Model):
    """A sheet as it was handed in, once for each time; never changed."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    definition = models.ForeignKey(FormDefinition, models.PROTECT, related_name="+")
    # [{"scope", "key", "value"}], of files with "files": [{"id", "name", "size", "digest"}]
    answers = models.JSONField()
    rows = models.JSONField(default=dict)  # {section: [scope]}
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="snapshot_once", fields=["sheet", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} as handed in #{self.number}"


class Answer(models.Model):
    """One answer. `scope` is "" or a coalition's code or a row such as `finance-2`.

    `version` counts the changes: whoever saves says which version they saw, so that two tabs never
    overwrite each other.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    scope = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=90)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["scope", "key"]
        constraints = [
            models.UniqueConstraint(name="answer_once", fields=["sheet", "scope", "key"]),
            models.CheckConstraint(name="answer_version_positive", condition=Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.scope}:{self.key} v{self.version}"


class DisplacedText(models.Model):
    """What somebody typed and another tab or colleague's text stood against: kept, never lost."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="displaced")
    scope = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=90)
    value = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.scope}:{self.key}"


class Attachment(models.Model):
    """A file given as evidence. Its name and type were checked; it is served as a download only."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="attachments")
    scope = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=90)
    file = models.FileField(upload_to="evidence/%Y/")
    name = models.CharField(max_length=200)  # as the person called it
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    # Taken away after it was once handed in: the earlier answers still show it.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="attachment_once", fields=["sheet", "scope", "key", "digest"]
            ),
        ]

    def __str__(self) -> str:
        return self.name
