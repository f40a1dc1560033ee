"""A case and what is said in it: votes, recusals, questions, objections."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Coalition, Forum
from avow.people.models import Organisation, Seat
from avow.review.querysets import CaseQuerySet
from avow.review.states import OVER, Choice, State, Subject

USER = settings.AUTH_USER_MODEL


class Case(models.Model):
    """One coalition's answer to one application or commitment.

    It knows votes and clocks, not what it is about: the subject points to the case. `quorum`,
    `majority` and `liaison_days` are the pack's, as they were when the case was opened.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="cases")
    coalition = models.ForeignKey(Coalition, models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    partners = models.ManyToManyField(Organisation, related_name="cases_as_partner", blank=True)
    subject = models.CharField(max_length=12, choices=Subject)
    title = models.CharField(
        max_length=300
    )  # what a list shows; texts themselves stay with the subject
    state = models.CharField(max_length=16, choices=State, default=State.VALIDATION, editable=False)
    quorum = models.CharField(max_length=12)  # a fraction, as in "1/2"
    majority = models.CharField(max_length=12)
    liaison_days = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True, blank=True)  # the applicant's four weeks
    opened_at = models.DateTimeField()
    validation_until = models.DateTimeField(
        null=True, blank=True
    )  # then the secretariat may settle it
    liaison_until = models.DateTimeField(
        null=True, blank=True
    )  # first instant when silence has passed
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)  # of the decision, for the applicant
    internal_note = models.TextField(blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="case_decided_when_over",
                condition=Q(state__in=sorted(OVER), decided_at__isnull=False)
                | (~Q(state__in=sorted(OVER)) & Q(decided_at=None)),
            ),
            models.CheckConstraint(
                name="case_liaison_has_an_end",
                condition=~Q(state__in=[State.LIAISON, State.OBJECTION])
                | Q(liaison_until__isnull=False),
            ),
        ]
        indexes = [
            # The board of a coalition's Champions: open cases, most urgent first.
            models.Index(name="case_board", fields=["coalition", "state", "due_on"]),
            # `avow tick`: whose silence has passed.
            models.Index(
                name="case_liaison", fields=["liaison_until"], condition=Q(state=State.LIAISON)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.coalition})"


class Vote(models.Model):
    """One seat's vote in one case; a seat may change it while the Champions are voting."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="votes")
    user = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice)
    reason = models.TextField(blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["cast_at"]
        constraints = [
            models.UniqueConstraint(name="vote_once_per_seat", fields=["case", "seat"]),
            models.CheckConstraint(name="vote_choice_known", condition=Q(choice__in=Choice.values)),
            models.CheckConstraint(
                name="vote_reject_has_reason", condition=~Q(choice="reject", reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.choice}"


class Recusal(models.Model):
    """A seat keeps out: its organisation is concerned, or somebody declared an interest."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    is_declared = models.BooleanField()  # False: found by the platform
    reason = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="recusal_once_per_seat", fields=["case", "seat"]),
            models.CheckConstraint(
                name="recusal_declared_has_reason", condition=Q(is_declared=False) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} keeps out of {self.case}"


class Clarification(models.Model):
    """A question to the applicant or maker and its answer; `case` is empty while screening."""

    case = models.ForeignKey(
        Case, models.CASCADE, null=True, blank=True, related_name="clarifications"
    )
    question = models.TextField()
    asked_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(name="clarification_has_question", condition=~Q(question="")),
            models.CheckConstraint(
                name="clarification_answered_with_words",
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
            models.UniqueConstraint(
                name="clarification_one_open_per_case",
                fields=["case"],
                condition=Q(answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:60]


class Objection(models.Model):
    """A Core Group member's reasoned objection, and the secretariat's written answer."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="objection")
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()
    raised_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="objection_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="objection_answered_with_words", condition=Q(answered_at=None) | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"objection to {self.case}"


class SealedStep(models.Model):
    """One move of a case's life, with the key to its sealed line in the public ledger.

    The ledger is public at once and applicants are told later: a move that gives the answer away is
    written there under a seal, and `nonce` is published when the outcome is released.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    role = models.CharField(max_length=20)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    nonce = models.CharField(max_length=32, blank=True)  # empty: the move was written openly
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="sealed_step_opened_has_nonce", condition=Q(opened_at=None) | ~Q(nonce="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.move} of {self.case_id}"


class Maker(models.Model):
    """An organisation accepted as a commitment maker in one coalition."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="makers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="maker_in")
    coalition = models.ForeignKey(Coalition, models.PROTECT, related_name="makers")
    since = models.DateTimeField()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                name="maker_once_per_coalition", fields=["organisation", "coalition"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.coalition}"
