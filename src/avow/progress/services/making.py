"""A cycle made at the desk, where the forum's pack has no window; and more time in one."""

from datetime import date, datetime, time

from django.db import transaction

from avow.forums.models import Forum, Window
from avow.forums.states import WindowKind
from avow.kernel.clock import day_of, end_of
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.models import Organisation, User, WindowGrant
from avow.people.roles import Role
from avow.people.windows import grant_exception
from avow.progress import rules
from avow.progress.models import Cycle, Report
from avow.progress.permissions import POLICY
from avow.progress.services import common
from avow.progress.states import CycleState


def make(forum: Forum, opens_on: date, due_on: date, by: User, now: datetime) -> Cycle:
    """Plan a cycle from its first day to its last, both whole days in the forum's zone.

    The calendar opens it. Raises Refused with every reason of `rules.cycle_problems`.
    """
    _demand("cycle.make", forum, by, now)
    with transaction.atomic():
        row = Forum.objects.select_for_update().get(pk=forum.pk)
        problems = rules.cycle_problems(
            opens_on, due_on, day_of(now, row.zone), row.starts_on, _spans(row, now)
        )
        if problems:
            raise Refused(*problems)
        window = Window.objects.create(
            forum=row,
            key=f"desk-reporting-{opens_on.year}",
            kind=WindowKind.REPORTING,
            opens_at=datetime.combine(opens_on, time.min, tzinfo=row.zone),
            closes_at=end_of(due_on, row.zone),
            pack_closes_at=end_of(due_on, row.zone),
            from_pack=False,
        )
        cycle = Cycle.objects.create(forum=row, window=window, key=window.key, year=opens_on.year)
        _write_down("make", cycle, now, opens_on=opens_on.isoformat(), due_on=due_on.isoformat())
    return cycle


def drop(cycle: Cycle, by: User, now: datetime) -> None:
    """Take back a cycle made at the desk that is still only planned. Raises Refused."""
    _demand("cycle.make", cycle.forum, by, now)
    with transaction.atomic():
        row = common.locked_cycle(cycle.pk)
        if row.window.from_pack:
            raise Refused("cycle_from_pack")
        if row.state != CycleState.PLANNED:
            raise Refused("moved_on")
        _write_down("drop", row, now)
        window = row.window
        row.delete()
        WindowGrant.objects.filter(window=window).delete()
        window.changes.all().delete()
        window.delete()


def grant(
    cycle: Cycle, organisation: Organisation, last_day: date, reason: str, by: User, now: datetime
) -> WindowGrant:
    """Give one organisation that owes reports more time, with a reason, until the freeze at most.

    What it handed in by then is not late. Raises Refused.
    """
    _demand("cycle.grant", cycle.forum, by, now)
    with transaction.atomic():
        row = common.locked_cycle(cycle.pk)
        if row.phase(now) == "over":
            raise Refused("cycle_over")
        mine = Report.objects.filter(cycle=row, organisation=organisation).owed()
        if row.state != CycleState.PLANNED and not mine.exists():
            raise Refused("cycle_nothing_owed")
        until = end_of(last_day, row.zone)
        if until > row.freezes_at:
            raise Refused("grant_after_freeze")
        given = grant_exception(
            row.window, organisation, until=until, reason=reason, by=by, now=now
        )
        mine.forgivable(until).update(is_late=False)
    return given


def _demand(action: str, forum: Forum, by: User, now: datetime) -> None:
    if not POLICY.allows(action, common.roles_in_forum(forum, by, now)):
        raise Refused("not_yours", forbidden=True)


def _spans(forum: Forum, now: datetime) -> list[tuple[date, date]]:
    """Return the first and last days of the cycles, and of the pack's windows that become some."""
    windows = Window.objects.filter(forum=forum, kind=WindowKind.REPORTING)
    cycles = dict(Cycle.objects.filter(forum=forum).values_list("window_id", "year"))
    return [
        (day_of(one.opens_at, forum.zone), rules.due_on(one.closes_at.astimezone(forum.zone)))
        for one in windows
        if one.pk in cycles or one.closes_at > now
    ]


def _write_down(name: str, cycle: Cycle, now: datetime, **data: str) -> None:
    record(
        f"cycle.{name}",
        forum=cycle.forum,
        subject=f"cycle:{cycle.key}",
        at=now,
        role=Role.SECRETARIAT,
        data={"year": str(cycle.year), **data},
    )
