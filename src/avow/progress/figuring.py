"""What a report's rows mean in figures: what it lacks, and the status that follows from it."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from avow.commitments.models import FinanceLine
from avow.kernel.clock import day_of
from avow.kernel.text import says_something
from avow.progress import computing
from avow.progress.computing import Figures, Indicator, Milestone, Money, Status
from avow.progress.models import MoneyValue, Report
from avow.progress.states import NEEDS_REASON, Evidence, StepState


def missing_of(report: Report) -> tuple[str, ...]:
    """Return the codes of what a report still lacks before it can be handed in; four queries.

    A value may be missing where a note says why; money may be nothing, but must be said.
    """
    missing = []
    if not report.status:
        missing.append("report_without_status")
    if report.status in NEEDS_REASON and not says_something(report.status_reason):
        missing.append("report_status_unexplained")
    if not report.evidence:
        missing.append("report_without_evidence_answer")
    has_proof = report.proofs.filter(removed_at=None).exists()
    if report.evidence == Evidence.GIVEN and not has_proof:
        missing.append("report_evidence_not_attached")
    if report.evidence == Evidence.NONE and has_proof:
        missing.append("report_evidence_denied")
    if report.target_values.filter(value=None, note="").exists():
        missing.append("report_without_values")
    if pledged_of(report) and not report.money_values.filter(spent__isnull=False).exists():
        missing.append("report_without_money")
    return tuple(missing)


def pledged_of(report: Report) -> list[FinanceLine]:
    """Return the money that the text reported on promises; one query."""
    return list(FinanceLine.objects.filter(revision=report.revision_id))


def status_of(report: Report, now: datetime) -> Status:
    """Return the computed status of a report as its rows stand; four queries."""
    return computing.compute(figures_of(report, day_of(now, report.cycle.zone)))


def figures_of(report: Report, day: date) -> Figures:
    """Return what the status is computed from, each maker's for its own share."""
    revision = report.revision
    assert revision is not None
    whole = report.share >= computing.ALL
    values = report.target_values.select_related("target")
    indicators = (
        Indicator(one.target.indicator, one.target.baseline, one.target.value, one.value,
                  one.target.due_on)
        for one in values
    )  # fmt: skip
    steps = report.step_values.select_related("step")
    money = money_of(pledged_of(report), report.money_values.all())
    if money is not None and not whole:
        money = computing.money_part(money, report.share)
    return Figures(
        starts_on=revision.starts_on,
        ends_on=revision.ends_on,
        day=day,
        indicators=tuple(computing.part_of(one, report.share) for one in indicators),
        money=money,
        milestones=tuple(
            Milestone(
                one.step.title, one.step.due_on, one.met_on, dropped=one.state == StepState.DROPPED
            )
            for one in steps
        ),
        tolerance=report.cycle.forum.settings.reporting.tolerance_percent,
    )


def money_of(pledged: Collection[FinanceLine], values: Collection[MoneyValue]) -> Money | None:
    """Return money pledged and spent in one currency: the pledge's own where there is only one.

    Else in US dollars, if every amount has its dated equivalent; None without a pledge or a value.
    """
    spent = [one for one in values if one.spent is not None]
    if not pledged or not spent:
        return None
    currencies = {one.currency for one in pledged} | {one.currency for one in spent}
    if len(currencies) == 1:
        own = sum((one.amount for one in pledged), Decimal(0))
        out = sum((one.spent for one in spent if one.spent is not None), Decimal(0))
        return Money(own, out, currencies.pop())
    dollars = [one.amount_usd for one in pledged]
    spent_dollars = [one.spent_usd for one in spent]
    if None in dollars or None in spent_dollars:
        return Money(Decimal(0), Decimal(0), "", comparable=False)
    return Money(
        sum((one for one in dollars if one is not None), Decimal(0)),
        sum((one for one in spent_dollars if one is not None), Decimal(0)),
        "USD",
    )
