"""One application on the secretariat's desk: read, check, ask, refuse, pass, give to somebody."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.applications.gathering import commitments_of
from avow.applications.lifecycle import APPLICATION
from avow.applications.models import Application
from avow.applications.permissions import POLICY
from avow.applications.services import screening
from avow.applications.services.moving import roles_in
from avow.applications.states import Check
from avow.desk import casework, queues, safety
from avow.desk.history import moments_of
from avow.desk.views import going
from avow.desk.views.applications import assignee
from avow.directory.panels import organisation_panels
from avow.kernel.clock import day_of
from avow.people.access import RoleRequest, for_roles
from avow.people.models import DuplicatePair
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected


@require_safe
@for_roles(Role.SECRETARIAT)
def application(request: RoleRequest, pk: int) -> HttpResponse:
    """Everything about one application, and what can be done with it now."""
    found, now = _application(request, pk), timezone.now()
    roles, commitments = roles_in(found, request.user, now), commitments_of(found)
    partners = safety.at_risk_with(commitments)
    note_protected(request, LookPage.APPLICATION, now, found.organisation, *partners)
    views = [
        casework.view_of(link.case, request.standing, now, at_desk=True)
        for link in found.coalitions.all()
        if link.case is not None
    ]
    names = {link.coalition.code: link.coalition.name for link in found.coalitions.all()}
    context = {
        "application": found,
        "kind": going.kind_names(request.forum, get_language() or "en").get(
            found.organisation.kind, ""
        ),
        "today": day_of(now, request.forum.zone),
        "moves": {move.name for move in APPLICATION.open_to(found.state, roles)},
        "may_check": POLICY.allows("application.check", roles, found.state),
        "may_prepare": POLICY.allows("application.prepare", roles, found.state),
        "checks": _checks(found),
        "answers": Check.choices,
        "groups": casework.answers_of(found.sheet, names, _file_links(request, found)),
        "commitments": commitments,
        "views": [view for view in views if view is not None],
        "questions": found.clarifications.order_by("asked_at", "pk"),
        "pairs": _pairs(found),
        "team": screening.team(request.forum),
        "moments": moments_of(found, [view for view in views if view is not None]),
        "panels": organisation_panels(request.forum, found.organisation, now),
    }
    return render(request, "desk/application.html", context)


def _checks(found: Application) -> list[dict[str, Any]]:
    """Return the checklist with what was answered, in the pack's order."""
    given = {item.code: item for item in found.screening_items.select_related("by")}
    return [
        {"item": item, "given": given.get(item.code)} for item in screening.checklist(found.forum)
    ]


def _pairs(found: Application) -> list[tuple[Any, DuplicatePair]]:
    """Return (other organisation, pair) of the possible duplicates that nobody has told apart."""
    pk = found.organisation_id
    rows = DuplicatePair.objects.filter(told_apart_at=None).select_related("first", "second")
    mine = [*rows.filter(first=pk), *rows.filter(second=pk)]
    return [(pair.second if pair.first_id == pk else pair.first, pair) for pair in mine]


def _file_links(request: RoleRequest, found: Application) -> Callable[[int], str]:
    return lambda number: reverse("desk:file", args=[request.forum.slug, found.pk, number])


@require_POST
@for_roles(Role.SECRETARIAT)
def act(request: RoleRequest, pk: int) -> HttpResponse:
    """Make one move; "and next" goes on to the next application that waits in the same state."""
    found, now = _application(request, pk), timezone.now()
    name, seen = request.POST.get("move", ""), request.POST.get("seen") or None
    text = request.POST.get("text", "")
    by = request.user
    if name == "screen":
        screening.screen(pk, by=by, now=now, seen_state=seen)
        messages.success(request, _("Screening has begun. It is yours."))
    elif name == "ask":
        screening.ask(pk, question=text, by=by, now=now, seen_state=seen)
        messages.success(request, _("Your question is on its way to the applicant."))
    elif name == "refuse":
        screening.refuse(pk, reason=text, by=by, now=now, seen_state=seen)
        messages.success(
            request, _("Not eligible. The applicant is told when you release the outcome.")
        )
    elif name == "pass":
        screening.pass_(pk, by=by, now=now, seen_state=seen)
        messages.success(request, _("The coalitions have it now; their Champions were told."))
    else:
        raise Http404
    return _onward(request, found)


@require_POST
@for_roles(Role.SECRETARIAT)
def check(request: RoleRequest, pk: int) -> HttpResponse:
    """Keep the screening checklist; what is not answered stays as it was."""
    found = _application(request, pk)
    given = {
        item.code: screening.Given(
            request.POST.get(f"check-{item.code}", ""), request.POST.get(f"note-{item.code}", "")
        )
        for item in screening.checklist(request.forum)
    }
    screening.check(pk, given, by=request.user, now=timezone.now())
    messages.success(request, _("The checklist is kept."))
    return _onward(request, found)


@require_POST
@for_roles(Role.SECRETARIAT)
def assign(request: RoleRequest, pk: int) -> HttpResponse:
    """Give the application to somebody of the secretariat, or to nobody."""
    found = _application(request, pk)
    screening.assign(pk, assignee(request), by=request.user, now=timezone.now())
    messages.success(request, _("Kept."))
    return _onward(request, found)


@require_safe
@for_roles(Role.SECRETARIAT)
def file(request: RoleRequest, pk: int, number: int) -> FileResponse:
    """Hand out a file of the application."""
    found = _application(request, pk)
    handed = going.evidence(found.sheet, number)
    note_protected(request, LookPage.FILE, timezone.now(), found.organisation)
    return handed


def _application(request: RoleRequest, pk: int) -> Application:
    """Return an application that this person may see. Raises Http404 for all others."""
    rows = queues.applications_for(request.forum, request.standing)
    found: Application | None = (
        rows.select_related("sheet__definition", "interest").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


def _onward(request: RoleRequest, found: Application) -> HttpResponse:
    """Go on: back to the application, or to the next one in the state it was in."""
    if "next" not in request.POST:
        return going.to(request, "desk:application", pk=found.pk)
    rows = queues.applications_for(request.forum, request.standing).exclude(pk=found.pk)
    rows = rows.filter(state=found.state, told_at=None)
    following = rows.filter(due_on__gte=found.due_on, pk__gt=found.pk).first() or rows.first()
    if following is None:
        messages.info(request, _("That was the last one."))
        return going.to(request, "desk:applications")
    return going.to(request, "desk:application", pk=following.pk)
