"""What the rules of cycles and reports need to know, taken from their rows once."""

from dataclasses import dataclass
from datetime import date

from avow.progress.rules import Phase


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """`phase` by the window and the pack; `unsettled`: reports neither published nor missing."""

    phase: Phase
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """`missing` holds the codes of the answers a complete report still lacks."""

    phase: Phase
    missing: tuple[str, ...] = ()
    commitment_public: bool = True
    has_evidence: bool = False
    text: str = ""  # the question or the note written with the move


@dataclass(frozen=True, slots=True)
class InactivityFacts:
    """How many cycles were missed in a row, when it was announced, and what the pack asks for."""

    missed: int
    after: int
    announced_on: date | None
    day: date
    notice_days: int
    reported: bool = False  # somebody handed a report in since
    reason: str = ""
