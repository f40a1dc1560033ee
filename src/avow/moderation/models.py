"""What the public wrote, who reported it, what was decided, and appeals."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.moderation.querysets import PublicTextQuerySet
from avow.moderation.states import Act, Kind, Reason, State
from avow.participants.models import Participant


class PublicText(models.Model):
    """The words of a post or a comment. Its state says who reads them; `url` is where they stand.

    A removed text is kept, for the appeal, and shown to moderators and its author only.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="public_texts")
    kind = models.CharField(max_length=10, choices=Kind)
    author = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="texts"
    )  # none: said in a workshop
    text = models.TextField()
    language = models.CharField(max_length=10)
    state = models.CharField(
        max_length=12, choices=State, default=State.UNCONFIRMED, editable=False
    )
    # What it is about, as a code: the same words about the same thing are one text.
    place = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)  # first time that anybody could read it
    edited_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)  # of the removal
    open_reports = models.PositiveIntegerField(default=0)

    objects = PublicTextQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="public_text_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="public_text_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="public_text_removed_with_reason",
                condition=~Q(state=State.REMOVED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="public_text_shown_dated",
                condition=~Q(state=State.VISIBLE) | Q(shown_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="public_text_queue", fields=["forum", "state", "-open_reports"]),
            models.Index(name="public_text_author", fields=["author", "-written_at"]),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def shown(self) -> str:
        """Return the words, if everybody may read them; else nothing."""
        return self.text if self.state == State.VISIBLE else ""

    @property
    def author_name(self) -> str:
        """Return the author's public name; nothing for what was said in a workshop."""
        return self.author.shown_name if self.author else ""


class Earlier(models.Model):
    """What a text said before its author mended it."""

    of = models.ForeignKey(PublicText, models.CASCADE, related_name="earlier")
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["-until"]
        constraints = [
            models.UniqueConstraint(name="earlier_text_once", fields=["of", "until"]),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Report(models.Model):
    """Somebody says that a text breaks the rules; once each."""

    of = models.ForeignKey(PublicText, models.CASCADE, related_name="reports")
    by = models.ForeignKey(Participant, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(name="report_once", fields=["of", "by"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.of_id})"


class Decision(models.Model):
    """What a moderator did with a text, when and why; kept for ever."""

    of = models.ForeignKey(PublicText, models.CASCADE, related_name="decisions")
    act = models.CharField(max_length=10, choices=Act)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    text = models.TextField(blank=True)  # for the author
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_removal_with_reason", condition=~Q(act=Act.REMOVE) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.of_id})"


class Appeal(models.Model):
    """The author asks once to look again at a removal; somebody else answers where there is one."""

    of = models.ForeignKey(PublicText, models.CASCADE, related_name="appeals")
    text = models.TextField()
    at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    upheld = models.BooleanField(null=True)  # True: the removal stands

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="appeal_one_open", fields=["of"], condition=Q(answered_at=None)
            ),
            models.CheckConstraint(name="appeal_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="appeal_answered_whole",
                condition=Q(answered_at__isnull=True, upheld__isnull=True)
                | Q(answered_at__isnull=False, upheld__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
