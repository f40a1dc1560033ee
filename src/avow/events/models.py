"""Events, their sessions and documents, who registered and who was there."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.events.querysets import EventQuerySet, RegistrationQuerySet
from avow.events.states import DocumentKind, How, Place, State
from avow.forums.models import Coalition, Forum
from avow.participants.models import Participant
from avow.people.models import Organisation


class Event(models.Model):
    """An event of a forum. `is_main`: taking part is one of the undertakings of an application.

    `languages` are tags of what is spoken and interpreted, `access` codes of what is offered.
    `online_url` is for those registered. `sequence` grows with each change of time or place.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="events")
    coalition = models.ForeignKey(
        Coalition, models.PROTECT, null=True, blank=True, related_name="events"
    )
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)  # Markdown
    language = models.CharField(max_length=10)
    is_main = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone_name = models.CharField(max_length=60)
    place = models.CharField(max_length=300, blank=True)
    online_url = models.URLField(max_length=500, blank=True)
    languages = models.JSONField(default=list)
    access = models.JSONField(default=list)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    state_reason = models.TextField(blank=True)
    code = models.CharField(max_length=8)  # shown at the event: who enters it was there
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="event_slug_once", fields=["forum", "slug"]),
            models.CheckConstraint(
                name="event_times_in_order", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="event_titled", condition=~Q(title="")),
            models.CheckConstraint(name="event_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="event_public_dated",
                condition=Q(state=State.DRAFT) | Q(published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="event_list", fields=["forum", "state", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the place."""
        return ZoneInfo(self.zone_name)

    @property
    def registration_closed_at(self) -> datetime:
        """Return when registration closes: without a time of its own, as the event ends."""
        return self.registration_closes_at or self.ends_at

    @property
    def starts_there(self) -> datetime:
        """Return the beginning on the clocks of the place."""
        return self.starts_at.astimezone(self.zone)

    @property
    def ends_there(self) -> datetime:
        """Return the end on the clocks of the place."""
        return self.ends_at.astimezone(self.zone)


class Session(models.Model):
    """A part of an event with a time of its own."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    speakers = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)  # spoken
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_times_in_order", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.UniqueConstraint(name="session_once", fields=["event", "title", "starts_at"]),
        ]

    def __str__(self) -> str:
        return self.title


class Document(models.Model):
    """A recording, a stream or a document of an event: an address, or a file."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="events/%Y/", blank=True)
    name = models.CharField(max_length=200, blank=True)  # of the file
    content_type = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="document_address_or_file",
                condition=(Q(url="") & ~Q(file="")) | (~Q(url="") & Q(file="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Announcement(models.Model):
    """A commitment was announced at an event. `ref` is the public commitment's reference."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="announcements")
    ref = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="announced_once", fields=["event", "ref"]),
        ]
        indexes = [models.Index(name="announcement_of", fields=["ref"])]

    def __str__(self) -> str:
        return self.ref


class Registration(models.Model):
    """Somebody's place at an event, for themselves or their organisation. `token`: of the ticket.

    `needs` (to be able to take part) is only for the organisers and erased a month afterwards.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="registrations")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    state = models.CharField(max_length=12, choices=Place, default=Place.UNCONFIRMED)
    needs = models.TextField(blank=True)
    token = models.CharField(max_length=43, unique=True)
    registered_at = models.DateTimeField()
    queued_at = models.DateTimeField()  # the place in the queue
    attended_at = models.DateTimeField(null=True, blank=True)
    attended_how = models.CharField(max_length=8, choices=How, blank=True)
    attended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="registration_once", fields=["event", "participant"]),
            models.CheckConstraint(
                name="registration_state_known", condition=Q(state__in=Place.values)
            ),
            models.CheckConstraint(
                name="attendance_whole",
                condition=Q(attended_at__isnull=True, attended_how="")
                | (Q(attended_at__isnull=False) & ~Q(attended_how="")),
            ),
        ]
        indexes = [
            models.Index(name="registration_queue", fields=["event", "state", "queued_at"]),
            models.Index(name="registration_house", fields=["organisation", "attended_at"]),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"
