"""The secretariat's view of cases: objections to answer, votes to settle."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.desk import casework, queues, safety
from avow.desk.views import going
from avow.kernel.clock import day_of
from avow.kernel.pagination import page_of
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected
from avow.review import services
from avow.review.models import Case
from avow.review.rules import champions_cannot_decide
from avow.review.services import common
from avow.review.states import State

STUCK = "stuck"
VERBS: dict[str, Callable[..., Case]] = {
    "settle_for": services.settle_for,
    "settle_against": services.settle_against,
    "uphold": services.uphold,
    "overrule": services.overrule,
}


@require_safe
@for_roles(Role.SECRETARIAT)
def cases(request: RoleRequest) -> HttpResponse:
    """Cases by what they need: an objection to answer, a vote to settle; or all of them."""
    now = timezone.now()
    today = day_of(now, request.forum.zone)
    wanted = queues.asked(request.GET, State.OBJECTION)
    rows = queues.secretariat_cases(request.forum, request.standing)
    if wanted.state == STUCK:
        shown = queues.narrowed_by_state(queues.stuck(rows, now, today), wanted)
    else:
        shown = queues.narrowed_by_state(rows, wanted)
    page = page_of(request, safety.cases_with_names(shown), 50)
    safety.veil_cases(page)
    context = {
        "page": page,
        "wanted": wanted,
        "today": today,
        "states": State.choices,
        "objections": rows.filter(state=State.OBJECTION).count(),
        "stuck": queues.stuck(rows, now, today).count(),
        "coalitions": request.forum.coalitions.all(),
    }
    return render(request, "desk/cases.html", context)


@require_safe
@for_roles(Role.SECRETARIAT)
def case(request: RoleRequest, pk: int) -> HttpResponse:
    """One case with its votes, questions and objection, and what the secretariat can do now."""
    found, now = _case(request, pk), timezone.now()
    view = casework.view_of(found, request.standing, now, at_desk=True)
    if view is None:
        raise Http404
    note_protected(request, LookPage.CASE, now, found.organisation, *view.at_risk)
    commitment = casework.commitment_of(found)
    application = casework.application_of(found)
    context = {
        "case": found,
        "view": view,
        "commitment": commitment,
        "application": application,
        "changes": casework.changes_in(view, commitment),
        "why": casework.why_changed(view, commitment),
        "out": casework.recusals_of(found, now) if view.sees_votes else [],
        "cannot_decide": view.sees_votes and _cannot_decide(found, now),
        "today": day_of(now, request.forum.zone),
    }
    return render(request, "desk/case.html", context)


def _cannot_decide(found: Case, now: datetime) -> bool:
    if found.state != State.VALIDATION:
        return False
    facts = common.facts_of(found, common.may_vote(found, now))
    return not champions_cannot_decide(facts, now)


@require_POST
@for_roles(Role.SECRETARIAT)
def act(request: RoleRequest, pk: int) -> HttpResponse:
    """Settle a vote, answer an objection, ask; each with its written reason."""
    _case(request, pk)
    name, text = request.POST.get("move", ""), request.POST.get("text", "")
    now = timezone.now()
    if name == "ask":
        services.ask(pk, question=text, by=request.user, now=now)
    elif name in VERBS:
        VERBS[name](pk, reason=text, by=request.user, now=now)
    else:
        raise Http404
    messages.success(request, _("Done."))
    return going.to(request, "desk:case", pk=pk)


def _case(request: RoleRequest, pk: int) -> Case:
    found = queues.secretariat_cases(request.forum, request.standing).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
