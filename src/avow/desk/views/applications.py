"""The secretariat's queue of applications, and what is done to many of them at once."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from avow.applications.models import Application
from avow.applications.services import bulk
from avow.applications.services.screening import team
from avow.applications.states import State
from avow.desk import queues
from avow.desk.views import going
from avow.forums.regions import region_codes, region_name
from avow.kernel.clock import day_of
from avow.kernel.pagination import page_of
from avow.people.access import RoleRequest, for_roles
from avow.people.models import User
from avow.people.roles import Role
from avow.web.problems import reason_sentences

PER_PAGE = 50
ACTS = {
    "assign": _("Give to"),
    "screen": _("Begin screening"),
    "pass": _("Pass to the coalitions"),
    "prepare": _("Prepare the outcome"),
    "release": _("Release the outcome"),
}


@require_safe
@for_roles(Role.SECRETARIAT)
def queue(request: RoleRequest) -> HttpResponse:
    """Every application of the forum that somebody waits for, the fewest days left first."""
    today = day_of(timezone.now(), request.forum.zone)
    wanted = queues.asked(request.GET, queues.WAITING)
    rows = queues.applications_for(request.forum, request.standing)
    rows = queues.narrowed(rows, wanted, user_pk=request.user.pk, today=today)
    regions = sorted(((code, region_name(code)) for code in region_codes()), key=lambda row: row[1])
    context = {
        "page": page_of(request, rows, PER_PAGE),
        "wanted": wanted,
        "today": today,
        "states": [(s.value, s.label) for s in State if s != State.DRAFT],
        "coalitions": request.forum.coalitions.all(),
        "kinds": going.kind_names(request.forum, get_language() or "en"),
        "regions": regions,
        "team": team(request.forum),
        "acts": ACTS,
    }
    return render(request, "desk/applications.html", context)


@require_POST
@for_roles(Role.SECRETARIAT)
def many(request: RoleRequest) -> HttpResponse:
    """Do one act on the chosen rows and say, row by row, what became of it."""
    act, now = request.POST.get("act", ""), timezone.now()
    if act not in ACTS:
        raise Http404
    visible = queues.applications_for(request.forum, request.standing)
    chosen = list(visible.filter(pk__in=going.ids_in(request)))
    if act == "release" and len(chosen) > bulk.MOST_AT_ONCE:
        job = bulk.release_as_job(chosen, request.forum, by=request.user, now=now)
        return going.to(request, "jobs:job", pk=job.pk)
    rows = _act(request, act, now)(chosen)
    context = {
        "title": ACTS[act],
        "rows": [(row, reason_sentences(row.reasons)) for row in rows],
        "done": sum(row.done for row in rows),
        "target": "desk:outcome" if act in {"prepare", "release"} else "desk:application",
        "back": "desk:outcomes" if act in {"prepare", "release"} else "desk:applications",
    }
    return render(request, "desk/bulk.html", context)


def _act(
    request: RoleRequest, act: str, now: datetime
) -> Callable[[list[Application]], list[bulk.Row]]:
    by = request.user
    if act == "assign":
        to = assignee(request)
        return lambda rows: bulk.assign(rows, to, by=by, now=now)
    if act == "prepare":
        message = request.POST.get("message", "")
        return lambda rows: bulk.prepare(rows, message, by=by, now=now)
    plain = {"screen": bulk.screen, "pass": bulk.pass_, "release": bulk.release}[act]
    return lambda rows: plain(rows, by=by, now=now)


def assignee(request: RoleRequest) -> User | None:
    """Return the posted member of the secretariat, None for nobody. Raises Http404 for others."""
    value = request.POST.get("assignee", "")
    if not value:
        return None
    for user in team(request.forum):
        if str(user.pk) == value:
            return user
    raise Http404
