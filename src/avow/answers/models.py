"""A form as it was defined, and a sheet of answers to it that saves itself while somebody types."""

from django.conf import settings
from django.db import models
from django.db.models import Q

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
            models.UniqueConstraint(name="form_definition_once", fields=["forum", "kind", "digest"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"


class Sheet(models.Model):
    """One set of answers. While open it follows the pack; once frozen neither form nor answers change."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="sheets")
    definition = models.ForeignKey(FormDefinition, models.PROTECT, related_name="sheets")
    language = models.CharField(max_length=10)  # of what people write in it
    frozen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Answer(models.Model):
    """One answer. `scope` is "" or a coalition's code or a row such as `finance-2`.

    `version` counts the changes: whoever saves says which version they saw, so that two tabs never
    overwrite each other.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    scope = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=60)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

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
    scope = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=60)
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
    scope = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=60)
    file = models.FileField(upload_to="evidence/%Y/")
    name = models.CharField(max_length=200)  # as the person called it
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at"]
        constraints = [
            models.UniqueConstraint(name="attachment_once", fields=["sheet", "scope", "key", "digest"]),
        ]

    def __str__(self) -> str:
        return self.name
