"""What the secretariat writes around the figures, what was published of it, and the files."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.annual.models.frozen import AnnualReport
from avow.annual.states import Kind
from avow.forums.models import Coalition


class Section(models.Model):
    """A place for text in an annual report: one of each kind, a chapter of each coalition."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=10, choices=Kind)
    coalition = models.ForeignKey(
        Coalition, models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["report", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="annual_section_kind_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="annual_section_of_a_coalition",
                condition=Q(kind="coalition", coalition__isnull=False)
                | (~Q(kind="coalition") & Q(coalition=None)),
            ),
            models.UniqueConstraint(
                name="annual_section_once",
                fields=["report", "kind"],
                condition=~Q(kind__in=["coalition", "extra"]),
            ),
            models.UniqueConstraint(
                name="annual_chapter_once",
                fields=["report", "coalition"],
                condition=Q(kind="coalition"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.coalition_id or ''}".strip()


class SectionText(models.Model):
    """A section in one language: written first in one, translated into others.

    `version` counts how often it was saved; `of_version` is that of the original it translates,
    `of_text` how that one read: what changed in it since is shown to whoever translates.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200, blank=True)  # of a section of one's own
    text = models.TextField(blank=True)  # Markdown, figures by reference
    is_original = models.BooleanField()
    version = models.PositiveIntegerField(default=1)
    of_version = models.PositiveIntegerField(null=True, blank=True)
    of_text = models.TextField(default="", blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["section", "-is_original", "language"]
        constraints = [
            models.UniqueConstraint(
                name="annual_text_once_a_language", fields=["section", "language"]
            ),
            models.UniqueConstraint(
                name="annual_text_one_original",
                fields=["section"],
                condition=Q(is_original=True),
            ),
            models.CheckConstraint(
                name="annual_text_translates_a_version",
                condition=Q(is_original=True, of_version=None)
                | Q(is_original=False, of_version__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section_id} {self.language}"


class Edition(models.Model):
    """The text of a report as it was published; a correction is a new edition, with its reason.

    `content` is as services/publishing.py makes it: the sections with their texts in each language,
    and the numbers of the good practices.
    """

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)  # SHA-256 of the content and of the frozen rows
    note = models.TextField(blank=True)  # what was corrected
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(name="annual_edition_once", fields=["report", "number"]),
            models.CheckConstraint(
                name="annual_edition_says_why", condition=Q(number=1) | ~Q(note="")
            ),
            models.CheckConstraint(name="annual_edition_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}, edition {self.number}"


class BuiltFile(models.Model):
    """A PDF or data package of an edition in one language, as of what may be shown by `key`.

    `key` is withheld.state_key: once a maker asks for protection, or a commitment is withdrawn, it
    is another one, and the file is never found again.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=3)  # pdf, zip
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=64)
    file = models.FileField(upload_to="annual", max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                name="annual_file_once", fields=["edition", "kind", "language", "key"]
            ),
            models.CheckConstraint(
                name="annual_file_kind_known", condition=Q(kind__in=["pdf", "zip"])
            ),
            models.CheckConstraint(name="annual_file_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"
