"""The Core Group's place: what it is consulted on, and its objections."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.desk import casework, queues, safety
from avow.desk.views import going
from avow.forums.models import Coalition
from avow.kernel.clock import day_of
from avow.kernel.pagination import page_of
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.review.models import Case
from avow.review.rules import last_day
from avow.review.services import object_to
from avow.review.states import State


@require_safe
@for_roles(Role.CORE_GROUP)
def home(request: RoleRequest) -> HttpResponse:
    """List the cases before the Core Group, the next to pass in silence first."""
    wanted = queues.asked(request.GET, State.LIAISON)
    mine = queues.core_group_cases(request.forum, request.standing)
    page = page_of(request, safety.cases_with_names(queues.narrowed_by_state(mine, wanted)))
    safety.veil_cases(page)
    zone = request.forum.zone
    context = {
        "page": page,
        "rows": [
            (row, last_day(row.liaison_until, zone) if row.liaison_until else None) for row in page
        ],
        "wanted": wanted,
        "states": [
            (s.value, s.label)
            for s in (State.LIAISON, State.OBJECTION, State.ACCEPTED, State.DECLINED)
        ],
        "coalitions": Coalition.objects.filter(forum=request.forum),
        "today": day_of(timezone.now(), zone),
    }
    return render(request, "core_group/home.html", context)


@require_safe
@for_roles(Role.CORE_GROUP)
def case(request: RoleRequest, pk: int) -> HttpResponse:
    """One case: the tally with the Champions' reasons, and the way to object in time."""
    found, now = _case(request, pk), timezone.now()
    view = casework.view_of(found, request.standing, now)
    if view is None:
        raise Http404
    commitment = casework.commitment_of(found)
    application = None if commitment else casework.application_of(found)
    subject = commitment or application
    context = {
        "case": found,
        "view": view,
        "commitment": commitment,
        "groups": casework.answers_in(view, subject.sheet if subject else None),
        "revision": casework.revision_in(view, commitment),
        "board": casework.board_for(commitment, view.hidden),
        "last_day": last_day(found.liaison_until, request.forum.zone)
        if found.liaison_until
        else None,
        "today": day_of(now, request.forum.zone),
        "in_time": found.liaison_until is not None and now < found.liaison_until,
    }
    return render(request, "core_group/case.html", context)


@require_POST
@for_roles(Role.CORE_GROUP)
def object_(request: RoleRequest, pk: int) -> HttpResponse:
    """Object, with a reason."""
    _case(request, pk)
    object_to(pk, reason=request.POST.get("reason", ""), by=request.user, now=timezone.now())
    messages.success(
        request, _("Your objection went to the secretariat, which answers it in writing.")
    )
    return going.to(request, "core_group:case", pk=pk)


def _case(request: RoleRequest, pk: int) -> Case:
    """Return a case the Core Group was consulted on. Raises Http404 for all others."""
    found = queues.core_group_cases(request.forum, request.standing).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
