"""Begin a plan; add, move, remove sections."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from avow.blueprints.models import Blueprint, Section
from avow.blueprints.services import structure as service
from avow.blueprints.states import SectionKind
from avow.blueprints.views.common import WRITERS, coalition_of, plan_of
from avow.kernel.text import nfc, row_number
from avow.participants.languages import language_choices
from avow.people.access import RoleRequest, for_roles


@require_POST
@for_roles(*WRITERS)
def begin(request: RoleRequest, slug: str) -> HttpResponse:
    """Begin a plan from the forum's actions; a second click finds it begun."""
    coalition = coalition_of(request, slug)
    language = request.POST.get("language", "")
    if language not in dict(language_choices()):
        language = ""  # the forum's first
    service.begin(coalition, by=request.user, now=timezone.now(), language=language)
    return redirect("blueprints:desk", forum=request.forum.slug, slug=slug)


@require_POST
@for_roles(*WRITERS)
def change(request: RoleRequest, slug: str) -> HttpResponse:
    """Add, move, remove or bring back a section, unless the page shows an older structure."""
    plan = plan_of(request, slug)
    act, _colon, key = request.POST.get("act", "").partition(":")  # buttons of one form name theirs
    seen = row_number(request.POST.get("structure", "")) or 0
    by, now = request.user, timezone.now()
    address = reverse("blueprints:desk", args=[request.forum.slug, slug])
    if act == "add":
        row = service.add(
            plan,
            _kind(request),
            parent=_section(plan, request.POST["parent"]) if request.POST.get("parent") else None,
            title=nfc(request.POST.get("title", "")),
            structure=seen,
            by=by,
            now=now,
        )
        messages.success(request, _("The section was added."))
        return redirect(f"{address}?section={row.key}#{row.key}")
    section = _section(plan, key or request.POST.get("section", ""))
    if act in {"up", "down"}:
        service.move(section, -1 if act == "up" else 1, structure=seen, by=by, now=now)
        return redirect(f"{address}?section={section.key}#{section.key}")
    if act == "remove":
        service.remove(section, structure=seen, by=by, now=now)
        messages.success(request, _("The section was taken out. You can bring it back below."))
        return redirect(address)
    if act == "bring_back":
        service.bring_back(section, structure=seen, by=by, now=now)
        return redirect(f"{address}?section={section.key}#{section.key}")
    raise Http404


def _kind(request: RoleRequest) -> str:
    kind = request.POST.get("kind", "")
    if kind not in SectionKind.values:
        raise Http404
    return kind


def _section(plan: Blueprint, key: str) -> Section:
    row = plan.sections.filter(key=key).first()
    if row is None:
        raise Http404
    row.blueprint = plan
    return row
