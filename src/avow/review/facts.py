"""What the rules of a case need to know, taken from its rows once."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Counts are of seats. `seats` may vote: held on the day, not recused."""

    seats: int
    approve: int
    reject: int
    abstain: int
    quorum: Fraction  # share of the seats that may vote which must have voted
    majority: Fraction  # share of approve + reject that decides; must be exceeded
    validation_until: datetime | None = None  # when the secretariat may settle a vote without result
    liaison_until: datetime | None = None
    objections_open: int = 0
    reason: str = ""  # written with the move at hand
