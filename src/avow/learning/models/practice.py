"""Good practices out of published reports, each text a maker was asked about, and their marks."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.learning.querysets import PracticeQuerySet
from avow.learning.states import OVER, Answer, Facet, State
from avow.progress.models import Report, Version


class Practice(models.Model):
    """A good practice of one report, edited. The public reads `public`, never what is edited.

    `source` is the version of the report that it comes from; its words stay beside the edited ones.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="practices")
    number = models.PositiveIntegerField()  # its public address
    report = models.ForeignKey(Report, models.PROTECT, related_name="practices")
    source = models.ForeignKey(Version, models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)  # Markdown
    language = models.CharField(max_length=10)
    actions = models.JSONField(default=list)  # codes
    countries = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)  # counts the times it was saved
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField()
    public = models.OneToOneField(
        "Wording", models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)  # the last time
    searched = models.TextField(blank=True)  # the public words, as the search keeps words
    reason = models.TextField(blank=True)  # why the secretariat took it out

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="practice_number_once", fields=["forum", "number"]),
            models.UniqueConstraint(name="practice_of_a_report_once", fields=["report"]),
            models.CheckConstraint(
                name="practice_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="practice_public_dated",
                condition=Q(public=None, published_at=None, searched="")
                | Q(public__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="practice_published_is_public",
                condition=~Q(state=State.PUBLISHED) | Q(public__isnull=False),
            ),
            models.CheckConstraint(
                name="practice_over_is_not_public",
                condition=~Q(state__in=sorted(OVER)) | Q(public=None),
            ),
        ]
        indexes = [
            # The public list.
            models.Index(
                name="practice_public_list",
                fields=["forum", "-published_at", "-id"],
                condition=Q(public__isnull=False),
            ),
            # The desk's list.
            models.Index(name="practice_desk_list", fields=["forum", "state", "-taken_at"]),
        ]

    def __str__(self) -> str:
        return self.title or f"practice {self.number}"


class Wording(models.Model):
    """A text that a maker was asked about, and the answer. Its content never changes."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()  # title, text, language, actions, countries, tags
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    said = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["practice", "number"]
        constraints = [
            models.UniqueConstraint(name="wording_once", fields=["practice", "number"]),
            models.CheckConstraint(
                name="wording_answer_known",
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=Answer.values, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} v{self.number}"


class Mark(models.Model):
    """One thing a published practice is found by: a coalition, action, country or tag."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="marks", db_index=False)
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+", db_index=False)
    facet = models.CharField(max_length=10, choices=Facet)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="practice_mark_once", fields=["practice", "facet", "value"]
            ),
            models.CheckConstraint(name="practice_mark_has_value", condition=~Q(value="")),
            models.CheckConstraint(
                name="practice_mark_facet_known", condition=Q(facet__in=Facet.values)
            ),
        ]
        indexes = [
            models.Index(
                name="practice_mark_by_value", fields=["forum", "facet", "value", "practice"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"
