"""What an example writes into a new sheet: answers and rows, in one language, by their dates."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from avow.commitments.catalogue import rules
from avow.commitments.catalogue.models import Example
from avow.commitments.facts import Term
from avow.commitments.options import SDG_TARGETS
from avow.kernel.localised import pick

QUESTIONS = (
    "description", "change", "beneficiaries", "baseline", "intersectionality", "leadership",
)  # fmt: skip


@dataclass(slots=True)
class Filled:
    """Answers by question, and rows of answers by section; nothing in it is empty."""

    answers: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def fill(example: Example, language: str, today: date, term: Term) -> Filled:
    """Return what a draft begins with. Values to reach, money and names are left for its maker.

    Days are filled in where whole years fit into the forum's dates, else left open.
    """
    filled = Filled()
    filled.answers = {
        "title": pick(example.titles, language),
        "summary": pick(example.summaries, language),
        "language": language,
        "actions": [example.action.code],
        "types": [example.type],
        "sdg_targets": [code for code in example.sdg_targets if code in SDG_TARGETS],
        **{key: pick(example.fields.get(key, {}), language) for key in QUESTIONS},
    }
    first = rules.first_day(today, term)
    years = rules.years_that_fit(first, example.years, term) if first else 0
    if first and years:
        filled.answers["starts_on"] = first.isoformat()
        filled.answers["ends_on"] = rules.last_day(first, years).isoformat()
    for section, key in (("target", "indicator"), ("milestone", "title")):
        filled.rows[section] = [
            {
                f"{section}_{key}": pick(row[key], language),
                f"{section}_unit": pick(row.get("unit", {}), language),
                f"{section}_due_on": _day(first, row["month"], example.years, years),
            }
            for row in getattr(example, f"{section}s")
        ]
    return filled


def _day(first: date | None, month: int, proposed: int, years: int) -> str:
    if first is None or not years:
        return ""
    return rules.due_day(first, month, proposed, years).isoformat()
