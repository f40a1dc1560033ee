"""What happens to commitments without anybody pressing a button."""

from datetime import datetime

from avow.commitments.models import Commitment, CommitmentCoalition
from avow.commitments.services import common, deciding
from avow.commitments.states import State
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.review.models import Case
from avow.review.states import OVER


def complete_those_over(now: datetime) -> int:
    """Complete the published commitments whose last day has passed; return how many."""
    count = 0
    for forum in Forum.objects.all():
        day = day_of(now, forum.zone)
        over = Commitment.objects.filter(
            forum=forum, state=State.PUBLISHED, public__ends_on__lt=day
        )
        for commitment in over.order_by("pk").iterator():
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
