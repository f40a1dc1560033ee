"""The answers of a report as a form carries them, each under the key it is saved by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from avow.kernel.text import nfc
from avow.progress import contents
from avow.progress.models import Report
from avow.progress.services.writing import Value

_KINDS = {
    "value": "number",
    "secured": "number",
    "spent": "number",
    "as_of": "date",
    "met_on": "date",
    "may_share": "check",
}
# What the service changes along with an answer, so that the page can follow.
_BESIDE = {
    "value": ("as_of",),
    "state": ("met_on",),
    "met_on": ("state",),
    "good_practice": ("may_share",),
}


class NotRead(ValueError):
    """What was typed is no such value; the argument is the code of the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as it is saved: its value, and the same as a form carries it."""

    name: str
    value: Value

    @property
    def text(self) -> str:
        """Return the value as a form carries it."""
        return written(self.value)


def kind_of(name: str) -> str:
    """Return what an answer is by its key: number, date, check or text."""
    return _KINDS.get(name.rpartition(":")[2], "text")


def beside(name: str) -> list[str]:
    """Return the keys of the answers that may change along with this one."""
    head, colon, last = name.rpartition(":")
    return [f"{head}{colon}{other}" for other in _BESIDE.get(last, ())]


def written(value: Any) -> str:
    """Return a value as a form carries it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, Decimal):
        return contents.digits_of(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def read(name: str, raw: Sequence[str]) -> Value:
    """Return what was typed as the value that is saved. Raises NotRead."""
    kind, text = kind_of(name), nfc(raw[-1] if raw else "").strip()
    if kind == "check":
        return text == "true"
    if kind == "text":
        return text
    if not text:
        return None
    try:
        if kind == "number":
            return Decimal("".join(text.split()))
        return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        raise NotRead(f"answer_not_a_{kind}") from None


def entries_of(report: Report) -> dict[str, Entry]:
    """Return every answer of a report by its key; three queries."""
    found: list[tuple[str, Any]] = [(name, getattr(report, name)) for name in contents.PLAIN]
    for one in report.target_values.all():
        head = f"target:{one.target_id}"
        found += [(f"{head}:{name}", getattr(one, name)) for name in ("value", "as_of", "note")]
    for step in report.step_values.all():
        head = f"step:{step.step_id}"
        found += [(f"{head}:{name}", getattr(step, name)) for name in ("state", "met_on")]
    for money in report.money_values.all():
        head = f"money:{money.pk}"
        found += [(f"{head}:{name}", getattr(money, name)) for name in ("secured", "spent")]
    return {name: Entry(name, value) for name, value in found}


def changes(before: Mapping[str, Entry], after: Mapping[str, Entry], name: str) -> dict[str, str]:
    """Return what became of the answers beside one that was saved, as a form carries them."""
    names = [other for other in beside(name) if other in before and other in after]
    return {
        other: after[other].text for other in names if before[other].value != after[other].value
    }
