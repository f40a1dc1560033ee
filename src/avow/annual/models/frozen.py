"""What an annual report froze: its rows and its figures. From then on nothing of it changes."""

from array import array
from datetime import date
from zlib import compress, decompress

from django.db import models
from django.db.models import Q

from avow.annual.figures import Facts
from avow.annual.states import State
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.progress.models import Cycle


class AnnualReport(models.Model):
    """The report of one frozen cycle. `digest` is the SHA-256 of its rows (rows.digest_of).

    `salt` drew the keys of makers; it is never shown. `south` is the pack's list on that day.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="annual_reports")
    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="annual_report")
    year = models.PositiveSmallIntegerField()  # of the cycle
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING, editable=False)
    frozen_at = models.DateTimeField()  # when the data was taken
    years = models.JSONField()  # of the cycles up to this one
    south = models.JSONField()
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    number = models.PositiveIntegerField()  # of rows

    class Meta:
        ordering = ["forum", "-year"]
        constraints = [
            models.UniqueConstraint(name="annual_report_once_a_year", fields=["forum", "year"]),
            models.CheckConstraint(
                name="annual_report_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(name="annual_report_has_digest", condition=~Q(digest="")),
        ]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.year}"

    @property
    def facts(self) -> Facts:
        """Return what the figures need besides the rows."""
        return Facts(self.year, tuple(self.years), frozenset(self.south))

    @property
    def frozen_on(self) -> date:
        """Return the day on which the data was taken, in the forum's zone."""
        return day_of(self.frozen_at, self.forum.zone)


class FrozenRow(models.Model):
    """One commitment as the report keeps it; `content` is a rows.Row, `place` its order."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="rows", db_index=False)
    place = models.PositiveIntegerField()
    ref = models.CharField(max_length=20)
    is_listed = models.BooleanField()
    content = models.JSONField()

    class Meta:
        ordering = ["report", "place"]
        constraints = [
            # Their indexes serve the annex, and the rows behind a figure.
            models.UniqueConstraint(name="frozen_row_place_once", fields=["report", "place"]),
            models.UniqueConstraint(name="frozen_row_ref_once", fields=["report", "ref"]),
        ]

    def __str__(self) -> str:
        return self.ref


class FrozenFigure(models.Model):
    """One figure (annual/figures.py) and, packed, the places of the rows it comes from."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="figures", db_index=False)
    name = models.CharField(max_length=160)
    value = models.BigIntegerField(null=True)  # in its unit; None: not known
    packed = models.BinaryField()

    class Meta:
        ordering = ["report", "name"]
        constraints = [
            models.UniqueConstraint(name="frozen_figure_once", fields=["report", "name"]),
            models.CheckConstraint(
                name="frozen_figure_not_negative", condition=Q(value=None) | Q(value__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    @property
    def places(self) -> "array[int]":
        """Return the places of the rows behind it, in order."""
        found = array("I")
        found.frombytes(decompress(bytes(self.packed)))
        return found


def packed(places: "array[int]") -> bytes:
    """Return places as they are kept."""
    return compress(places.tobytes(), 6)
