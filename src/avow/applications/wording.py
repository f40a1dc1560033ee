"""Where an application stands, in the applicant's words. Pure: states in, words out.

Until the outcome is released (`told`), nothing of it shows: decided reads as "in review".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.applications.states import TO_BE_TOLD, State
from avow.review.states import State as CaseState


@dataclass(frozen=True, slots=True)
class Asked:
    """One coalition and its case: the case's state ("" before it is open) and the reason given."""

    coalition: str
    state: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What the applicant reads about one coalition."""

    coalition: str
    text: str
    tone: str = "neutral"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What the applicant reads about the whole."""

    headline: str
    text: str
    tone: str
    lines: tuple[Line, ...]


def shown_state(state: str, *, told: bool) -> str:
    """Return the state the applicant may know of."""
    return State.IN_REVIEW if state in TO_BE_TOLD and not told else state


def status(state: str, asked: Sequence[Asked], *, told: bool) -> Status:
    """Return headline, explanation and one line per coalition."""
    shown = shown_state(state, told=told)
    if shown == State.DECIDED:
        return _decided(asked)
    words = {
        State.DRAFT: (
            _("Draft"),
            _("Not handed in yet. Only your organisation can see it."),
            "neutral",
        ),
        State.SUBMITTED: (
            _("Received"),
            _("The secretariat has your application and will look at it."),
            "info",
        ),
        State.SCREENING: (
            _("Being checked"),
            _("The secretariat checks whether the application is complete and eligible."),
            "info",
        ),
        State.CLARIFICATION: (
            _("The secretariat has a question"),
            _("Your answers can be changed until you have answered it."),
            "warn",
        ),
        State.IN_REVIEW: (
            _("In review"),
            _("The coalitions you asked to join are looking at it."),
            "info",
        ),
        State.INELIGIBLE: (
            _("Not eligible"),
            _("The secretariat found that it cannot be taken up. Its reason is below."),
            "bad",
        ),
        State.WITHDRAWN: (
            _("Withdrawn"),
            _("Your organisation withdrew this application."),
            "neutral",
        ),
    }
    headline, text, tone = words[State(shown)]
    return Status(headline, text, tone, tuple(_under_way(one, shown) for one in asked))


def _under_way(one: Asked, shown: str) -> Line:
    """Return a line that gives no decision away: a decided case reads like one still looked at."""
    if shown != State.IN_REVIEW:
        return Line(one.coalition, "")
    if one.state == CaseState.CLARIFICATION:
        return Line(one.coalition, _("Has a question for you"), "warn")
    return Line(one.coalition, _("In review"), "info")


def _decided(asked: Sequence[Asked]) -> Status:
    lines = tuple(_answer(one) for one in asked)
    yes, total = sum(one.state == CaseState.ACCEPTED for one in asked), len(asked)
    if yes == 0:
        return Status(
            _("Not accepted"),
            ngettext(
                "The coalition you asked to join did not accept the application.",
                "None of the coalitions you asked to join accepted the application.",
                total,
            ),
            "bad",
            lines,
        )
    if yes == total:
        headline = ngettext("Accepted", "Accepted in all %(total)s coalitions", total)
        text = _("Your organisation is now a commitment maker.")
        return Status(headline % {"total": total}, text, "good", lines)
    headline = ngettext(
        "Accepted in %(yes)s of %(total)s coalition",
        "Accepted in %(yes)s of %(total)s coalitions",
        total,
    )
    text = _("Your organisation is now a commitment maker where it was accepted.")
    return Status(headline % {"yes": yes, "total": total}, text, "good", lines)


def _answer(one: Asked) -> Line:
    if one.state == CaseState.ACCEPTED:
        return Line(one.coalition, _("Accepted"), "good", one.reason)
    if one.state == CaseState.DECLINED:
        return Line(one.coalition, _("Not accepted"), "bad", one.reason)
    return Line(one.coalition, _("Closed"), "neutral", one.reason)
