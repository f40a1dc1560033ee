"""What the rules of a commitment need to know, taken from its rows once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """`missing` holds the codes of the answers a complete commitment still lacks."""

    window_open: bool = False
    missing: tuple[str, ...] = ()
    cases: int = 0
    cases_open: int = 0
    cases_accepted_as_maker: int = 0  # accepted, in a coalition that accepted the organisation
    partners_refused: int = 0
    term_over: bool = False
    reason: str = ""
