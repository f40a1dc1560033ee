"""Help needed and offered, when two organisations become one."""

from datetime import datetime

from django.db.models import F

from avow.learning.models import Match, Need, Offer
from avow.learning.states import MatchState
from avow.people.merging import moves_on_merge
from avow.people.models import Organisation


@moves_on_merge("learning")
def move(gone: Organisation, kept: Organisation, _now: datetime) -> int:
    """Move needs and offers; a match of the one with the other is over."""
    moved = Need.objects.filter(organisation=gone).update(organisation=kept)
    moved += Offer.objects.filter(organisation=gone).update(organisation=kept)
    within = Match.objects.pending().filter(need__organisation=F("offer__organisation"))
    keys = list(within.filter(need__organisation=kept).values_list("pk", flat=True))
    Match.objects.filter(pk__in=keys).update(state=MatchState.ENDED, need_said="", offer_said="")
    return moved
