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
    quorum: Fraction | int  # a share of the seats that may vote, or a number of votes
    majority: Fraction  # share of approve among approve + reject
    validation_until: datetime | None = (
        None  # when the secretariat may settle a vote without result
    )
    liaison_until: datetime | None = None
    objections_open: int = 0
    reason: str = ""  # written with the move at hand

    @property
    def voted(self) -> int:
        """Return how many seats have voted; abstaining is voting."""
        return self.approve + self.reject + self.abstain

    @property
    def waiting(self) -> int:
        """Return how many seats may still vote."""
        return max(self.seats - self.voted, 0)
