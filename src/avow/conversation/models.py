"""Topics of the public conversation, posts and replies, summaries."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.conversation.querysets import PostQuerySet
from avow.conversation.states import State
from avow.forums.models import Coalition, Forum
from avow.moderation.models import PublicText


class Topic(models.Model):
    """What the secretariat asks everybody to talk about. `text` is Markdown."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="topics")
    slug = models.SlugField(max_length=80)
    coalition = models.ForeignKey(
        Coalition, models.PROTECT, null=True, blank=True, related_name="topics"
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # counts the times it was edited
    last_post_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="topic_slug_once", fields=["forum", "slug"]),
            models.CheckConstraint(name="topic_titled", condition=~Q(title="")),
            models.CheckConstraint(name="topic_state_known", condition=Q(state__in=State.values)),
        ]
        indexes = [models.Index(name="topic_list", fields=["forum", "state", "-opened_at"])]

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """A post, or a reply to one (`parent`). Its words, author and state are its text's."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="posts")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    text = models.OneToOneField(PublicText, models.CASCADE, related_name="post")

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="post_replies_to_another", condition=~Q(parent=models.F("pk"))
            ),
        ]
        indexes = [models.Index(name="post_list", fields=["topic", "parent", "id"])]

    def __str__(self) -> str:
        return str(self.text)


class Summary(models.Model):
    """What was said in a topic so far, by the secretariat; Markdown. The newest one is shown."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="summaries")
    text = models.TextField()
    language = models.CharField(max_length=10)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="summary_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:60]
