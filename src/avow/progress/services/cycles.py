"""Plan, open, extend, close and freeze reporting cycles. Each is safe to run again."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from avow.commitments.models import CoMaker, Commitment
from avow.commitments.states import PUBLIC, CoMakerState
from avow.forums.models import Forum, Window
from avow.forums.states import WindowKind
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.models import User
from avow.people.windows import extend_window
from avow.progress.lifecycle import CYCLE
from avow.progress.models import Cycle, Report
from avow.progress.services import common, outcomes
from avow.progress.states import CycleState

BATCH = 500
AHEAD = timedelta(days=30)  # a cycle is planned so long before it opens


def plan(forum: Forum, now: datetime) -> int:
    """Make a cycle for each reporting window that opens within a month; return how many are new.

    Until then the pack may still leave it out. One that was over before the platform knew of it
    owes nobody anything.
    """
    windows = Window.objects.filter(
        forum=forum,
        kind=WindowKind.REPORTING,
        cycle=None,
        opens_at__lte=now + AHEAD,
        closes_at__gt=now,
    )
    made = 0
    for window in windows.order_by("opens_at"):
        year = day_of(window.opens_at, forum.zone).year
        with transaction.atomic():
            Forum.objects.select_for_update().get(pk=forum.pk)
            if Cycle.objects.filter(forum=forum).filter(Q(year=year) | Q(window=window)).exists():
                continue
            Cycle.objects.create(forum=forum, window=window, key=window.key, year=year)
            made += 1
    return made


def open_cycle(cycle: Cycle, by: User | None, now: datetime) -> Cycle:
    """Open a cycle whose window is open: every active commitment owes a report.

    Each of its makers owes one for its share. `by` is None for the calendar. Raises Refused.
    """
    with transaction.atomic():
        row = common.locked_cycle(cycle.pk)
        role = _step(row, "open", by, now)
        row.opened_at = now
        row.year = day_of(row.window.opens_at, row.zone).year  # the window may have moved since
        row.save(update_fields=["state", "opened_at", "year"])
        owed = sum(_owed_by(row, batch) for batch in _batches(owing(row)))
        _write_down(row, "open", role, now, owed=owed)
    return row


def owing(cycle: Cycle) -> QuerySet[Commitment]:
    """Return the commitments that owe a report in a cycle: `rules.owes`, asked of the database."""
    opens_on, since = day_of(cycle.window.opens_at, cycle.zone), _since(cycle)
    grace = timedelta(days=cycle.forum.settings.reporting.grace_days)
    # Public on the last day that is old enough, or before.
    until = datetime.combine(opens_on - grace + timedelta(days=1), time.min, tzinfo=cycle.zone)
    still = Q(over_on=None) | Q(over_on__gte=since)
    rows: QuerySet[Commitment] = Commitment.objects.filter(
        still,
        forum=cycle.forum,
        state__in=sorted(PUBLIC),
        public__isnull=False,
        published_at__lt=until,
    )
    return rows


def _since(cycle: Cycle) -> date:
    """Return the day on which the cycle before opened; without one, the forum's first day."""
    earlier = Cycle.objects.before(cycle.forum, cycle.window.opens_at).whole().first()
    return day_of(earlier.window.opens_at, cycle.zone) if earlier else cycle.forum.starts_on


def _batches(rows: QuerySet[Commitment]) -> Iterator[list[Commitment]]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield list(
            Commitment.objects.filter(pk__in=keys[start : start + BATCH])
            .annotate(lead_share=F("public__lead_share"))
            .order_by("pk")
        )


def _owed_by(cycle: Cycle, commitments: Sequence[Commitment]) -> int:
    """Make the reports that these owe in a cycle; return how many. Two queries."""
    together = CoMaker.objects.filter(
        revision__in=[one.public_id for one in commitments], state=CoMakerState.CONFIRMED
    )
    parts: dict[int, list[CoMaker]] = {}
    for maker in together.order_by("pk"):
        parts.setdefault(maker.revision_id, []).append(maker)
    rows = []
    for one in commitments:
        share: Decimal = one.lead_share  # type: ignore[attr-defined]  # annotated
        rows.append(_report(cycle, one, one.organisation_id, share, is_lead=True))
        assert one.public_id is not None
        rows += [
            _report(cycle, one, maker.organisation_id, maker.share, is_lead=False)
            for maker in parts.get(one.public_id, [])
            if maker.organisation_id != one.organisation_id
        ]
    Report.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return len(rows)


def _report(
    cycle: Cycle, commitment: Commitment, organisation: int, share: Decimal, *, is_lead: bool
) -> Report:
    return Report(
        cycle=cycle, commitment=commitment, organisation_id=organisation, share=share,
        is_lead=is_lead,
    )  # fmt: skip


def close(cycle: Cycle, by: User | None, now: datetime) -> Cycle:
    """Close a cycle whose due date has passed; late reports are taken until the freeze.

    Raises Refused.
    """
    return _move(cycle, "close", by, now)


def reopen(cycle: Cycle, by: User | None, now: datetime) -> Cycle:
    """Open a closed cycle again whose window was extended; who came by then is not late.

    Raises Refused.
    """
    return _move(cycle, "reopen", by, now)


def _move(cycle: Cycle, name: str, by: User | None, now: datetime) -> Cycle:
    with transaction.atomic():
        row = common.locked_cycle(cycle.pk)
        role = _step(row, name, by, now)
        row.closed_at = now if name == "close" else None
        row.save(update_fields=["state", "closed_at"])
        if name == "reopen":
            forgive(row)
        counts = Report.objects.filter(cycle=row).count_of()
        _write_down(row, name, role, now, **counts)
    return row


def extend(cycle: Cycle, closes_at: datetime, reason: str, by: User, now: datetime) -> Cycle:
    """Give everybody more time, with a reason; a closed cycle opens again. Raises Refused.

    Once the days of late reports are over there is nothing to extend.
    """
    with transaction.atomic():
        row = common.locked_cycle(cycle.pk)
        if row.phase(now) == "over":
            raise Refused("cycle_over")
        extend_window(row.window, closes_at=closes_at, reason=reason, by=by, now=now)
        row = common.locked_cycle(cycle.pk)
        if row.state == CycleState.CLOSED:
            return reopen(row, by, now)
        forgive(row)
    return row


def forgive(cycle: Cycle) -> int:
    """Take the mark off reports that came before the end as it is now; return how many."""
    found = Report.objects.filter(cycle=cycle).forgivable(cycle.window.closes_at)
    return found.update(is_late=False)


def freeze(cycle: Cycle, by: User | None, now: datetime) -> Cycle:
    """Freeze a cycle whose every report is settled: from then on nothing in it changes.

    Raises Refused. `settling.settle` comes first.
    """
    with transaction.atomic():
        row = common.locked_cycle(cycle.pk)
        reports = Report.objects.filter(cycle=row)
        role = _step(row, "freeze", by, now, unsettled=reports.unsettled().count())
        row.frozen_at = now
        row.save(update_fields=["state", "frozen_at"])
        _write_down(row, "freeze", role, now, **reports.count_of())
    return row


def _step(cycle: Cycle, name: str, by: User | None, now: datetime, unsettled: int = 0) -> str:
    """Change the state of a locked cycle, not saved yet; return the role. Raises Refused."""
    roles = common.roles_in_forum(cycle.forum, by, now)
    facts = common.cycle_facts(cycle, now, unsettled)
    move = CYCLE.step(name, cycle.state, roles, facts, now)
    cycle.state = CycleState(move.target)
    return min(move.who & {str(one) for one in roles})


def _write_down(cycle: Cycle, name: str, role: str, now: datetime, **data: Any) -> None:
    subject = f"cycle:{cycle.key}"
    data["year"] = str(cycle.year)
    outcomes.public_changed(cycle.forum_id)
    record(f"cycle.{name}", forum=cycle.forum, subject=subject, at=now, role=role, data=data)
