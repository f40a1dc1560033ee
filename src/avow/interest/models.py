"""Expressions of interest and letters of intent: one table, two ways in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from avow.forums.models import Coalition, Forum
from avow.interest.querysets import InterestQuerySet
from avow.interest.states import Kind, State
from avow.people.models import Organisation
from avow.people.personal import GONE


class Interest(models.Model):
    """Somebody's organisation would like to join a forum. A letter of intent begins as `invited`.

    The organisation is as the person wrote it; it is matched to a registered one when they apply.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.EXPRESSION)
    state = models.CharField(
        max_length=12, choices=State, default=State.UNCONFIRMED, editable=False
    )
    email = models.EmailField()
    contact_name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=10, default="en")
    organisation_name = models.CharField(max_length=250)
    folded_name = models.CharField(max_length=250, db_index=True, editable=False)
    organisation_kind = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="interests"
    )
    coalitions = models.ManyToManyField(Coalition, related_name="interests", blank=True)
    message = models.TextField(blank=True)  # of a letter: its text, which pre-fills the application
    wants_news = models.BooleanField(default=True)
    letter = models.FileField(upload_to="letters/%Y/", blank=True)
    letter_name = models.CharField(max_length=200, blank=True)
    # Of a bulk import, so that it runs once.
    source_row = models.CharField(max_length=80, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)  # of the confirmation link
    token_expires_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="interest_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="interest_invited_dated",
                condition=~Q(state=State.INVITED) | Q(invited_at__isnull=False),
            ),
            models.UniqueConstraint(
                Lower("email"),
                "folded_name",
                "forum",
                "kind",
                name="interest_once",
            ),
            models.UniqueConstraint(
                name="letter_row_once", fields=["forum", "source_row"], condition=~Q(source_row="")
            ),
        ]
        indexes = [models.Index(name="interest_list", fields=["forum", "state", "-received_at"])]

    def __str__(self) -> str:
        return self.organisation_name

    @property
    def is_erased(self) -> bool:
        """Return whether the person behind it was forgotten."""
        return self.email.endswith(f"@{GONE}")
