"""What the tables of lifecycle.py ask: each guard returns the codes of what is in the way."""

from datetime import datetime

from avow.progress.facts import CycleFacts, InactivityFacts, ReportFacts
from avow.progress.rules import inactivity_step


def window_open(facts: CycleFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the reporting window is open now; nobody could report in time in one that was over."""
    if facts.phase == "before":
        return ("cycle_not_open_yet",)
    return () if facts.phase == "open" else ("cycle_window_closed",)


def window_closed(facts: CycleFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the due date has passed."""
    return () if facts.phase in {"late", "over"} else ("cycle_still_open",)


def freeze_day_come(facts: CycleFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the days in which late reports are taken are over."""
    return () if facts.phase == "over" else ("cycle_takes_reports",)


def every_report_settled(facts: CycleFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every report is published, or publicly not reported."""
    return ("cycle_unsettled",) if facts.unsettled else ()


def takes_reports(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the cycle takes reports, on time or late."""
    return () if facts.phase in {"open", "late"} else ("cycle_takes_no_reports",)


def reports_over(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the cycle takes no report any more."""
    return () if facts.phase == "over" else ("cycle_takes_reports",)


def complete(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: nothing is missing that every report says."""
    return facts.missing


def commitment_stands(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the commitment was not withdrawn."""
    return () if facts.commitment_public else ("report_not_owed",)


def commitment_withdrawn(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the commitment was withdrawn, so that nobody owes a report on it."""
    return ("report_owed",) if facts.commitment_public else ()


def question_written(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the question is written with the move."""
    return () if facts.text.strip() else ("question_missing",)


def evidence_given(facts: ReportFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: there is evidence to look at; a report without any is self-reported."""
    return () if facts.has_evidence else ("no_evidence_to_verify",)


def missed_enough(facts: InactivityFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: it missed so many cycles in a row, and that was announced long enough before."""
    step = inactivity_step(
        facts.missed, facts.after, facts.announced_on, facts.day, facts.notice_days
    )
    return () if step == "mark" else ("not_inactive_yet",)


def reported_again(facts: InactivityFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a report came in."""
    return () if facts.reported else ("nothing_reported_yet",)


def reason_written(facts: InactivityFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a reason is written with the move."""
    return () if facts.reason.strip() else ("reason_missing",)
