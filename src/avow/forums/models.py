"""A forum and its structure, loaded from a pack."""

import json
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from avow.forums.querysets import ActionQuerySet, WindowQuerySet
from avow.forums.states import CoalitionKind, WindowKind
from avow.kernel.localised import pick

if TYPE_CHECKING:
    from avow.forums.packs.schema import Pack


class Forum(models.Model):
    """One edition of an initiative with its calendar. `pack` holds the whole validated pack."""

    slug = models.SlugField(unique=True, max_length=60)
    names = models.JSONField()  # localised
    zone_name = models.CharField(max_length=60)
    languages = models.JSONField(default=list)  # BCP 47 tags the pack is written in
    reference_prefix = models.CharField(max_length=8, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    pack = models.JSONField()
    pack_digest = models.CharField(max_length=64)
    # {coalition's code: its actions as a pack has them}: what published plans say instead of it.
    plans = models.JSONField(default=dict)
    loaded_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)  # every page says that all is invented
    next_number = models.PositiveIntegerField(default=1)  # of the next commitment's reference

    class Meta:
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                name="forum_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return pick(self.names, get_language() or "en")

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone in which the forum counts its days."""
        return ZoneInfo(self.zone_name)

    @cached_property
    def settings(self) -> "Pack":
        """Return the pack as types: rules, texts, lists. Reads of the same content share one.

        Where a coalition has published a plan, its actions are those of the plan.
        """
        return _pack_of(json.dumps(with_plans(self.pack, self.plans)))


def with_plans(pack: dict[str, Any], plans: dict[str, Any]) -> dict[str, Any]:
    """Return a pack whose coalitions have the actions of their published plans."""
    if not plans:
        return pack
    coalitions = [
        one | {"actions": plans[one["code"]]} if one["code"] in plans else one
        for one in pack["coalitions"]
    ]
    return pack | {"coalitions": coalitions}


@lru_cache(maxsize=32)
def _pack_of(content: str) -> "Pack":
    from avow.forums.packs.schema import Pack  # noqa: PLC0415  pydantic loads only where needed

    return Pack.model_validate_json(content)


class Coalition(models.Model):
    """A theme of the forum, or a compact that uses the same machinery. `code` never changes."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="coalitions")
    code = models.SlugField(max_length=60)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, choices=CoalitionKind, default=CoalitionKind.COALITION)
    names = models.JSONField()  # localised
    summaries = models.JSONField(default=dict)  # localised
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="coalition_code_once", fields=["forum", "code"]),
            models.UniqueConstraint(name="coalition_slug_once", fields=["forum", "slug"]),
            models.CheckConstraint(
                name="coalition_kind_known", condition=Q(kind__in=CoalitionKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return pick(self.names, get_language() or "en")

    @property
    def summary(self) -> str:
        """Return the summary in the active language."""
        return pick(self.summaries, get_language() or "en")


class Action(models.Model):
    """One measurable action of a coalition's blueprint, with its targets (`code` as in `SM-1`)."""

    coalition = models.ForeignKey(Coalition, models.PROTECT, related_name="actions")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="actions")  # = coalition.forum
    code = models.CharField(max_length=20)
    titles = models.JSONField()  # localised
    descriptions = models.JSONField(default=dict)  # localised
    # a list of rows: text (localised), by (a day or null), confirmed
    targets = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()
    confirmed = models.BooleanField(default=True)  # False: to be confirmed by the secretariat
    # The blueprint's version that its words come from; none while they are the pack's.
    plan_version = models.PositiveSmallIntegerField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)  # a later plan has others instead
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["coalition__position", "position"]
        constraints = [
            models.UniqueConstraint(name="action_code_once", fields=["forum", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """Return the title in the active language."""
        return pick(self.titles, get_language() or "en")

    @property
    def description(self) -> str:
        """Return the description in the active language."""
        return pick(self.descriptions, get_language() or "en")


class Window(models.Model):
    """A span of time in which something may be handed in. Pages, forms and the API all ask it."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="windows")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=16, choices=WindowKind)
    names = models.JSONField(default=dict)  # localised
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()  # first instant at which it is closed
    promise_days = models.PositiveSmallIntegerField(default=28)  # to the answer of what came in
    pack_closes_at = models.DateTimeField()  # what the pack says; `closes_at` differs when extended
    confirmed = models.BooleanField(default=True)  # False: to be confirmed by the secretariat
    # False: made at the desk; loading a pack that does not have it leaves it alone.
    from_pack = models.BooleanField(default=True, db_default=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "key"]
        constraints = [
            models.UniqueConstraint(name="window_key_once", fields=["forum", "key"]),
            models.CheckConstraint(
                name="window_dates_in_order", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="window_kind_known", condition=Q(kind__in=WindowKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the window's own name, else the name of its kind, in the active language."""
        return pick(self.names, get_language() or "en") or str(WindowKind(self.kind).label)

    def is_open(self, now: datetime) -> bool:
        """Return whether the window is open to everybody at `now`."""
        return self.opens_at <= now < self.closes_at


class WindowChange(models.Model):
    """The log of extensions: who moved the end of a window, from when to when, and why."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    closes_before = models.DateTimeField()
    closes_after = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(name="window_change_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.window} → {self.closes_after:%Y-%m-%d}"


class Milestone(models.Model):
    """A date of the calendar that people should know (an event, a publication)."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="milestones")
    key = models.SlugField(max_length=60)
    names = models.JSONField()  # localised
    help = models.JSONField(default=dict)  # localised
    starts_on = models.DateField()
    ends_on = models.DateField()
    confirmed = models.BooleanField(default=True)

    class Meta:
        ordering = ["starts_on", "key"]
        constraints = [
            models.UniqueConstraint(name="milestone_key_once", fields=["forum", "key"]),
            models.CheckConstraint(
                name="milestone_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return pick(self.names, get_language() or "en")
