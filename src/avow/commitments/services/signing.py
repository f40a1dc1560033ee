"""What the guards of publication need to know about co-makers."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from avow.commitments.joint import ALL, adds_up
from avow.commitments.models import CoMaker, Commitment
from avow.commitments.states import CoMakerState
from avow.kernel.clock import day_of
from avow.people.models import SeatHolder
from avow.review.models import Maker


def unsigned(commitment: Commitment) -> int:
    """Return how many co-makers of the text handed in have not signed it."""
    rows = CoMaker.objects.filter(revision=commitment.current_id)
    return rows.exclude(state=CoMakerState.CONFIRMED).count()


def not_makers(commitment: Commitment, accepted: Collection[int], now: datetime) -> int:
    """Return how many co-makers are maker or Champion in none of these coalitions.

    Without any (a small change of a published text had no case) those it is shown in count.
    """
    asked = set(
        CoMaker.objects.filter(revision=commitment.current_id).values_list(
            "organisation_id", flat=True
        )
    )
    if not asked:
        return 0
    shown = commitment.coalitions.filter(shown_since__isnull=False)
    coalitions = {*accepted, *shown.values_list("coalition_id", flat=True)}
    made = Maker.objects.filter(organisation__in=asked, coalition__in=coalitions)
    seats = SeatHolder.objects.on(day_of(now, commitment.forum.zone)).filter(
        organisation__in=asked, seat__coalition__in=coalitions
    )
    known = {
        *made.values_list("organisation_id", flat=True),
        *seats.values_list("organisation_id", flat=True),
    }
    return len(asked - known)


def shares_whole(commitment: Commitment) -> bool:
    """Return whether the shares of the text handed in make 100."""
    revision = commitment.current
    if revision is None:
        return True
    shares = list(revision.co_makers.values_list("share", flat=True))
    return adds_up(revision.lead_share, shares) if shares else revision.lead_share == ALL


def lead_share(commitment: Commitment) -> Decimal:
    """Return the lead's own share of the text handed in."""
    return commitment.current.lead_share if commitment.current else ALL
