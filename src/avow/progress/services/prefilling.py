"""What a new report begins with: targets, milestones and money, and what the last one said."""

from avow.commitments.models import Revision, Step, Target
from avow.progress import figuring
from avow.progress.models import MoneyValue, Report, StepValue, TargetValue
from avow.progress.states import StepState

# Evidence, lessons and good practice are of one year; how things stand is often still so.
CARRIED = ("status", "status_reason", "barriers", "opportunities", "shocks", "reported_elsewhere",
           "help_needed")  # fmt: skip


def prefill(report: Report) -> None:
    """Give a report that was just begun its rows; it is not saved. Ten queries at most."""
    revision = report.revision
    assert revision is not None
    last = last_of(report)
    if last is not None:
        for name in CARRIED:
            setattr(report, name, getattr(last, name))
    TargetValue.objects.bulk_create(_targets(report, revision, last))
    StepValue.objects.bulk_create(_steps(report, revision, last))
    MoneyValue.objects.bulk_create(_money(report, last))


def last_of(report: Report) -> Report | None:
    """Return the last published report of this organisation on this commitment; else None."""
    earlier = Report.objects.filter(
        commitment=report.commitment_id, organisation=report.organisation_id
    ).last_published_before(report.cycle.window.opens_at)
    found: Report | None = earlier.first()
    return found


def _targets(report: Report, revision: Revision, last: Report | None) -> list[TargetValue]:
    """Return a row for each target, with its last value: by its words, for a text may be amended.

    What a co-maker added stands for its share: with another share it is asked anew.
    """
    known: dict[tuple[str, str], TargetValue] = {}
    if last is not None and last.share == report.share:
        values = last.target_values.select_related("target")
        known = {words_of(one.target): one for one in values}
    rows = []
    for target in revision.targets.all():
        row, before = TargetValue(report=report, target=target), known.get(words_of(target))
        if before is not None:
            row.value, row.as_of, row.note = before.value, before.as_of, before.note
        rows.append(row)
    return rows


def words_of(target: Target) -> tuple[str, str]:
    """Return by what a target of an amended text is known again."""
    return target.indicator.casefold(), target.unit.casefold()


def _steps(report: Report, revision: Revision, last: Report | None) -> list[StepValue]:
    known: dict[str, StepValue] = {}
    if last is not None:
        known = {one.step.title.casefold(): one for one in last.step_values.select_related("step")}
    rows = []
    step: Step
    for step in revision.steps.all():
        row, before = StepValue(report=report, step=step), known.get(step.title.casefold())
        if before is not None and before.state != StepState.NOT_YET:
            row.state, row.met_on = before.state, before.met_on
        rows.append(row)
    return rows


def _money(report: Report, last: Report | None) -> list[MoneyValue]:
    """Return a row for each year and currency of the pledge, and those of the last report."""
    rows: dict[tuple[int | None, str], MoneyValue] = {}
    for one in last.money_values.all() if last is not None else ():
        one.pk, one.report = None, report
        one._state.adding = True  # noqa: SLF001  Django's documented way to copy a row
        rows[one.year, one.currency] = one
    for line in figuring.pledged_of(report):
        key = (line.year, line.currency)
        rows.setdefault(key, MoneyValue(report=report, year=line.year, currency=line.currency))
    return list(rows.values())
