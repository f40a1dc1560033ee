"""Updates, and who wants to read them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Coalition, Forum
from avow.news.querysets import UpdateQuerySet
from avow.news.states import Frequency, State
from avow.participants.models import Participant


class Update(models.Model):
    """News of the whole forum, or of a coalition. `text` is Markdown. Corrections are dated."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="updates")
    coalition = models.ForeignKey(
        Coalition, models.PROTECT, null=True, blank=True, related_name="updates"
    )
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    # The same news in another language: the one it was written in first.
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations"
    )
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # counts the times it was saved
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was sent back or withdrawn
    told_at = models.DateTimeField(null=True, blank=True)  # subscribers who want it at once

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="update_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="update_published_whole",
                condition=~Q(state=State.PUBLISHED)
                | (Q(published_at__isnull=False) & ~Q(title="") & ~Q(text="")),
            ),
            models.CheckConstraint(
                name="update_scheduled_for_a_time",
                condition=~Q(state=State.SCHEDULED) | Q(publish_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="update_translated_once",
                fields=["translation_of", "language"],
                condition=Q(translation_of__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="update_list", fields=["forum", "state", "-published_at"]),
        ]

    def __str__(self) -> str:
        return self.title or "…"

    @property
    def is_stale(self) -> bool:
        """Return whether what it translates was corrected after it; at most two queries."""
        if self.translation_of is None:
            return False
        first, own = self.translation_of.corrections.last(), self.corrections.last()
        since = own.at if own else self.published_at
        return first is not None and since is not None and first.at > since


class Correction(models.Model):
    """What a published update said before it was corrected, and what was wrong."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="corrections")
    text = models.TextField()  # before
    note = models.TextField()  # what was corrected, shown below
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="correction_says_what", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return self.note[:60]


class Subscription(models.Model):
    """Somebody wants news: of the whole forum, or of some coalitions (none: all).

    `token` is in every mail's link to change or end it; it is a secret of the subscriber's.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="subscriptions")
    participant = models.OneToOneField(Participant, models.CASCADE, related_name="subscription")
    coalitions = models.ManyToManyField(Coalition, related_name="subscriptions", blank=True)
    frequency = models.CharField(max_length=8, choices=Frequency, default=Frequency.WEEKLY)
    language = models.CharField(max_length=10, default="en")  # of the mails
    token = models.CharField(max_length=43, unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    digest_until = models.DateTimeField(null=True, blank=True)  # news up to here were sent

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="subscription_frequency_known", condition=Q(frequency__in=Frequency.values)
            ),
        ]
        indexes = [
            models.Index(
                name="subscription_due",
                fields=["forum", "frequency", "id"],
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
