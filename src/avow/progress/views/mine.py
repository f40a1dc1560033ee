"""What one's organisations owe: the reports of the open cycle first, earlier ones below."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.people.access import signed_in, standing_of
from avow.people.models import User
from avow.people.roles import Role
from avow.progress import my_standing, services
from avow.progress.lifecycle import REPORT
from avow.progress.models import Question, Report
from avow.progress.permissions import POLICY
from avow.progress.querysets import ReportQuerySet
from avow.progress.services.common import roles_with, title_of

PER_PAGE = 25


class MakerRequest(ForumRequest):
    """A request of somebody signed in, below a forum."""

    user: User


def of_person(request: MakerRequest, now: datetime) -> ReportQuerySet:
    """Return the reports of the organisations that the person represents, or that they write."""
    readable = standing_of(request, now).readable_organisations
    rows: ReportQuerySet = Report.objects.filter(cycle__forum=request.forum)
    return rows.of_person(request.user, readable).whole()


@require_safe
@signed_in
def listing(request: MakerRequest) -> HttpResponse:
    """Show what is owed and was reported, the newest cycle first, what waits before the rest."""
    now = timezone.now()
    rows = of_person(request, now).select_related("commitment__public")
    found = page_of(request, rows.newest_first(), PER_PAGE)
    reports = list(found)
    for one in reports:
        one.cycle.forum = request.forum  # its pack is read once for the page
    dates = services.due_dates(reports)
    asked = Question.objects.filter(report__in=reports, answered_at=None)
    questions = {one.report_id: one for one in asked}
    context = {
        "page": found,
        "rows": [
            {
                "report": one,
                "title": title_of(one.commitment),
                "tone": my_standing.tone_of(one),
                "deadline": my_standing.deadline_of(one, dates[one.pk], now),
                "question": questions.get(one.pk),
                "is_mine": one.delegate_id == request.user.pk,
            }
            for one in reports
        ],
    }
    return render(request, "progress/my_reports.html", context)


def mine(request: MakerRequest, year: int, ref: str, now: datetime) -> Report:
    """Return a report that the person may read as one of its makers; others do not exist (404).

    `of` in the address chooses among several: of two organisations, or after a merge of the same.
    """
    rows = of_person(request, now).filter(cycle__year=year, commitment__ref=ref)
    if "of" in request.GET:
        rows = rows.filter(pk=row_number(request.GET["of"]) or 0)
    report: Report | None = rows.order_by("-is_lead", "pk").first()
    if report is None:
        raise Http404
    report.cycle.forum = request.forum
    return report


def roles_of(request: MakerRequest, report: Report, now: datetime) -> frozenset[Role]:
    """Return who the person is towards the report."""
    return roles_with(report, standing_of(request, now), now, request.user)


def may(action: str, report: Report, roles: frozenset[Role], now: datetime) -> bool:
    """Return whether the person may do something with the report now."""
    if action == "report.edit" and report.cycle.phase(now) not in {"open", "late"}:
        return False
    return POLICY.allows(action, roles, report.state)


def moves_open(report: Report, roles: frozenset[Role], now: datetime) -> set[str]:
    """Return the names of the moves whose buttons the page shows."""
    if report.cycle.phase(now) not in {"open", "late"}:
        return set()
    return {one.name for one in REPORT.open_to(report.state, roles)}


def to_write(request: MakerRequest, year: int, ref: str, now: datetime) -> Report:
    """Return the same for somebody who writes for its maker. Raises Refused (403) for a reader."""
    report = mine(request, year, ref, now)
    if not roles_of(request, report, now) & {Role.REPRESENTATIVE, Role.AUTHOR}:
        raise Refused("not_yours", forbidden=True)
    return report
