"""One version of a report, to be read at the desk: beside the pledge, and beside the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.commitments.models import Step, Target
from avow.forums import formats
from avow.progress import figuring, words
from avow.progress.contents import Content
from avow.progress.models import Report, Version
from avow.progress.services import prefilling
from avow.progress.states import Declared, Evidence, StepState

TEXTS = {
    "status": gettext_lazy("Status"),
    "status_reason": gettext_lazy("Why it is delayed or was discontinued"),
    "barriers": gettext_lazy("Barriers"),
    "opportunities": gettext_lazy("Opportunities"),
    "shocks": gettext_lazy("Shocks from outside"),
    "reported_elsewhere": gettext_lazy("Already reported elsewhere"),
    "lessons": gettext_lazy("Lessons"),
    "good_practice": gettext_lazy("Good practice"),
    "help_needed": gettext_lazy("Help needed"),
    "evidence": gettext_lazy("Evidence"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: what was pledged, what is said now, and what was said before.

    `pledged` and `before` are empty where there is none; `is_new`: said now otherwise than before.
    """

    key: str
    label: str
    text: str
    pledged: str = ""
    before: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A version with its lines. `compared`: what the lines were compared with, in words."""

    version: Version
    language: str
    answers: list[Line]
    targets: list[Line]
    steps: list[Line]
    money: list[Line]
    proofs: list[dict[str, Any]]
    reasons: list[str]
    compared: str

    @property
    def changes(self) -> list[Line]:
        """Return the lines that say something else than before."""
        return [
            one for one in (*self.answers, *self.targets, *self.steps, *self.money) if one.is_new
        ]


def reading(report: Report, number: int | None = None) -> Reading | None:
    """Return the version handed in last (or that of a number), None where there is none.

    Ten queries at most.
    """
    versions = report.versions.order_by("-number")
    found = (versions if number is None else versions.filter(number=number)).first()
    if found is None:
        return None
    before, compared = _before(report, found)
    return Reading(
        version=found,
        language=found.content["plain"]["language"],
        answers=_compared(_answers(found.content), before, _answers),
        targets=_compared(_targets(found.content), before, _targets),
        steps=_compared(_steps(found.content), before, _steps),
        money=_compared(_money(found.content, report), before, _money),
        proofs=list(found.content["proofs"]),
        reasons=[words.why(one["code"], one["values"]) for one in found.reasons],
        compared=compared,
    )


def _before(report: Report, version: Version) -> tuple[Content | None, str]:
    """Return the content to compare with: the version before, else the last published report."""
    if version.number > 1:
        earlier = report.versions.get(number=version.number - 1)
        return earlier.content, _("version %(number)s") % {"number": earlier.number}
    last = prefilling.last_of(report)
    if last is None or last.public is None:
        return None, ""
    return last.public.content, _("the report of %(year)s") % {"year": last.cycle.year}


def _compared(lines: list[Line], before: Content | None, read: Any) -> list[Line]:
    if before is None:
        return lines
    known: Mapping[str, Line] = {one.key: one for one in read(before)}
    found = []
    for one in lines:
        was = known[one.key].text if one.key in known else ""
        found.append(Line(one.key, one.label, one.text, one.pledged, was, is_new=was != one.text))
    return found


def _answers(content: Content) -> list[Line]:
    plain = content["plain"]
    shown = {
        **plain,
        "status": str(Declared(plain["status"]).label) if plain["status"] else "",
        "evidence": str(Evidence(plain["evidence"]).label) if plain["evidence"] else "",
    }
    return [Line(key, str(label), shown[key]) for key, label in TEXTS.items()]


def _targets(content: Content) -> list[Line]:
    keys = [one["target"] for one in content["targets"]]
    known = {one.pk: one for one in Target.objects.filter(pk__in=keys)}
    found = []
    for one in content["targets"]:
        target = known[one["target"]]
        value = _number(one["value"], target.unit) or _("no value")
        text = " · ".join(part for part in (value, _day(one["as_of"]), one["note"]) if part)
        words_of = (target.indicator.casefold(), target.unit.casefold())
        found.append(Line(str(words_of), target.indicator, text, _pledged(target)))
    return found


def _pledged(target: Target) -> str:
    goal = _number(str(target.value), target.unit)
    if target.baseline is not None:
        start = formats.exact_words(target.baseline)
        goal = _("from %(baseline)s to %(goal)s") % {"baseline": start, "goal": goal}
    if target.due_on is None:
        return goal
    return _("%(goal)s by %(day)s") % {"goal": goal, "day": formats.day_words(target.due_on)}


def _steps(content: Content) -> list[Line]:
    keys = [one["step"] for one in content["steps"]]
    known = {one.pk: one for one in Step.objects.filter(pk__in=keys)}
    found = []
    for one in content["steps"]:
        step, state = known[one["step"]], str(StepState(one["state"]).label)
        text = " · ".join(part for part in (state, _day(one["met_on"])) if part)
        found.append(Line(step.title.casefold(), step.title, text, formats.day_words(step.due_on)))
    return found


def _money(content: Content, report: Report | None = None) -> list[Line]:
    pledged: dict[tuple[int | None, str], Decimal] = {}
    for line in figuring.pledged_of(report) if report is not None else ():
        key = (line.year, line.currency)
        pledged[key] = pledged.get(key, Decimal(0)) + line.amount
    found = []
    for one in content["money"]:
        year, currency = one["year"], one["currency"]
        parts = [
            _("spent: %(amount)s") % {"amount": _money_words(one["spent"], currency)},
            _("secured: %(amount)s") % {"amount": _money_words(one["secured"], currency)},
        ]
        label = f"{year} · {currency}" if year else currency
        amount = pledged.get((year, currency))
        promise = "" if amount is None else formats.money_words(amount, currency)
        found.append(Line(f"{year}:{currency}", label, " · ".join(parts), promise))
    return found


def _money_words(text: str | None, currency: str) -> str:
    return _("not said") if text is None else formats.money_words(Decimal(text), currency)


def _number(text: str | None, unit: str) -> str:
    if text is None:
        return ""
    return f"{formats.exact_words(Decimal(text))} {unit}".strip()


def _day(text: str | None) -> str:
    return formats.day_words(date.fromisoformat(text)) if text else ""
