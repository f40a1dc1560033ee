"""Outcomes: written, seen as the mails they will send, released one by one or together."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.applications.models import Application
from avow.applications.services import outcome as outcomes_service
from avow.desk import queues
from avow.desk.views import going
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected
from avow.review.states import State as CaseState
from avow.web.problems import reason_sentences


@require_safe
@for_roles(Role.SECRETARIAT)
def outcomes(request: RoleRequest) -> HttpResponse:
    """Decided applications whose applicants do not know yet, the fewest days left first."""
    rows = queues.to_release(queues.applications_for(request.forum, request.standing))
    context = {
        "page": page_of(request, rows, 50),
        "today": day_of(timezone.now(), request.forum.zone),
    }
    return render(request, "desk/outcomes.html", context)


@require_safe
@for_roles(Role.SECRETARIAT)
def outcome(request: RoleRequest, pk: int) -> HttpResponse:
    """Write one outcome, and read the mails exactly as they will leave."""
    found = _application(request, pk)
    note_protected(request, LookPage.OUTCOME, timezone.now(), found.organisation)
    return _page(request, found)


@require_POST
@for_roles(Role.SECRETARIAT)
def prepare(request: RoleRequest, pk: int) -> HttpResponse:
    """Keep the words of an outcome and show the mails."""
    found = _application(request, pk)
    cases = outcomes_service.cases_of(found)
    reasons = {case.pk: request.POST.get(f"reason-{case.pk}", case.reason) for case in cases}
    message = request.POST.get("message", "")
    try:
        outcomes_service.prepare(
            pk, message=message, reasons=reasons, by=request.user, now=timezone.now()
        )
    except Refused as refusal:
        if refusal.forbidden:
            raise
        found.outcome_message = message
        return _page(request, found, reasons=reasons, problem=refusal)
    messages.success(request, _("Kept. Below you see the mails exactly as they will leave."))
    return going.to(request, "desk:outcome", pk=pk)


@require_POST
@for_roles(Role.SECRETARIAT)
def release(request: RoleRequest, pk: int) -> HttpResponse:
    """Tell the applicant; a second click finds it done."""
    found = _application(request, pk)
    outcomes_service.release(pk, by=request.user, now=timezone.now())
    messages.success(request, _("Released: the applicant has been written to."))
    if "next" in request.POST:
        rows = queues.to_release(queues.applications_for(request.forum, request.standing))
        following = rows.exclude(pk=found.pk).first()
        if following is not None:
            return going.to(request, "desk:outcome", pk=following.pk)
        return going.to(request, "desk:outcomes")
    return going.to(request, "desk:outcome", pk=pk)


def _application(request: RoleRequest, pk: int) -> Application:
    rows = queues.applications_for(request.forum, request.standing)
    found: Application | None = rows.filter(pk=pk, decided_at__isnull=False).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: RoleRequest,
    found: Application,
    *,
    reasons: dict[int, str] | None = None,
    problem: Refused | None = None,
) -> HttpResponse:
    cases = outcomes_service.cases_of(found)
    context: dict[str, Any] = {
        "application": found,
        "cases": [(case, (reasons or {}).get(case.pk, case.reason)) for case in cases],
        "accepted_state": CaseState.ACCEPTED,
        "mails": outcomes_service.preview(found) if found.prepared_at and not problem else [],
        "problems": reason_sentences(problem.reasons) if problem else [],
        "today": day_of(timezone.now(), request.forum.zone),
    }
    return render(request, "desk/outcome.html", context, status=409 if problem else 200)
