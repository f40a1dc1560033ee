"""A reporting cycle, and whom it reminded."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum, Window
from avow.people.models import Organisation
from avow.progress import rules
from avow.progress.querysets import CycleQuerySet
from avow.progress.rules import Phase
from avow.progress.states import CycleState


class Cycle(models.Model):
    """One year's reporting of a forum. Its dates are those of its window, its rules the pack's."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="cycles")
    window = models.OneToOneField(Window, models.PROTECT, related_name="cycle")
    key = models.SlugField(max_length=60)  # of the window
    year = models.PositiveSmallIntegerField()  # in which it opens, in the forum's zone
    state = models.CharField(
        max_length=8, choices=CycleState, default=CycleState.PLANNED, editable=False
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "year"]
        constraints = [
            models.UniqueConstraint(name="cycle_key_once", fields=["forum", "key"]),
            models.UniqueConstraint(name="cycle_once_a_year", fields=["forum", "year"]),
            models.CheckConstraint(
                name="cycle_state_known", condition=Q(state__in=CycleState.values)
            ),
            models.CheckConstraint(
                name="cycle_opened_dated",
                condition=Q(state="planned", opened_at=None)
                | (~Q(state="planned") & Q(opened_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="cycle_closed_dated",
                condition=Q(state__in=["planned", "open"]) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cycle_frozen_dated",
                condition=Q(state="frozen", frozen_at__isnull=False)
                | (~Q(state="frozen") & Q(frozen_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.year}"

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone in which the forum counts its days."""
        return self.forum.zone

    @property
    def closes_at(self) -> datetime:
        """Return the first instant at which a report is late, in the forum's zone."""
        return self.window.closes_at.astimezone(self.zone)

    @property
    def freezes_at(self) -> datetime:
        """Return the first instant at which no report is taken any more."""
        days = self.forum.settings.reporting.freeze_days
        return datetime.combine(rules.freeze_on(self.closes_at, days), time.min, tzinfo=self.zone)

    def phase(self, now: datetime) -> Phase:
        """Return whether reports are taken: before, open, late or over; a frozen one is over."""
        if self.state == CycleState.FROZEN:
            return "over"
        return rules.phase(self.window.opens_at, self.window.closes_at, self.freezes_at, now)


class Reminder(models.Model):
    """An organisation was reminded of the reports it owes in a cycle.

    By the calendar, once for each of the pack's days (negative: after the due date; 0: the call at
    the opening); or by somebody of the secretariat, once a day.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="reminders")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="report_reminders")
    days = models.SmallIntegerField(null=True, blank=True)
    day = models.DateField()  # in the forum's zone
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_once",
                fields=["cycle", "organisation", "days"],
                condition=Q(days__isnull=False),
            ),
            models.UniqueConstraint(
                name="reminder_by_hand_once_a_day",
                fields=["cycle", "organisation", "day"],
                condition=Q(days=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.cycle_id}: {self.days}"
