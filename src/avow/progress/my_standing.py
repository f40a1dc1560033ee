"""Where a report stands for its maker: a word and a sentence, what is missing, what figures say."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.kernel.clock import day_of
from avow.kernel.words import sentence
from avow.progress import computing, figuring, rules, words
from avow.progress.models import Question, Report, Version
from avow.progress.states import WRITING, Declared, State

TONES = {
    State.NOT_STARTED: "warn",
    State.DRAFT: "warn",
    State.SUBMITTED: "info",
    State.RETURNED: "warn",
    State.VERIFIED: "good",
    State.PUBLISHED: "good",
    State.NOT_REPORTED: "bad",
    State.EXCUSED: "neutral",
}
TEXTS: dict[str, Any] = {
    State.NOT_STARTED: gettext_lazy("Nobody has begun it yet."),
    State.DRAFT: gettext_lazy("It is being written; only your organisation sees it."),
    State.SUBMITTED: gettext_lazy(
        "It was handed in. The secretariat looks at it; you get a mail as soon as there is news."
    ),
    State.RETURNED: gettext_lazy("The secretariat has a question. Answer it, and hand in again."),
    State.VERIFIED: gettext_lazy("The secretariat verified it and publishes it next."),
    State.PUBLISHED: gettext_lazy("It is published."),
    State.NOT_REPORTED: gettext_lazy("Nothing was reported; the public page says so."),
    State.EXCUSED: gettext_lazy("The commitment was withdrawn: no report is owed any more."),
}
_PLACES = {
    "report_without_status": "f-status",
    "report_status_unexplained": "f-status_reason",
    "report_without_evidence_answer": "f-evidence",
    "report_evidence_not_attached": "proof",
    "report_evidence_denied": "f-evidence",
    "report_without_money": "money",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a report is due, how many days are left (less than none: it is late), the last day."""

    due_on: date
    left: int
    last_day: date


def deadline_of(report: Report, due_at: datetime, now: datetime) -> Deadline | None:
    """Return until when a report is wanted; None where none is taken any more."""
    if report.cycle.phase(now) not in {"open", "late"} or report.state == State.EXCUSED:
        return None
    due = rules.due_on(due_at)
    left = (due - day_of(now, report.cycle.zone)).days
    return Deadline(due, left, rules.due_on(report.cycle.freezes_at))


def tone_of(report: Report) -> str:
    """Return the tone of a report's state."""
    return TONES[State(report.state)]


def text_of(report: Report) -> Any:
    """Return what a report's state means for its maker."""
    return TEXTS[report.state]


def question_of(report: Report) -> Question | None:
    """Return the question that waits for an answer."""
    found: Question | None = report.questions.filter(answered_at=None).first()
    return found


def missing_links(report: Report) -> list[dict[str, str]]:
    """Return what is missing to hand in, each with the id of the field that mends it."""
    found = []
    for code in figuring.missing_of(report):
        if code == "report_without_values":
            rows = report.target_values.filter(value=None, note="").select_related("target")
            found += [
                {
                    "href": f"#f-target-{one.target_id}-value",
                    "text": _("“%(name)s”: write its value, or note why there is none.")
                    % {"name": one.target.indicator},
                }
                for one in rows
            ]
        else:
            found.append({"href": f"#{_PLACES[code]}", "text": sentence(code)})
    return found


@dataclass(frozen=True, slots=True)
class Figured:
    """The status that follows from the figures beside the declared one, with its reasons."""

    declared: str
    computed: str
    reasons: list[str]
    differs: bool
    is_kept: bool = False  # of what was handed in


def figured(report: Report, now: datetime) -> Figured | None:
    """Return what the figures say, in words: now, while it is written; else when it was handed in.

    None where nothing was handed in and nobody writes any more.
    """
    names = dict(Declared.choices)
    if report.state not in WRITING:
        kept = report.public or report.versions.order_by("-number").first()
        return _kept(kept, names) if kept is not None else None
    status = figuring.status_of(report, now)
    return Figured(
        declared=str(names.get(report.status, "")),
        computed=str(names.get(status.status, "")),
        reasons=[words.why(one.code, one.values) for one in status.reasons],
        differs=bool(report.status) and computing.differs(report.status, status.status),
    )


def _kept(version: Version, names: dict[str, Any]) -> Figured:
    return Figured(
        declared=str(names[version.status]),
        computed=str(names.get(version.computed_status, "")),
        reasons=[words.why(one["code"], one["values"]) for one in version.reasons],
        differs=version.differs,
        is_kept=True,
    )
