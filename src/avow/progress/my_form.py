"""A report as its maker's form shows it: fields beside what was promised and what was said last."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from avow.commitments.models import FinanceLine, Step, Target
from avow.progress import figuring, my_wire
from avow.progress.computing import ALL, Indicator, part_of
from avow.progress.models import MoneyValue, Proof, Report, StepValue, TargetValue
from avow.progress.my_filling import Outcome
from avow.progress.services import prefilling
from avow.progress.services.writing import LONGEST
from avow.progress.states import Declared, Evidence, StepState

LABELS: dict[str, Any] = {
    "language": _("The language you write in"),
    "status": _("How is the commitment doing?"),
    "status_reason": _("Why?"),
    "evidence": _("Is there evidence?"),
    "barriers": _("What stood in the way?"),
    "opportunities": _("What helped?"),
    "shocks": _("What happened outside that changed the work?"),
    "reported_elsewhere": _("Where else did you report on it?"),
    "lessons": _("What did you learn?"),
    "good_practice": _("A good practice for others"),
    "may_share": _("The forum may edit this good practice and share it under our name"),
    "help_needed": _("What help do you need?"),
    "value": _("Value now"),
    "as_of": _("On which day"),
    "note": _("Note: how it was measured, or why there is no value"),
    "state": _("What became of it"),
    "met_on": _("Met on"),
    "secured": _("Secured so far"),
    "spent": _("Spent so far"),
}
HELP: dict[str, Any] = {
    "status_reason": _("Needed if it is delayed or was discontinued."),
    "reported_elsewhere": _(
        "For example a national review or a funder’s report, with its address."
    ),
    "help_needed": _("Others of the coalition may be able to give it."),
}
IN_WORDS = ("barriers", "opportunities", "shocks", "reported_elsewhere", "lessons", "good_practice",
            "may_share", "help_needed")  # fmt: skip
_CHOICES: dict[str, Any] = {
    "status": Declared.choices,
    "evidence": Evidence.choices,
    "state": StepState.choices,
    "language": settings.LANGUAGES,
}
_RADIO = frozenset({"status", "evidence"})


@dataclass
class Clash:
    """Two texts for one answer, as the page of a conflict asks for them."""

    version: str
    saved_by: str = ""


@dataclass
class Field:
    """One answer as the page draws it."""

    name: str
    value: str
    seen: str
    language: str
    errors: list[str] = field(default_factory=list)
    conflict: Clash | None = None

    @property
    def last_name(self) -> str:
        """Return what it is called within its row."""
        return self.name.rpartition(":")[2]

    @property
    def id(self) -> str:
        """Return the id of its control, for links to it."""
        return "f-" + self.name.replace(":", "-")

    @property
    def label(self) -> Any:
        """Return its question."""
        return LABELS[self.last_name]

    @property
    def help(self) -> Any:
        """Return the line under its question."""
        return HELP.get(self.last_name, "")

    @property
    def kind(self) -> str:
        """Return how it is drawn: radio, select, check, number, date, text or long."""
        if self.last_name in _CHOICES:
            return "radio" if self.last_name in _RADIO else "select"
        kind = my_wire.kind_of(self.name)
        if kind == "date" and self.errors:
            return "short"  # what is no day would vanish from a control for days
        return kind if kind != "text" else "short" if self.last_name == "note" else "long"

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """Return the answers it offers."""
        return list(_CHOICES.get(self.last_name, ()))

    @property
    def max_length(self) -> int:
        """Return how many characters fit."""
        return 500 if self.last_name == "note" else LONGEST

    @property
    def mine(self) -> str:
        """Return, in a conflict, what was typed here."""
        return self.said(self.value)

    @property
    def theirs(self) -> str:
        """Return, in a conflict, what is saved."""
        return self.said(self.conflict.version) if self.conflict else ""

    @property
    def words(self) -> str:
        """Return the answer in words."""
        return self.said(self.value)

    def said(self, text: str) -> str:
        """Return an answer in words."""
        return str(dict(self.choices).get(text, text))


@dataclass
class Row:
    """An indicator, a milestone or money of one year: what was promised, fields, the last word."""

    id: str
    fields: dict[str, Field]
    target: Target | None = None
    baseline: Decimal | None = None  # of the maker's own part
    goal: Decimal | None = None
    step: Step | None = None
    money: MoneyValue | None = None
    pledged: Decimal | None = None
    last: Any = None  # the row of the last published report


@dataclass
class Sheet:
    """The whole form."""

    plain: dict[str, Field]
    targets: list[Row]
    steps: list[Row]
    money: list[Row]
    proofs: list[Proof]

    def fields(self) -> Iterator[Field]:
        """Yield every field."""
        yield from self.plain.values()
        for row in (*self.targets, *self.steps, *self.money):
            yield from row.fields.values()

    @property
    def in_words(self) -> list[Field]:
        """Return the fields of what is told in words."""
        return [self.plain[name] for name in IN_WORDS]

    @property
    def has_values(self) -> bool:
        """Return whether there is a value to confirm."""
        return any(row.fields["value"].value for row in self.targets)


def sheet_of(report: Report, outcome: Outcome | None = None) -> Sheet:
    """Return a report as a form, with what a post could not keep; eleven queries at most."""
    entries = my_wire.entries_of(report)
    fields = {
        name: _field(entry.name, entry.text, report, outcome) for name, entry in entries.items()
    }
    last = prefilling.last_of(report)
    return Sheet(
        plain={name: one for name, one in fields.items() if ":" not in name},
        targets=_targets(report, fields, last),
        steps=_steps(report, fields),
        money=_money(report, fields, last),
        proofs=list(report.proofs.filter(removed_at=None)),
    )


def _field(name: str, text: str, report: Report, outcome: Outcome | None) -> Field:
    one = Field(name, text, text, report.language)
    if outcome is None or name not in outcome.typed:
        return one
    one.value, one.seen = outcome.typed[name], outcome.seen[name]
    one.errors = outcome.errors.get(name, [])
    if name in outcome.conflicts:
        one.conflict = Clash(outcome.conflicts[name])
    return one


def _part(fields: dict[str, Field], head: str) -> dict[str, Field]:
    return {one.last_name: one for name, one in fields.items() if name.startswith(f"{head}:")}


def _targets(report: Report, fields: dict[str, Field], last: Report | None) -> list[Row]:
    known: dict[tuple[str, str], TargetValue] = {}
    if last is not None and last.share == report.share:
        values = last.target_values.select_related("target")
        known = {prefilling.words_of(one.target): one for one in values}
    rows = []
    for one in report.target_values.select_related("target"):
        target, head = one.target, f"target:{one.target_id}"
        own = part_of(
            Indicator(target.indicator, target.baseline, target.value, None), report.share
        )
        rows.append(
            Row(
                head.replace(":", "-"),
                _part(fields, head),
                target=target,
                baseline=own.baseline,
                goal=own.target,
                last=known.get(prefilling.words_of(target)),
            )
        )
    return rows


def _steps(report: Report, fields: dict[str, Field]) -> list[Row]:
    rows: list[StepValue] = list(report.step_values.select_related("step"))
    rows.sort(key=lambda one: (one.step.due_on, one.step_id))
    return [
        Row(f"step-{one.step_id}", _part(fields, f"step:{one.step_id}"), step=one.step)
        for one in rows
    ]


def _money(report: Report, fields: dict[str, Field], last: Report | None) -> list[Row]:
    pledged: dict[tuple[int | None, str], Decimal] = {}
    line: FinanceLine
    for line in figuring.pledged_of(report):
        key = (line.year, line.currency)
        part = line.amount * report.share / ALL
        pledged[key] = pledged.get(key, Decimal(0)) + part
    before = last.money_values.all() if last is not None else ()
    known = {(one.year, one.currency): one for one in before}
    return [
        Row(
            f"money-{one.pk}",
            _part(fields, f"money:{one.pk}"),
            money=one,
            pledged=pledged.get((one.year, one.currency)),
            last=known.get((one.year, one.currency)),
        )
        for one in report.money_values.all()
    ]
