"""Versions as their writers see them: prepare, map actions, schedule, publish, discard."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.blueprints import panels, reading
from avow.blueprints.forms import MappingForm, PrepareForm, ScheduleForm
from avow.blueprints.lifecycle import VERSION
from avow.blueprints.models import Version
from avow.blueprints.services import actions
from avow.blueprints.services import versions as service
from avow.blueprints.services.common import roles_towards
from avow.blueprints.states import VersionState
from avow.blueprints.views.common import WRITERS, plan_of, version_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.words import sentences
from avow.people.access import RoleRequest, for_roles


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def versions(request: RoleRequest, slug: str) -> HttpResponse:
    """List the versions, and freeze the text into the next one."""
    plan = plan_of(request, slug)
    form = PrepareForm(request.POST or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = service.prepare(plan, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = sentences(refusal.reasons)
        else:
            messages.success(
                request, _("The version is prepared. Look it over before it is published.")
            )
            return redirect(
                "blueprints:desk_version", forum=request.forum.slug, slug=slug, number=made.number
            )
    context = {
        "coalition": plan.coalition,
        "plan": plan,
        "form": form,
        "refused": refused,
        "page": page_of(request, plan.versions.all(), per_page=25),
        "waiting": plan.versions.exclude(state=VersionState.PUBLISHED).first(),
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "blueprints/versions.html", context, status=status)


@require_safe
@for_roles(*WRITERS)
def version(request: RoleRequest, slug: str, number: int) -> HttpResponse:
    """Look a version over before it is published."""
    row = version_of(request, slug, number)
    return _page(request, row)


def _page(
    request: RoleRequest,
    row: Version,
    schedule: ScheduleForm | None = None,
    refused: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    roles = roles_towards(request.user, row.blueprint.coalition, now)
    facts = service.facts_of(row)
    publish = VERSION.named("publish")
    problems = [code for guard in publish.guards for code in guard(facts, now)]
    before = row.blueprint.versions.public().exclude(pk=row.pk).first()
    waits = row.state != VersionState.PUBLISHED
    context = {
        "coalition": row.blueprint.coalition,
        "plan": row.blueprint,
        "version": row,
        "reading": reading.read(row, request.GET),
        "moves": {move.name for move in VERSION.open_to(row.state, roles)},
        "mapping": MappingForm(version=row) if row.state == VersionState.PREPARED else None,
        "schedule": schedule or ScheduleForm(zone=request.forum.zone),
        "problems": sentences(problems) if waits else [],
        "given_away": actions.given_away(row, before) if waits and before else [],
        "told": panels.told_before(request, row) if waits else [],
        "changed": reading.changed(before, row, request.GET) if before else None,
        "show": "changes" if before and request.GET.get("show") == "changes" else "",
        "before": before,
        "refused": refused or [],
    }
    return render(request, "blueprints/version_desk.html", context, status=status)


@require_POST
@for_roles(*WRITERS)
def act(request: RoleRequest, slug: str, number: int) -> HttpResponse:
    """Make one move of a version, or say what became of old actions."""
    row = version_of(request, slug, number)
    name = request.POST.get("act", "")
    by, now = request.user, timezone.now()
    schedule = ScheduleForm(request.POST if name == "schedule" else None, zone=request.forum.zone)
    try:
        if name == "map":
            form = MappingForm(request.POST, version=row)
            service.map_actions(
                row, form.mapping() if form.is_valid() else {"": []}, by=by, now=now
            )
        elif name == "schedule":
            if not schedule.is_valid():
                return _page(request, row, schedule, status=422)
            service.schedule(row, schedule.moment(), by=by, now=now)
        elif name == "unschedule":
            service.unschedule(row, by=by, now=now)
        elif name == "publish":
            service.publish(row, by=by, now=now)
        elif name == "discard":
            service.discard(row, by=by, now=now)
            messages.success(request, _("The copy was discarded. The text itself is as it was."))
            return redirect("blueprints:desk_versions", forum=request.forum.slug, slug=slug)
        else:
            raise Http404
    except Refused as refusal:
        if refusal.forbidden:
            raise
        return _page(
            request, version_of(request, slug, number), schedule, sentences(refusal.reasons), 409
        )
    messages.success(request, _("Done."))
    return redirect("blueprints:desk_version", forum=request.forum.slug, slug=slug, number=number)
