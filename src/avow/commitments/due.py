"""What happens to commitments without anybody pressing a button."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from avow.commitments.models import Commitment, CommitmentCoalition, RenewalInvitation
from avow.commitments.services import common, deciding, renewing
from avow.commitments.states import State
from avow.commitments.termbook import TermBook
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.review.models import Case
from avow.review.states import OVER

BATCH = 20


def complete_those_over(now: datetime) -> int:
    """Complete the running commitments whose last day has passed; return how many.

    One with a change handed in waits for its answer: that change may bring a later last day.
    """
    count = 0
    for forum in Forum.objects.all():
        over = Commitment.objects.filter(forum=forum).running()
        over = over.filter(public__ends_on__lt=day_of(now, forum.zone))
        waiting = over.filter(state=State.AMENDED, sheet__frozen_at__isnull=False)
        found = list(over.exclude(pk__in=waiting).order_by("pk").values_list("pk", flat=True))
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


def invite_to_renew(now: datetime) -> int:
    """Invite the makers whose terms end soon to extend or renew; return how many commitments."""
    return sum(_invite(TermBook(forum, now)) for forum in Forum.objects.all())


def _invite(book: TermBook) -> int:
    """Invite a forum's makers. Whoever was told on a day that has come is not looked at again."""
    count = 0
    for days, first, last in renewing.due_between(book.today, book.renewal_days):
        told = RenewalInvitation.objects.filter(
            commitment=OuterRef("pk"), ends_on=OuterRef("public__ends_on"), days=days
        )
        rows = Commitment.objects.filter(~Exists(told), forum=book.forum, renewed_by=None)
        rows = rows.ending(first, last).with_terms().order_by("pk")
        for commitment in rows.iterator(chunk_size=500):
            outlook = book.outlook(commitment)
            if outlook is not None and outlook.is_possible:
                count += renewing.invite(commitment, days, book)
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
