"""The desk's first page: what is late, what waits for me; the calendar; how the promise is kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.applications.figures import promise_figures
from avow.applications.models import Application
from avow.applications.states import State
from avow.commitments.states import State as CommitmentState
from avow.desk import queues
from avow.forums.windows import calendar as calendar_of
from avow.kernel.clock import day_of
from avow.moderation.models import PublicText
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.progress import listing
from avow.review.states import State as CaseState

URGENT = 8  # rows on the first page; the queue has the rest


@require_safe
@for_roles(Role.SECRETARIAT)
def home(request: RoleRequest) -> HttpResponse:
    """Show counts that lead to the queues, what is late, and what is mine."""
    now = timezone.now()
    today = day_of(now, request.forum.zone)
    rows = queues.applications_for(request.forum, request.standing)
    waiting = rows.filter(told_at=None).exclude(state=State.WITHDRAWN)
    late = waiting.filter(pk__in=Application.objects.late_on(today).values("pk"))
    cases = queues.secretariat_cases(request.forum, request.standing)
    promised = queues.commitments_for(request.forum, request.standing)
    context = {
        "today": today,
        "late": late[:URGENT],
        "mine": waiting.filter(assigned_to=request.user)[:URGENT],
        "counts": {
            "late": late.count(),
            "submitted": waiting.filter(state=State.SUBMITTED).count(),
            "screening": waiting.filter(state=State.SCREENING).count(),
            "in_review": waiting.filter(state=State.IN_REVIEW).count(),
            "outcomes": queues.to_release(rows).count(),
            "objections": cases.filter(state=CaseState.OBJECTION).count(),
            "stuck": queues.stuck(cases, now, today).count(),
            "commitments": promised.filter(state=CommitmentState.SUBMITTED).to_screen().count(),
            "to_publish": promised.ready_to_decide().count(),
            "texts": PublicText.objects.filter(forum=request.forum).waiting().count(),
        },
        "figures": promise_figures(request.forum, today),
        "reporting": listing.waiting(request.forum, now),
    }
    return render(request, "desk/home.html", context)


@require_safe
@for_roles(Role.SECRETARIAT)
def calendar(request: RoleRequest) -> HttpResponse:
    """Show the windows and milestones, and what is open now."""
    now = timezone.now()
    found = calendar_of(request.forum)
    context = {
        "statuses": found.statuses(now),
        "milestones": found.milestones,
        "today": day_of(now, request.forum.zone),
    }
    return render(request, "desk/calendar.html", context)


@require_safe
@for_roles(Role.SECRETARIAT)
def promise(request: RoleRequest) -> HttpResponse:
    """How the promise of an answer in time is kept, and who still waits."""
    today = day_of(timezone.now(), request.forum.zone)
    context = {"figures": promise_figures(request.forum, today), "today": today}
    return render(request, "desk/promise.html", context)
