"""What happens in reporting cycles without anybody pressing a button."""

from datetime import datetime, timedelta

from avow.forums.models import Forum
from avow.kernel.due import due
from avow.kernel.lifecycle import Refused
from avow.progress import services
from avow.progress.models import Cycle
from avow.progress.states import CycleState

HOUR = timedelta(hours=1)


@due("progress.cycles", every=timedelta(minutes=15))
def turn(now: datetime) -> int:
    """Plan, open, close, open again and freeze the cycles whose time has come; return how many.

    After a gap one run does all that was left out; but a cycle whose window closed before it was
    opened stays as it is, for nobody could report in time.
    """
    count = sum(services.plan(forum, now) for forum in Forum.objects.all())
    for cycle in (
        Cycle.objects.exclude(state=CycleState.FROZEN).whole().order_by("window__opens_at")
    ):
        count += _turn(cycle, now)
    return count


def _turn(cycle: Cycle, now: datetime) -> int:
    """Take the moves of one cycle that are due, the earlier first."""
    phase, count = cycle.phase(now), 0
    try:
        if cycle.state == CycleState.PLANNED and phase == "open":
            cycle, count = services.open_cycle(cycle, None, now), count + 1
        if cycle.state == CycleState.CLOSED and phase == "open":
            cycle, count = services.reopen(cycle, None, now), count + 1
        if cycle.state == CycleState.OPEN and phase in {"late", "over"}:
            cycle, count = services.close(cycle, None, now), count + 1
        if cycle.state == CycleState.CLOSED and phase == "over":
            cycle, count = services.settle_and_freeze(cycle, None, now), count + 1
    except Refused:
        return count  # somebody moved it meanwhile
    return count


@due("progress.reminders", every=HOUR)
def remind(now: datetime) -> int:
    """Call and remind the makers of every cycle that takes reports; return how many were told."""
    count = 0
    for cycle in Cycle.objects.under_way().whole():
        if cycle.state == CycleState.OPEN:
            count += services.call(cycle, now)
        count += services.remind(cycle, now)
    return count


@due("progress.digests", every=HOUR)
def write_digests(now: datetime) -> int:
    """Write Champions how their coalitions report, on the pack's days; return to how many."""
    return sum(services.write_digests(cycle, now) for cycle in services.to_digest(now))


@due("progress.silence", every=HOUR)
def look(now: datetime) -> int:
    """Announce and mark the commitments nobody reports on; return how many."""
    return sum(services.look(forum, now) for forum in Forum.objects.all())
