"""Help that is needed, help that is offered, and a pair of them whose sides are asked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from avow.forums.models import Forum
from avow.learning.help_querysets import HelpQuerySet, MatchQuerySet
from avow.learning.states import HelpState, MatchState, Said
from avow.people.models import Organisation
from avow.progress.models import Version


class Help(models.Model):
    """What a need and an offer have in common. Neither is public: a match shows their words."""

    words = models.TextField()
    language = models.CharField(max_length=10)
    actions = models.JSONField(default=list)  # codes
    state = models.CharField(
        max_length=8, choices=HelpState, default=HelpState.OPEN, editable=False
    )
    made_at = models.DateTimeField()
    until = models.DateField()  # its last day
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = HelpQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="%(class)s_of_help_written", condition=~Q(words="")),
            models.CheckConstraint(
                name="%(class)s_of_help_open_or_ended",
                condition=Q(state=HelpState.OPEN, ended_at=None)
                | Q(state__in=[HelpState.CLOSED, HelpState.LAPSED], ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="%(class)s_of_help_list", fields=["forum", "state", "-made_at"]),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class Need(Help):
    """An organisation needs help; `source` is the report's version that said so, if one did."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="needs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="needs")
    source = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)


class Offer(Help):
    """An organisation offers help: where (no country: anywhere), and in which languages."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="offers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offers")
    countries = models.JSONField(default=list)
    languages = models.JSONField(default=list)


class Match(models.Model):
    """A need and an offer that fit. Names are shown to both only when both said yes.

    `reasons`: rows of code and value. A side that is protected when it says yes is told that its
    name will be shown: `…_aware`.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="matches")
    need = models.ForeignKey(Need, models.PROTECT, related_name="matches")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="matches")
    reasons = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=MatchState, default=MatchState.SUGGESTED, editable=False
    )
    suggested_at = models.DateTimeField()
    suggested_by = models.ForeignKey(  # none: the platform
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    need_said = models.CharField(max_length=3, choices=Said, blank=True)
    need_at = models.DateTimeField(null=True, blank=True)
    need_by = models.ForeignKey(  # whom the other side may write to
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    need_aware = models.BooleanField(default=False)
    offer_said = models.CharField(max_length=3, choices=Said, blank=True)
    offer_at = models.DateTimeField(null=True, blank=True)
    offer_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    offer_aware = models.BooleanField(default=False)
    introduced_at = models.DateTimeField(null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["-suggested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="match_once", fields=["need", "offer"]),
            models.CheckConstraint(
                name="match_state_known", condition=Q(state__in=MatchState.values)
            ),
            models.CheckConstraint(
                name="match_introduced_with_both",
                condition=Q(state=MatchState.INTRODUCED, introduced_at__isnull=False)
                & Q(need_said=Said.YES, offer_said=Said.YES)
                | ~Q(state=MatchState.INTRODUCED) & Q(introduced_at=None),
            ),
            models.CheckConstraint(
                name="match_waits_for_one_side",
                condition=~Q(state=MatchState.WAITING)
                | Q(need_said=Said.YES, offer_said="")
                | Q(need_said="", offer_said=Said.YES),
            ),
            models.CheckConstraint(
                name="match_introduced_after",
                condition=Q(introduced_at=None) | Q(introduced_at__gte=F("suggested_at")),
            ),
        ]
        indexes = [models.Index(name="match_list", fields=["forum", "state", "-suggested_at"])]

    def __str__(self) -> str:
        return f"{self.need_id} with {self.offer_id}"
