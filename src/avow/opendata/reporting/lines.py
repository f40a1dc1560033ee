"""The lines of a report's sheet: one for each answer, with what it says now."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet, TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.forums.models import Forum
from avow.people.models import Organisation, User
from avow.progress import my_wire
from avow.progress.computing import ALL, Indicator, part_of
from avow.progress.models import MoneyValue, Report, StepValue, TargetValue
from avow.progress.states import WAITING, WRITING, CycleState, Declared, Evidence, StepState

MOST = 200  # reports of one sheet
YES = (("true", gettext_lazy("Yes")), ("false", gettext_lazy("No")))
Kinds = type[TextChoices] | tuple[tuple[str, Any], ...]
# Plain answers in the order of the sheet: field, question, the answers that fit.
QUESTIONS: tuple[tuple[str, Any, Kinds], ...] = (
    ("status", gettext_lazy("How is the commitment doing?"), Declared),
    ("status_reason", gettext_lazy("Why, if it is delayed or discontinued"), ()),
    ("evidence", gettext_lazy("Is there evidence? (attach it on the report's page)"), Evidence),
    ("barriers", gettext_lazy("Barriers"), ()),
    ("opportunities", gettext_lazy("Opportunities"), ()),
    ("shocks", gettext_lazy("Shocks from outside"), ()),
    ("reported_elsewhere", gettext_lazy("Already reported elsewhere"), ()),
    ("lessons", gettext_lazy("Lessons"), ()),
    ("good_practice", gettext_lazy("A good practice"), ()),
    ("may_share", gettext_lazy("May the good practice be edited and shared?"), YES),
    ("help_needed", gettext_lazy("Help needed"), ()),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of one report. `field` names both: `<report>/<key of progress.save>`.

    `kinds` where only some answers fit; `kind` is text, number or day.
    """

    report: int
    key: str
    question: str
    pledged: str
    now: str
    kind: str = "text"
    kinds: Kinds = ()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return the (code, label) of the answers that fit, in the active language; none: any."""
        pairs = self.kinds if isinstance(self.kinds, tuple) else self.kinds.choices
        return tuple((str(code), str(label)) for code, label in pairs)

    @property
    def field(self) -> str:
        """Return what stands in the sheet's column of that name."""
        return f"{self.report}/{self.key}"

    @property
    def shown(self) -> str:
        """Return what it says now, a choice by its label."""
        return dict(self.choices).get(self.now, self.now)


def owed_by(user: User, forum: Forum) -> "QuerySet[Report]":
    """Return the reports a person may write in a forum's cycles under way, begun or not."""
    houses = Organisation.objects.acted_for_by(user)
    rows: QuerySet[Report] = Report.objects.filter(
        cycle__forum=forum,
        cycle__state__in=[CycleState.OPEN, CycleState.CLOSED],
        organisation__in=houses,
        state__in=sorted(WAITING),
    )
    return rows.order_by("cycle", "commitment__ref", "pk")


def written_by(user: User, forum: Forum) -> list[Report]:
    """Return those begun or returned, with all that their lines show; five queries."""
    targets = TargetValue.objects.select_related("target").order_by("target")
    steps = StepValue.objects.select_related("step").order_by("step")
    rows = owed_by(user, forum).filter(state__in=sorted(WRITING)).select_related(
        "commitment", "organisation", "cycle__forum", "revision"
    )  # fmt: skip
    return list(
        rows.prefetch_related(
            Prefetch("target_values", targets),
            Prefetch("step_values", steps),
            "money_values",
            "revision__finance_lines",
        )[:MOST]
    )


def lines_of(report: Report) -> Iterator[Line]:
    """Yield the lines of one report; no query where `written_by` read it."""
    for name, question, kinds in QUESTIONS:
        now = words_of(getattr(report, name))
        yield Line(report.pk, name, str(question), "", now, kinds=kinds)
    for target in report.target_values.all():
        yield from _of_target(report, target)
    for step in report.step_values.all():
        yield from _of_step(report, step)
    for money in report.money_values.all():
        yield from _of_money(report, money)


def _of_target(report: Report, row: TargetValue) -> Iterator[Line]:
    one, about = row.target, row.target.indicator
    aim = part_of(Indicator(about, one.baseline, one.value, None), report.share).target
    pledged = f"{words_of(aim)} {row.target.unit}".strip()
    key = f"target:{row.target_id}"
    yield Line(report.pk, f"{key}:value", about, pledged, words_of(row.value), "number")
    day = _of(about, _("on which day"))
    yield Line(report.pk, f"{key}:as_of", day, "", words_of(row.as_of), "day")
    note = _of(about, _("how measured, or why there is no value"))
    yield Line(report.pk, f"{key}:note", note, "", row.note)


def _of_step(report: Report, row: StepValue) -> Iterator[Line]:
    key, about = f"step:{row.step_id}", row.step.title
    due = words_of(row.step.due_on)
    yield Line(report.pk, f"{key}:state", about, due, row.state, kinds=StepState)
    yield Line(
        report.pk, f"{key}:met_on", _of(about, _("met on")), due, words_of(row.met_on), "day"
    )


def _of_money(report: Report, row: MoneyValue) -> Iterator[Line]:
    pledged = [
        line.amount * report.share / ALL
        for line in (report.revision.finance_lines.all() if report.revision else ())
        if (line.year, line.currency) == (row.year, row.currency)
    ]
    about = f"{row.currency} {row.year or ''}".strip()
    whole = words_of(sum(pledged, Decimal(0))) if pledged else ""
    for name, what, value in (
        ("secured", _("money secured"), row.secured),
        ("spent", _("money spent"), row.spent),
    ):
        key = f"money:{row.pk}:{name}"
        yield Line(report.pk, key, _of(about, what), whole, words_of(value), "number")


def _of(about: str, what: str) -> str:
    return f"{about} – {what}"


def words_of(value: Any) -> str:
    """Return a value as the sheet holds it, and as progress.save takes it: "no" is said too."""
    return "false" if value is False else my_wire.written(value)


def code_of(answer: str, line: Line) -> str | None:
    """Return the code of a chosen label, in any of our languages; None if it is none of them."""
    wanted = answer.casefold()
    for language in (translation.get_language() or "en", *dict(settings.LANGUAGES)):
        with translation.override(language):
            for code, label in line.choices:
                if wanted in {code.casefold(), label.casefold()}:
                    return code
    return None
