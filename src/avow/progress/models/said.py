"""What is said of a report: questions, its maker's public answers, comments of third parties."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.progress.models.report import Report


class Question(models.Model):
    """What the secretariat asked when it returned a report, and the answer."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="questions")
    text = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(name="report_question_written", condition=~Q(text="")),
            models.UniqueConstraint(
                name="report_question_open_once", fields=["report"], condition=Q(answered_at=None)
            ),
            models.CheckConstraint(
                name="report_question_answered_later",
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False, answered_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Statement(models.Model):
    """A maker's public answer to what its published report is said to show; never changed."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="statements")
    text = models.TextField()
    language = models.CharField(max_length=10)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="statement_written", condition=~Q(text="")),
            models.UniqueConstraint(name="statement_once", fields=["report", "at"]),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Comment(models.Model):
    """What a third party says of a report: dated, with its source, beside the maker's own claim.

    Its words never change; one written down by mistake is withdrawn, with the reason.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments")
    text = models.TextField()
    language = models.CharField(max_length=10)
    source = models.CharField(max_length=200)  # who says so
    url = models.URLField(max_length=500, blank=True)  # where it can be read
    dated = models.DateField()  # when they said it
    by = models.ForeignKey(  # who wrote it down
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawal = models.TextField(blank=True)  # why

    class Meta:
        ordering = ["dated", "pk"]
        constraints = [
            models.CheckConstraint(name="comment_on_report_written", condition=~Q(text="")),
            models.CheckConstraint(name="comment_on_report_sourced", condition=~Q(source="")),
            models.CheckConstraint(
                name="comment_on_report_withdrawn_why",
                condition=Q(withdrawn_at=None, withdrawal="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.text[:60]}"
