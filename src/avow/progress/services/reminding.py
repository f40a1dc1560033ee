"""Call makers to report, and remind those who have not: by the calendar, or by hand."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from avow.commitments.services.common import acting_for
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.notices.services import tell
from avow.people.models import Organisation, User, WindowGrant
from avow.progress import rules
from avow.progress.models import Cycle, Reminder, Report
from avow.progress.permissions import POLICY
from avow.progress.services import common

CALL = 0  # days of the first letter; the pack's reminders are days before, or after (negative)


def call(cycle: Cycle, now: datetime) -> int:
    """Tell every organisation that owes reports in an open cycle, once; return how many."""
    if cycle.phase(now) != "open":
        return 0
    granted, sent = _granted(cycle), _sent(cycle)
    count = 0
    for organisation, number in Report.objects.filter(cycle=cycle).silent_organisations():
        if (organisation, CALL) not in sent:
            due = granted.get(organisation, _due_on(cycle))
            count += _once(cycle, "report.call", organisation, number, due, CALL, now)
    return count


def remind(cycle: Cycle, now: datetime) -> int:
    """Send the reminders that are due in a cycle; return how many. Safe from many machines.

    An organisation with an exception is reminded by its own due date. Once that day is later than
    it was, the reminders before and after it come again.
    """
    if cycle.phase(now) not in {"open", "late"}:
        return 0
    pack, today = cycle.forum.settings.reporting, day_of(now, cycle.zone)
    granted, freeze = _granted(cycle), day_of(cycle.freezes_at, cycle.zone)
    sent, count = _sent(cycle), 0
    for organisation, number in Report.objects.filter(cycle=cycle).silent_organisations():
        due = granted.get(organisation, _due_on(cycle))
        days = rules.reminder_due(due, freeze, today, pack.reminder_days, pack.late_reminder_days)
        if days is None:
            continue
        day = sent.get((organisation, days))
        if day is None or day < due - timedelta(days=days):
            count += _once(cycle, "report.reminder", organisation, number, due, days, now)
    return count


def _sent(cycle: Cycle) -> dict[tuple[int, int | None], date]:
    rows = Reminder.objects.filter(cycle=cycle, days__isnull=False)
    found = rows.values_list("organisation_id", "days", "day")
    return {(organisation, days): day for organisation, days, day in found}


def _once(
    cycle: Cycle, verb: str, organisation: int, number: int, due: date, days: int, now: datetime
) -> int:
    """Tell an organisation, and write down that it was told; the row decides who is first."""
    today = day_of(now, cycle.zone)
    with transaction.atomic():
        row, made = Reminder.objects.get_or_create(
            cycle=cycle, organisation_id=organisation, days=days,
            defaults={"day": today, "sent_at": now},
        )  # fmt: skip
        if not made and days != CALL:  # sent for an earlier due date?
            stale = Reminder.objects.filter(pk=row.pk, day__lt=due - timedelta(days=days))
            made = bool(stale.update(day=today, sent_at=now))
        if not made:
            return 0
        key = f"{verb}:{cycle.pk}:{organisation}:{days}:{today.isoformat()}"
        _tell(cycle, verb, organisation, number, due, key, now, late=days < CALL)
    return 1


def remind_now(cycle: Cycle, organisations: Collection[int], by: User, now: datetime) -> int:
    """Remind these of the organisations that still owe a report, once a day.

    Return to how many somebody was written: not those reminded today, nor those without people.

    Raises Refused to who is no secretariat, and once no report is taken any more.
    """
    if not POLICY.allows("report.remind", common.roles_in_forum(cycle.forum, by, now)):
        raise Refused("not_yours", forbidden=True)
    if cycle.phase(now) not in {"open", "late"}:
        raise Refused("cycle_takes_no_reports")
    today, granted = day_of(now, cycle.zone), _granted(cycle)
    silent = Report.objects.filter(cycle=cycle, organisation__in=list(organisations))
    count = 0
    for organisation, number in silent.silent_organisations():
        with transaction.atomic():
            _row, made = Reminder.objects.get_or_create(
                cycle=cycle, organisation_id=organisation, days=None, day=today,
                defaults={"by": by, "sent_at": now},
            )  # fmt: skip
            if made:
                due = granted.get(organisation, _due_on(cycle))
                key = f"report.reminder:{cycle.pk}:{organisation}:{today.isoformat()}"
                late = today > due
                count += _tell(
                    cycle, "report.reminder", organisation, number, due, key, now, late=late
                )
    return count


def silent(cycle: Cycle) -> QuerySet[Organisation]:
    """Return the organisations that still owe reports in a cycle, by name: whom to remind."""
    waiting = Report.objects.filter(cycle=cycle).waiting_for_maker()
    rows: QuerySet[Organisation] = Organisation.objects.filter(
        pk__in=waiting.values("organisation")
    )
    return rows.order_by("name", "pk")


def _due_on(cycle: Cycle) -> date:
    return rules.due_on(cycle.closes_at)


def _granted(cycle: Cycle) -> dict[int, date]:
    """Return {organisation: its last day}, of those that were granted longer than the others."""
    grants = WindowGrant.objects.filter(window=cycle.window, until__gt=cycle.window.closes_at)
    rows = grants.order_by("until").values_list("organisation_id", "until")
    return {pk: rules.due_on(until.astimezone(cycle.zone)) for pk, until in rows}


def _tell(
    cycle: Cycle, verb: str, organisation: int, number: int, due: date, key: str, now: datetime,
    *, late: bool = False,
) -> bool:  # fmt: skip
    """Tell the people of an organisation how many reports it owes, and until when."""
    freeze = day_of(cycle.freezes_at, cycle.zone)
    context = {
        "year": str(cycle.year),
        "number": number,
        "due_on": due.isoformat(),
        "until": (freeze - rules.ONE_DAY).isoformat(),
        "late": late,
    }
    told = tell(
        verb, to=acting_for(organisation), at=now, forum=cycle.forum, key=key, context=context,
        url=common.page_of(cycle.forum),
    )  # fmt: skip
    return told > 0
