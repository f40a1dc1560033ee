"""Comments on a version of a plan, what supports them, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.blueprints.models import Version
from avow.consultation.querysets import CommentQuerySet
from avow.consultation.states import Audience, How, Source, Verdict
from avow.forums.models import Window
from avow.moderation.models import PublicText
from avow.participants.models import Participant
from avow.people.models import Organisation


class Consultation(models.Model):
    """A version may be commented on, in a window of the forum's calendar, by an audience."""

    # Set up ahead, it goes with a copy that is discarded; a published version never goes.
    version = models.OneToOneField(Version, models.CASCADE, related_name="consultation")
    window = models.ForeignKey(Window, models.PROTECT, related_name="consultations")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    question = models.TextField(blank=True)  # what readers are asked, Markdown
    opened_at = models.DateTimeField()
    changes = models.PositiveIntegerField(default=1)  # counts the times it was saved

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="consultation_audience_known", condition=Q(audience__in=Audience.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.get_audience_display()})"


class Comment(models.Model):
    """What somebody said of a passage, a section (`section_key`) or the whole of a version.

    `quote`, `prefix`, `suffix`, `start` hold on to the passage (see `anchoring.py`). `kind` and
    `country` are of whoever said it, for the figures of who took part.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="comments")
    text = models.OneToOneField(PublicText, models.CASCADE, related_name="comment")
    section_key = models.CharField(max_length=12, blank=True)
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=60, blank=True)
    suffix = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField(default=0)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    kind = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.WEB)
    source_name = models.CharField(max_length=150, blank=True)  # of the workshop or file
    source_row = models.CharField(max_length=80, blank=True)
    supported = models.PositiveIntegerField(default=0)  # how many people support it

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_passage_in_a_section", condition=Q(quote="") | ~Q(section_key="")
            ),
            models.CheckConstraint(
                name="comment_source_known", condition=Q(source__in=Source.values)
            ),
            models.UniqueConstraint(
                name="comment_row_once",
                fields=["version", "source_name", "source_row"],
                condition=~Q(source_row=""),
            ),
        ]
        indexes = [
            models.Index(name="comment_of_section", fields=["version", "section_key"]),
            models.Index(name="comment_by_support", fields=["version", "-supported", "-id"]),
        ]

    def __str__(self) -> str:
        return str(self.text)


class Support(models.Model):
    """Somebody says the same, without repeating it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="supports")
    by = models.ForeignKey(Participant, models.CASCADE, related_name="supports")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(name="support_once", fields=["comment", "by"]),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} → {self.comment_id}"


class Answer(models.Model):
    """What became of a comment, and why. Public with the next version; then it stays as it is."""

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="answer")
    verdict = models.CharField(max_length=10, choices=Verdict)
    text = models.TextField()
    language = models.CharField(max_length=10)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    published_in = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="answers"
    )

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(name="answer_says_why", condition=~Q(text="")),
            models.CheckConstraint(
                name="answer_verdict_known", condition=Q(verdict__in=Verdict.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.text[:40]}"


class Placement(models.Model):
    """Where a comment stands in a later version; `changed` has no section."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="placements")
    version = models.ForeignKey(Version, models.CASCADE, related_name="placements")
    how = models.CharField(max_length=10, choices=How)
    section_key = models.CharField(max_length=12, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["version", "comment"]
        constraints = [
            models.UniqueConstraint(name="placement_once", fields=["comment", "version"]),
            models.CheckConstraint(
                name="placement_in_a_section",
                condition=Q(how__in=[How.CHANGED, How.WHOLE]) | ~Q(section_key=""),
            ),
        ]
        indexes = [models.Index(name="placement_of_section", fields=["version", "section_key"])]

    def __str__(self) -> str:
        return f"{self.comment_id} in {self.version_id}: {self.how}"
