"""Who takes part with or without an account, and how often a door was knocked at."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from avow.forums.models import Forum
from avow.participants.querysets import ParticipantQuerySet
from avow.people.models import Organisation
from avow.people.personal import GONE


class Participant(models.Model):
    """Somebody at one address in one forum; what they wrote is theirs once it is confirmed.

    `kind` is an organisation type's code and `country` an ISO 3166-1 code, both only if they said
    so: figures of who took part are made from them.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="participants")
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    hides_name = models.BooleanField(default=False)  # activists at risk: the public sees a number
    language = models.CharField(max_length=10, default="en")
    kind = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(  # the one they speak for, if they represent it
        Organisation, models.SET_NULL, null=True, blank=True, related_name="participants"
    )
    token_digest = models.CharField(max_length=64, blank=True)  # of the mailed link
    token_expires_at = models.DateTimeField(null=True, blank=True)
    next_url = models.CharField(max_length=500, blank=True)  # where the link leads
    confirmed_at = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), "forum", name="participant_once"),
            models.UniqueConstraint(
                name="participant_once_per_user",
                fields=["user", "forum"],
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                name="participant_link_once",
                fields=["token_digest"],
                condition=~Q(token_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Return the name the public reads, in the active language where there is none."""
        # One that asked for protection later hides its people from that moment on.
        at_risk = self.organisation is not None and self.organisation.is_protected
        if self.name and not self.hides_name and not at_risk:
            return self.name
        return _("Participant %(number)s") % {"number": self.pk}

    @property
    def is_erased(self) -> bool:
        """Return whether the person was forgotten."""
        return self.email.endswith(f"@{GONE}")


class Attempt(models.Model):
    """One knock at a door that is limited. `key` is a keyed digest: no address is kept in clear."""

    act = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="attempt_names_its_act", condition=~Q(act="")),
        ]
        indexes = [models.Index(name="attempt_count", fields=["act", "key", "at"])]

    def __str__(self) -> str:
        return f"{self.act} at {self.at:%Y-%m-%d %H:%M}"
