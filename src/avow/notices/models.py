"""The outbox: mails written with the change that causes them, and notices in the app."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.notices.querysets import MessageQuerySet, NoticeQuerySet
from avow.notices.states import MessageState


class Message(models.Model):
    """One mail to one receiver, kept as it was written. A worker only sends it.

    `receiver` is `user:<id>` or `mail:<address>`; with `key` it makes each mail unique. A copy sent
    again by hand is a row of its own, with `resent_from`.
    """

    verb = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    receiver = models.CharField(max_length=270)
    to_email = models.EmailField(max_length=254)
    to_name = models.CharField(max_length=150, blank=True)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="messages"
    )
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, related_name="messages")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    url = models.CharField(max_length=500, blank=True)
    context = models.JSONField(default=dict)
    reply_to = models.EmailField(blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    message_id = models.UUIDField(default=uuid.uuid4, editable=False)  # the same in every attempt
    state = models.CharField(max_length=8, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    resent_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    resent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="message_once_per_receiver", fields=["key", "receiver"]),
            models.CheckConstraint(
                name="message_state_known", condition=Q(state__in=MessageState.values)
            ),
            models.CheckConstraint(
                name="message_sent_is_dated",
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="message_sending_is_leased",
                condition=~Q(state=MessageState.SENDING) | Q(lease_until__isnull=False),
            ),
        ]
        indexes = [
            # deliver_due: a short list beside millions of sent mails
            models.Index(
                name="message_unsent",
                fields=["next_attempt_at"],
                condition=Q(state__in=[MessageState.QUEUED, MessageState.SENDING]),
            ),
            models.Index(
                name="message_forum_newest", fields=["forum", "-created_at"]
            ),  # the outbox page
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.receiver}"


class Notice(models.Model):
    """A notice in the app, in the words of the mail that went with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    verb = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, related_name="notices")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="notice_once_per_user", fields=["key", "user"]),
        ]
        indexes = [
            models.Index(name="notice_user_newest", fields=["user", "-at"]),
            models.Index(name="notice_user_unread", fields=["user"], condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.user_id}"
