"""What happens to commitments without anybody pressing a button."""

from datetime import datetime

from django.db import transaction

from avow.commitments.models import Commitment, CommitmentCoalition
from avow.commitments.services import common, deciding
from avow.commitments.states import State
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.review.models import Case
from avow.review.states import OVER

BATCH = 20


def complete_those_over(now: datetime) -> int:
    """Complete the published commitments whose last day has passed; return how many."""
    count = 0
    for forum in Forum.objects.all():
        day = day_of(now, forum.zone)
        over = Commitment.objects.filter(
            forum=forum, state=State.PUBLISHED, public__ends_on__lt=day
        )
        found = list(over.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(found), BATCH):
            count += _complete(found[start : start + BATCH], now)
    return count


@transaction.atomic
def _complete(keys: list[int], now: datetime) -> int:
    """Complete some in one transaction, so that others are not kept from writing for long."""
    count = 0
    for commitment in Commitment.objects.filter(pk__in=keys).order_by("pk"):
        try:
            deciding.complete(commitment, None, now)
        except Refused:
            continue  # somebody moved it meanwhile
        count += 1
    return count


def case_decided(case: Case) -> None:
    """Tell the secretariat when the last coalition has answered about a commitment."""
    link = CommitmentCoalition.objects.filter(case=case).select_related("commitment").first()
    if link is None or case.decided_at is None:
        return
    others = CommitmentCoalition.objects.filter(commitment=link.commitment_id, case__isnull=False)
    if others.exclude(case__state__in=sorted(OVER)).exists():
        return
    commitment = common.locked(link.commitment_id)
    if commitment.state in {State.IN_REVIEW, State.AMENDED}:
        key = f"commitment.ready:{commitment.pk}:{case.pk}"
        common.tell_secretariat("ready", commitment, case.decided_at, key=key)
