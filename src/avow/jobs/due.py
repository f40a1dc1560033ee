"""Run what time alone makes due: once per slot, whichever machine comes first."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from avow.jobs.models import DueRun
from avow.kernel.due import Due, due, registered, slot_of

__all__ = ["Ran", "due", "registered", "run_due"]
logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)  # a machine that has not come back by then is taken for dead


@dataclass(frozen=True, slots=True)
class Ran:
    """What one kind of due work did: `count` is None when it was not its turn."""

    name: str
    count: int | None
    error: str = ""


def run_due(now: datetime) -> list[Ran]:
    """Run all due work whose slot is still free. One that breaks does not stop the others."""
    return [_run(one, now) for one in registered()]


def _run(one: Due, now: datetime) -> Ran:
    """Claim the slot, do the work in its own transactions, write down how it went."""
    if not _claim(one, now):
        return Ran(one.name, None)
    count, error = 0, ""
    try:
        count = one.work(now)
    except Exception as problem:
        logger.exception("due work %s broke", one.name)
        error = f"{type(problem).__name__}: {problem}"[:500]
    DueRun.objects.filter(name=one.name).update(
        lease_until=None, finished_at=now, count=count, error=error
    )
    return Ran(one.name, count, error)


def _claim(one: Due, now: datetime) -> bool:
    """Take this slot, unless it was run or another machine is still at it.

    Compared for equality, not order: a tick with a future time must not silence the real ones.
    """
    DueRun.objects.get_or_create(name=one.name)
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        row = DueRun.objects.select_for_update(skip_locked=skip).filter(name=one.name).first()
        slot = slot_of(now, one.every)
        if (
            row is None
            or row.slot == slot
            or (row.lease_until and now < row.lease_until <= now + LEASE)
        ):
            return False
        row.slot, row.lease_until = slot, now + LEASE
        row.save(update_fields=["slot", "lease_until"])
    return True
