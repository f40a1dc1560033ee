"""A coalition's plan as everybody reads it: the newest version, any version, what changed."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.blueprints import panels, reading
from avow.blueprints.aims import gates
from avow.blueprints.models import Blueprint, Version
from avow.blueprints.views import printing
from avow.forums.middleware import ForumRequest
from avow.forums.models import Coalition
from avow.forums.windows import calendar
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.people.access import public


def _versions(request: ForumRequest, slug: str) -> tuple[Coalition, list[Version]]:
    coalition = get_object_or_404(Coalition, forum=request.forum, slug=slug)
    plan = Blueprint.objects.filter(coalition=coalition).first()
    rows = list(plan.versions.public()) if plan else []
    for row in rows:
        row.blueprint.coalition = coalition
    return coalition, rows


@require_safe
@public
def blueprint(request: ForumRequest, slug: str) -> HttpResponse:
    """Show the newest public version, or say when there will be one."""
    coalition, rows = _versions(request, slug)
    if rows:
        return _page(request, coalition, rows, rows[0])
    context = {
        "coalition": coalition,
        "milestones": calendar(request.forum).milestones,
        "gate": gates(request.forum, [coalition])[0],
        "actions": coalition.actions.current(),
        "today": timezone.now().astimezone(request.forum.zone).date(),
    }
    return render(request, "blueprints/none_yet.html", context)


@require_safe
@public
def version(request: ForumRequest, slug: str, number: int) -> HttpResponse:
    """Show one public version; a newer one is pointed to."""
    coalition, rows = _versions(request, slug)
    return _page(request, coalition, rows, _chosen(rows, number))


def _chosen(rows: list[Version], number: int) -> Version:
    for row in rows:
        if row.number == number:
            return row
    raise Http404


def _page(
    request: ForumRequest, coalition: Coalition, rows: list[Version], shown: Version
) -> HttpResponse:
    read = reading.read(shown, request.GET)
    notes = panels.notes_of(request, shown, [one.key for one in read.sections])
    older = [row for row in rows if row.number < shown.number]
    context = {
        "coalition": coalition,
        "version": shown,
        "versions": rows,
        "newest": rows[0],
        "before": older[0] if older else None,
        "reading": read,
        "gate": gates(request.forum, [coalition])[0],
        "notes": notes,
        "panels": panels.panels_of(request, shown),
    }
    return render(request, "blueprints/version.html", context)


@require_safe
@public
def diff(request: ForumRequest, slug: str, number: int) -> HttpResponse:
    """Show what changed since the version before, or since `from`."""
    coalition, rows = _versions(request, slug)
    shown = _chosen(rows, number)
    older = [row for row in rows if row.number < number]
    wanted = row_number(request.GET.get("from", ""))
    before = _chosen(older, wanted) if wanted else (older[0] if older else None)
    changes = reading.changes(before, shown) if before else []
    context = {
        "coalition": coalition,
        "version": shown,
        "before": before,
        "older": older,
        "page": page_of(request, changes, per_page=30),
        "counts": {
            what: sum(1 for one in changes if one.what == what)
            for what in ("added", "removed", "changed", "moved")
        },
        "action_changes": shown.action_changes.select_related("old"),
    }
    return render(request, "blueprints/diff.html", context)


@require_safe
@public
def pdf(request: ForumRequest, slug: str, number: int) -> HttpResponseBase:
    """Hand out the version as PDF in the page's language; while it is being made, say so."""
    coalition, rows = _versions(request, slug)
    shown = _chosen(rows, number)
    return printing.answer(request, version=shown, name=f"{coalition.slug}-{number}")
