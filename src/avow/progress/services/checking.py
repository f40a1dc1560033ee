"""The secretariat looks at reports: returns them with a question, or verifies them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from avow.kernel.text import nfc
from avow.people.models import User
from avow.progress import rules
from avow.progress.models import Cycle, Question, Report
from avow.progress.services import common
from avow.progress.states import State


def to_check(cycle: Cycle) -> QuerySet[Report]:
    """Return the reports handed in that the secretariat looks at: all, or the forum's sample.

    The sample follows from the references alone; two queries.
    """
    rows: QuerySet[Report] = Report.objects.filter(cycle=cycle, state=State.SUBMITTED)
    share = cycle.forum.settings.reporting.check_share
    if share >= 1:
        return rows
    refs = rows.order_by().values_list("pk", "commitment__ref")
    chosen = [pk for pk, ref in refs if rules.is_sampled(cycle.key, ref, share)]
    return rows.filter(pk__in=chosen)


def ask(
    report: Report, question: str, by: User, now: datetime, *, seen: int | None = None
) -> Report:
    """Return a report with a question; what was published stays public until the next version is.

    `seen`: the number of the version that was read. Raises Refused.
    """
    question = nfc(question).strip()
    with transaction.atomic():
        row = common.locked_with_commitment(report)
        common.demand_seen(row, seen)
        roles = common.roles_towards(row, by, now)
        move = common.step(row, "return", roles, common.facts_of(row, now, text=question), now)
        row.checked_at, row.checked_by, row.check_note = None, None, ""
        row.save()
        asked = Question.objects.create(report=row, text=question, asked_by=by, asked_at=now)
        common.write_down(row, move, roles, now)
        common.tell_makers(
            "report.returned", row, now, key=f"report.returned:{asked.pk}", question=question
        )
    return row


def verify(
    report: Report, note: str, by: User, now: datetime, *, seen: int | None = None
) -> Report:
    """Say that the evidence was looked at and bears the report out; `note` says what was found.

    `seen`: the number of the version that was read. Raises Refused, also where there is no
    evidence: such a report is self-reported.
    """
    with transaction.atomic():
        row = common.locked_with_commitment(report)
        common.demand_seen(row, seen)
        roles = common.roles_towards(row, by, now)
        move = common.step(row, "verify", roles, common.facts_of(row, now), now)
        row.checked_at, row.checked_by, row.check_note = now, by, nfc(note).strip()
        row.save()
        common.write_down(row, move, roles, now)
    return row
