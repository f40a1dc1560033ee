"""What the rules of an application need to know, taken from its rows once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """`missing` holds the codes of what a complete application still lacks."""

    window_open: bool = False
    missing: tuple[str, ...] = ()
    cases: int = 0
    cases_open: int = 0
    checklist_open: int = 0  # mandatory items of the screening checklist without an answer
    checklist_failed: int = 0
    reason: str = ""
