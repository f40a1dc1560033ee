"""What the public knows of one commitment in one cycle, as statistics count it."""

from django.db import models
from django.db.models import Q

from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.progress.models.cycle import Cycle
from avow.progress.states import Declared

NOT_REPORTED = "not_reported"


class Outcome(models.Model):
    """One row for each commitment and cycle, once it is published or publicly missing.

    Made of the published versions alone, in the transaction that publishes them; it can be made
    again at any time. `cents` are US dollars spent so far, by the last public report of each maker;
    None: no money with a rate was reported. `is_unrated`: some of it has none.
    """

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+", db_index=False)
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="outcomes", db_index=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="outcomes")
    year = models.PositiveSmallIntegerField()  # of the cycle
    ref = models.CharField(max_length=20)  # of the commitment, as the public entry has it
    status = models.CharField(max_length=12)  # what its makers declare together
    is_last = models.BooleanField(default=False)  # of those in which anybody reported
    cents = models.BigIntegerField(null=True, blank=True)
    is_unrated = models.BooleanField(default=False)
    # The public entry of the same reference, for joins alone: no column, no key of the database.
    entry = models.ForeignObject(
        Entry,
        models.DO_NOTHING,
        ["forum", "ref"],
        ["forum", "ref"],
        related_name="outcomes",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        ordering = ["commitment", "year"]
        constraints = [
            models.UniqueConstraint(name="outcome_once", fields=["cycle", "commitment"]),
            models.UniqueConstraint(
                name="outcome_of_one_last", fields=["commitment"], condition=Q(is_last=True)
            ),
            models.CheckConstraint(
                name="outcome_status_known",
                condition=Q(status__in=[*Declared.values, NOT_REPORTED]),
            ),
            models.CheckConstraint(
                name="outcome_of_silence_says_nothing",
                condition=~Q(status=NOT_REPORTED) | Q(is_last=False, cents=None, is_unrated=False),
            ),
            models.CheckConstraint(
                name="outcome_not_negative", condition=Q(cents=None) | Q(cents__gte=0)
            ),
        ]
        indexes = [
            # Status over time and money spent, of a forum: the index alone, in the order of groups.
            models.Index(
                name="outcome_by_cycle",
                fields=["forum", "year", "status", "is_last", "ref", "cents", "is_unrated"],
            ),
            # The same of the commitments found, and who reported last in which cycle.
            models.Index(
                name="outcome_of_entry",
                fields=["forum", "ref", "is_last", "year", "status", "cents", "is_unrated"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} in {self.year}: {self.status}"
