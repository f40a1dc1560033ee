"""What becomes of each report when the days of late reports are over, and then the freeze.

In batches, each a transaction of its own; broken off, it goes on with what is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from avow.commitments.models import Commitment
from avow.commitments.services import common as commitments
from avow.commitments.states import PUBLIC
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.models import User
from avow.people.roles import Role
from avow.progress.models import Cycle, Report
from avow.progress.services import common, cycles, outcomes, publishing
from avow.progress.states import SETTLED, State

BATCH = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the freeze would make of the reports of a cycle as they stand now."""

    published: int  # are already
    verified: int  # will be published, as verified
    self_reported: int  # will be published, as self-reported
    earlier: int  # of those: returned, so that the version handed in last is published
    missing: int  # will be publicly not reported
    excused: int  # owed no more


def preview(cycle: Cycle) -> Outcome:
    """Return what the freeze would make of a cycle's reports: `_settle`, counted; one query."""
    stands = Q(commitment__state__in=sorted(PUBLIC))
    unsettled = ~Q(state__in=sorted(SETTLED))
    silent = Q(state__in=[State.NOT_STARTED, State.DRAFT])
    comes = stands & unsettled & ~silent
    counts = Report.objects.filter(cycle=cycle).aggregate(
        published=Count("pk", filter=Q(state=State.PUBLISHED)),
        verified=Count("pk", filter=comes & Q(checked_at__isnull=False)),
        self_reported=Count("pk", filter=comes & Q(checked_at=None)),
        earlier=Count("pk", filter=comes & Q(state=State.RETURNED)),
        missing=Count("pk", filter=(stands & silent) | Q(state=State.NOT_REPORTED)),
        excused=Count("pk", filter=(~stands & unsettled) | Q(state=State.EXCUSED)),
    )
    return Outcome(**counts)


def settle_and_freeze(cycle: Cycle, by: User | None, now: datetime) -> Cycle:
    """Publish what was handed in, call the rest publicly not reported, and freeze the cycle.

    `by` is None for the calendar. Raises Refused while late reports are taken, or to who may not.
    """
    roles = common.roles_in_forum(cycle.forum, by, now)
    if not roles & {Role.SYSTEM, Role.SECRETARIAT}:
        raise Refused("not_yours", forbidden=True)
    if cycle.phase(now) != "over":
        raise Refused("cycle_takes_reports")
    for keys in _batches(cycle):
        _settle(cycle, keys, now)
    row = cycles.freeze(cycle, by, now)
    tell_frozen(row, now)
    return row


def tell_frozen(cycle: Cycle, now: datetime) -> int:
    """Tell every organisation that owed reports in a frozen cycle what became of them, once.

    One letter, however many its reports; returns how many organisations. Safe to run again.
    """
    rows = Report.objects.filter(cycle=cycle, state__in=[State.PUBLISHED, State.NOT_REPORTED])
    found: dict[int, dict[str, list[str]]] = {}
    for organisation, state, ref in rows.order_by("organisation", "commitment__ref").values_list(
        "organisation_id", "state", "commitment__ref"
    ):
        found.setdefault(organisation, {}).setdefault(state, []).append(ref)
    for organisation, refs in found.items():
        tell(
            "report.frozen",
            to=commitments.acting_for(organisation),
            at=now,
            forum=cycle.forum,
            key=f"report.frozen:{cycle.pk}:{organisation}",
            context={
                "year": str(cycle.year),
                "published": len(refs.get(State.PUBLISHED, [])),
                "missing": refs.get(State.NOT_REPORTED, []),
            },
            url=common.page_of(cycle.forum),
        )
    return len(found)


def _batches(cycle: Cycle) -> Iterator[list[int]]:
    open_ones = Report.objects.filter(cycle=cycle).unsettled().order_by("commitment", "pk")
    keys = list(open_ones.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


@transaction.atomic
def _settle(cycle: Cycle, keys: Sequence[int], now: datetime) -> None:
    """Settle some reports: commitments first, then reports, then the ledger, as everywhere."""
    owners = Report.objects.filter(pk__in=keys).order_by("commitment")
    wanted = sorted(set(owners.values_list("commitment_id", flat=True)))
    list(Commitment.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    missing: list[Report] = []
    excused: list[Report] = []
    rows = Report.objects.select_for_update(of=("self",)).whole().filter(pk__in=keys)
    for row in rows.exclude(state__in=sorted(SETTLED)).order_by("commitment", "pk"):
        if row.commitment.state not in PUBLIC:
            excused.append(_moved(row, "excuse", now))
        elif row.state in {State.NOT_STARTED, State.DRAFT}:
            missing.append(_moved(row, "miss", now))
        else:
            publishing.publish(row, None, now)
    _write_down(cycle, "excuse", excused, now)
    _miss(cycle, missing, now)


def _moved(row: Report, name: str, now: datetime) -> Report:
    common.step(row, name, common.SYSTEM, common.facts_of(row, now), now)
    row.save(update_fields=["state"])
    return row


def _miss(cycle: Cycle, missing: Sequence[Report], now: datetime) -> None:
    """Say publicly that these were not reported."""
    for pk in sorted({row.commitment_id for row in missing}):
        commitment = commitments.locked(pk)
        publishing.show_status(commitment, [cycle.pk], now)
        outcomes.keep(commitment, cycle)
    if missing:
        outcomes.public_changed(cycle.forum_id)
    _write_down(cycle, "miss", missing, now)


def _write_down(cycle: Cycle, name: str, rows: Sequence[Report], now: datetime) -> None:
    """Write many moves into the ledger as one entry: the references alone."""
    if not rows:
        return
    refs: list[Any] = sorted(row.commitment.ref for row in rows)
    record(
        f"report.{name}",
        forum=cycle.forum,
        subject=f"cycle:{cycle.key}",
        at=now,
        role=Role.SYSTEM,
        data={"refs": refs, "number": len(refs)},
    )
