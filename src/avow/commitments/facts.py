"""What the rules of a commitment need to know, taken from its rows once."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """`missing` holds the codes of the answers a complete commitment still lacks.

    `may_hand_in`: its organisation is a maker or Champion already, or hands in with an application.
    """

    window_open: bool = False
    may_hand_in: bool = True
    missing: tuple[str, ...] = ()
    cases: int = 0
    cases_open: int = 0
    cases_accepted_as_maker: int = 0  # accepted, in a coalition that accepted the organisation
    cases_declined: int = 0
    unsigned: int = 0  # co-makers who have not signed the text
    not_makers: int = 0  # co-makers who are makers in none of the coalitions that accepted it
    shares_whole: bool = True
    amendment_handed_in: bool = False
    term_over: bool = False
    was_public: bool = False
    extension_refused: tuple[str, ...] = ()  # why its last day cannot become the one asked for
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """How long a commitment may run, and within which days. `exact_years` is 0 for a maker."""

    forum_starts_on: date
    forum_ends_on: date
    min_years: int
    max_years: int
    exact_years: int = 0


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What decides whether a term may be made longer or followed by another.

    `term` bounds this one, `next_term` one that begins on the day after it. `renewal_days`: how
    many days before the end its maker is invited; from the largest on a renewal may be begun.
    """

    state: str
    starts_on: date
    ends_on: date
    term: Term
    next_term: Term
    extendable: bool = True
    is_renewed: bool = False
    window_open: bool = True
    renewal_days: tuple[int, ...] = (180, 60, 14)
