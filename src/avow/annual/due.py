"""What becomes due by time alone: the data of a frozen cycle is frozen with it."""

from datetime import datetime, timedelta

from avow.annual.services import freezing, printing
from avow.kernel.due import due
from avow.progress.models import Cycle
from avow.progress.states import CycleState


@due("annual.freeze")
def freeze(now: datetime) -> int:
    """Ask the worker to freeze the data of each frozen cycle that has none; return how many."""
    rows = Cycle.objects.whole().filter(state=CycleState.FROZEN, annual_report=None)
    return len([freezing.ask_for(cycle, now) for cycle in rows])


@due("annual.forget", every=timedelta(minutes=5))
def forget(_now: datetime) -> int:
    """Delete the files that show what may not be shown any more; return how many."""
    return printing.forget_all()
