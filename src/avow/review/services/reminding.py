"""What time alone does to cases: votes are counted anew, Champions are reminded."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from avow.kernel.clock import day_of
from avow.review import rules
from avow.review.models import Case, Vote
from avow.review.services import common, telling, voting
from avow.review.states import State


def count_all_again(now: datetime) -> int:
    """Count the votes of open cases anew; return how many were decided by it.

    Seats rotate and end without anybody voting: those that are left may have decided.
    """
    decided = 0
    voted = Exists(Vote.objects.filter(case=OuterRef("pk")))
    cases = Case.objects.filter(voted, state=State.VALIDATION).select_related("forum", "coalition")
    for case in cases.order_by("pk").iterator(chunk_size=500):
        facts = common.facts_of(case, common.may_vote(case, now))
        if rules.outcome(facts) != "open":
            decided += voting.count_again(case.pk, now=now).state != State.VALIDATION
    return decided


def remind_champions(now: datetime) -> int:
    """Remind the Champions who have not voted, on the pack's days before the promise, once each."""
    told = 0
    cases = Case.objects.filter(state=State.VALIDATION, due_on__isnull=False)
    for case in cases.select_related("forum", "coalition", "organisation").iterator(chunk_size=500):
        zone = case.forum.zone
        stage = rules.reminder_stage(
            case.due_on or day_of(now, zone),
            day_of(now, zone),
            case.forum.settings.review.reminder_days,
            day_of(case.opened_at, zone),
        )
        if stage is None:
            continue
        seats = common.may_vote(case, now) - set(case.votes.values_list("seat_id", flat=True))
        key = f"case.remind:{case.coalition_id}:{case.organisation_id}:{case.due_on}:{stage}"
        told += telling.tell_champions("case.remind", case, seats, key=key, now=now)
    return told
