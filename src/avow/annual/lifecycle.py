"""The life of an annual report. Its data is frozen before it begins, and stays so."""

from dataclasses import dataclass
from datetime import datetime

from avow.annual.states import State
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the guards ask: whether anything is written; what was corrected; what is not known."""

    has_text: bool
    note: str
    unknown: tuple[str, ...]  # references that mean nothing


def text_written(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: somebody wrote something; figures alone stand on the dashboards already."""
    return () if facts.has_text else ("annual_without_text",)


def references_known(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every figure that the text names is known."""
    return ("annual_unknown_figure",) if facts.unknown else ()


def correction_said(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: what was corrected is said, and stands in the report."""
    return () if facts.note.strip() else ("annual_correction_missing",)


# fmt: off
REPORT = Lifecycle("annual", states=State, roles=Role, moves=[
    #   move       from         to           who            only if
    row("publish", "preparing", "published", "secretariat", text_written, references_known),
    row("correct", "published", "published", "secretariat", text_written, references_known, correction_said),
])
# fmt: on
