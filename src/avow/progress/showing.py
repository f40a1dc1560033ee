"""What the public pages say of reports: words beside the codes, and the parts of other pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.directory.panels import Panel
from avow.directory.states import TONES
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.people.models import Organisation
from avow.progress import publication, rules
from avow.progress.models import Inactivity, Report
from avow.progress.publication import PublicReport
from avow.progress.rules import Response
from avow.progress.states import HANDED_IN, Check, Declared, InactivityState, State, StepState
from avow.progress.words import why

QUESTIONS = {
    "barriers": gettext_lazy("What stood in the way"),
    "opportunities": gettext_lazy("What helped"),
    "shocks": gettext_lazy("Shocks from outside"),
    "reported_elsewhere": gettext_lazy("Reported elsewhere"),
    "lessons": gettext_lazy("What was learned"),
    "good_practice": gettext_lazy("Good practice"),
    "help_needed": gettext_lazy("Help needed"),
}
LIGHTS = {
    "green": ("good", gettext_lazy("Last report less than a year ago")),
    "yellow": ("warn", gettext_lazy("Last report more than a year ago")),
    "red": ("bad", gettext_lazy("Last report more than two years ago")),
    "none": ("neutral", gettext_lazy("No report yet")),
}
_OF_ORGANISATION = 20  # reports on its page


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its words, as templates read it."""

    report: PublicReport
    status: str
    tone: str
    computed: str
    reasons: tuple[str, ...]
    check: str
    check_tone: str
    texts: tuple[tuple[str, str], ...]
    milestones: tuple[tuple[Any, str], ...]
    met: int


def told(report: PublicReport, day: date) -> Told:
    """Return a report with its words; `day` is today in the forum's zone."""
    shown = report.shown
    if shown is None:
        due = rules.due_on(report.closes_at)
        waiting = _("Not published yet") if day <= due else _("Not published yet; it was due")
        words = _("Not reported") if report.is_missing else waiting
        return Told(report, words, "neutral", "", (), "", "", (), (), 0)
    return Told(
        report,
        status=str(Declared(shown.status).label),
        tone=TONES.get(shown.status, "neutral"),  # type: ignore[call-overload]  # the same words
        computed=str(Declared(shown.computed).label) if shown.computed else "",
        reasons=tuple(why(code, values) for code, values in shown.reasons),
        check=str(Check(shown.check).label),
        check_tone="good" if shown.check == Check.VERIFIED else "neutral",
        texts=tuple((str(QUESTIONS[name]), text) for name, text in shown.texts),
        milestones=tuple((one, str(StepState(one.state).label)) for one in shown.milestones),
        met=sum(one.state == StepState.MET for one in shown.milestones),
    )


def commitment_panel(forum: Forum, ref: str, now: datetime) -> Panel | None:
    """Return a commitment's reports, its light, and whether it fell silent; nothing before any."""
    commitment = publication.commitment_of(forum, ref)
    if commitment is None:
        return None
    reports = publication.reports_of(commitment)
    if not reports:
        return None
    day = day_of(now, forum.zone)
    tone, light = LIGHTS[rules.light(_last(reports, forum), day)]
    silent = Inactivity.objects.filter(commitment=commitment)
    newest = [told(one, day) for one in reports if one.year == reports[0].year]
    context = {
        "ref": ref,
        "year": reports[0].year,
        "newest": newest,
        "older": [told(one, day) for one in reports if one.year != reports[0].year],
        "light": light,
        "light_tone": tone,
        "silence": silent.exclude(state=InactivityState.LIFTED).first(),
    }
    return Panel("progress/panel_commitment.html", context)


def _last(reports: Iterable[PublicReport], forum: Forum) -> date | None:
    """Return the day of the last report that is public."""
    days = [day_of(one.shown.handed_in_at, forum.zone) for one in reports if one.shown]
    return max(days, default=None)


def organisation_panel(forum: Forum, organisation: Organisation, _now: datetime) -> Panel | None:
    """Return how many of its reports an organisation handed in, by cycle, and its last reports."""
    rows = publication.nameable(publication.visible()).filter(
        organisation=organisation, cycle__forum=forum
    )
    came = Q(state__in=sorted(HANDED_IN))
    counted = (
        rows.exclude(state=State.EXCUSED)
        .order_by("-cycle__year")
        .values_list("cycle__year")
        .annotate(
            owed=Count("pk"),
            reported=Count("pk", filter=came),
            on_time=Count("pk", filter=came & Q(is_late=False)),
        )
    )
    responses = [(year, Response(*numbers)) for year, *numbers in counted]
    if not responses:
        return None
    settled = Q(public__isnull=False) | Q(state=State.NOT_REPORTED)
    last = rows.filter(settled).order_by("-cycle__year", "commitment__ref")[:_OF_ORGANISATION]
    context = {
        "responses": [(year, one, _percent(one)) for year, one in responses],
        "reports": [(row, *_said(row)) for row in last],
    }
    return Panel("progress/panel_organisation.html", context)


def _percent(response: Response) -> int:
    rate = response.rate
    return int(rate * 100) if rate is not None else 0


def _said(row: Report) -> tuple[str, str, str]:
    """Return (status, tone, check) of a report in a list."""
    if row.public is None:
        return _("Not reported"), "neutral", ""
    tone = TONES.get(row.public.status, "neutral")  # type: ignore[call-overload]  # as above
    return str(Declared(row.public.status).label), tone, str(Check(row.public_check).label)
