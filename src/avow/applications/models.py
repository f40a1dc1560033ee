"""An application: one organisation, one forum, one or more coalitions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.answers.models import Sheet
from avow.applications.querysets import ApplicationQuerySet
from avow.applications.states import OVER, Check, State
from avow.commitments.models import Commitment
from avow.forums.models import Coalition, Forum
from avow.interest.models import Interest
from avow.people.models import Organisation
from avow.review.models import Case, Clarification

USER = settings.AUTH_USER_MODEL


class Application(models.Model):
    """One organisation's request to join one forum as a commitment maker."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT, editable=False)
    sheet = models.OneToOneField(Sheet, models.PROTECT, related_name="application")
    interest = models.ForeignKey(
        Interest, models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    clarifications = models.ManyToManyField(Clarification, related_name="applications", blank=True)
    assigned_to = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, editable=False)
    promise_days = models.PositiveSmallIntegerField(
        null=True, editable=False
    )  # of the window it came in
    due_on = models.DateField(null=True, editable=False)  # in the forum's time zone
    decided_at = models.DateTimeField(null=True, editable=False)
    # Of the sealed ledger entry that says "refused" or "decided" before the applicant may know.
    seal_nonce = models.CharField(max_length=32, blank=True, editable=False)
    # The outcome is prepared, looked at, and released: only then is the applicant told.
    outcome_message = models.TextField(blank=True)
    prepared_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="application_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="application_draft_or_dated",
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN])
                | Q(submitted_at__isnull=False, due_on__isnull=False, promise_days__isnull=False),
            ),
            models.UniqueConstraint(
                name="application_one_open_per_organisation",
                fields=["forum", "organisation"],
                condition=~Q(state__in=sorted(OVER)),
            ),
            models.CheckConstraint(
                name="application_told_when_prepared",
                condition=Q(told_at=None) | Q(prepared_at__isnull=False, decided_at__isnull=False),
            ),
        ]
        indexes = [
            # The secretariat's board: undecided, most urgent first.
            models.Index(name="application_board", fields=["forum", "state", "due_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.forum}"


class ApplicationCoalition(models.Model):
    """A coalition that an application asks to join, and its answer."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="coalitions")
    coalition = models.ForeignKey(Coalition, models.PROTECT, related_name="application_links")
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="application_link"
    )

    class Meta:
        ordering = ["coalition__position"]
        constraints = [
            models.UniqueConstraint(
                name="application_coalition_once", fields=["application", "coalition"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} in {self.coalition}"


class ApplicationCommitment(models.Model):
    """A commitment handed in with an application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="commitment_links")
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="application_link")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.commitment} with {self.application}"


class Undertaking(models.Model):
    """What was undertaken on submission, with its wording and date: a record, never changed."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="undertakings")
    scope = models.CharField(
        max_length=60, blank=True
    )  # a coalition's code, or the whole application
    code = models.CharField(max_length=60)
    wording = models.TextField()
    version = models.CharField(max_length=20, blank=True)  # of the wording, as in the pack
    dated = models.DateField(null=True, blank=True)  # the wording's own date
    language = models.CharField(max_length=10)
    accepted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        ordering = ["scope", "code"]
        constraints = [
            models.UniqueConstraint(
                name="undertaking_once", fields=["application", "scope", "code", "accepted_at"]
            ),
            models.CheckConstraint(name="undertaking_has_wording", condition=~Q(wording="")),
        ]

    def __str__(self) -> str:
        return self.code


class ScreeningItem(models.Model):
    """The secretariat's answer to one item of the pack's checklist."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="screening_items")
    code = models.CharField(max_length=60)
    answer = models.CharField(max_length=16, choices=Check)
    note = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="screening_item_once", fields=["application", "code"]),
            models.CheckConstraint(
                name="screening_answer_known", condition=Q(answer__in=Check.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.answer}"
