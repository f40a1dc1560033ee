"""Where Champions write: the plan's outline, one section, its history, remarks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from avow.blueprints import drawing
from avow.blueprints.models import Blueprint, Remark
from avow.blueprints.rules import BELOW, LOCK
from avow.blueprints.services import writing as service
from avow.blueprints.services.writing import Conflict
from avow.blueprints.states import SectionKind
from avow.blueprints.views.common import WRITERS, coalition_of, section_of, writes
from avow.forums.models import Coalition
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.participants.languages import language_choices
from avow.people.access import RoleRequest, for_roles


@require_safe
@for_roles(*WRITERS)
def plans(request: RoleRequest) -> HttpResponse:
    """List the plans that somebody writes."""
    rows = Coalition.objects.filter(forum=request.forum).select_related("blueprint")
    mine = [row for row in rows if writes(request.standing, row)]
    if len(mine) == 1:
        return redirect("blueprints:desk", forum=request.forum.slug, slug=mine[0].slug)
    return render(request, "blueprints/plans.html", {"coalitions": mine})


@require_safe
@for_roles(*WRITERS)
@vary_on_headers("HX-Request")
def overview(request: RoleRequest, slug: str) -> HttpResponse:
    """Show the outline: who is writing where, what was remarked, what can be added."""
    coalition = coalition_of(request, slug)
    plan = Blueprint.objects.filter(coalition=coalition).first()
    if plan is None:
        begin = {"coalition": coalition, "languages": language_choices()}
        begin["chosen"] = (coalition.forum.languages or ["en"])[0]
        return render(request, "blueprints/begin.html", begin)
    now = timezone.now()
    context: dict[str, Any] = {
        "coalition": coalition,
        "plan": plan,
        "page": drawing.page_of(drawing.outline(plan, request.user, now), request.GET),
        "writing": drawing.being_written(plan, now),
        "removed": plan.sections.filter(removed_at__isnull=False).select_related("changed_by")[:50],
        "kinds": [
            (kind, SectionKind(kind).label) for kind in SectionKind.values if kind in BELOW[""]
        ],
        "waiting": plan.versions.exclude(published_at__isnull=False).first(),
        "newest": plan.versions.public().first(),
    }
    template = "blueprints/outline.html" if request.htmx else "blueprints/overview.html"  # type: ignore[attr-defined]  # django-htmx's
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def section(request: RoleRequest, slug: str, key: str) -> HttpResponse:
    """Write one section, or read it while somebody else does."""
    row = section_of(request, slug, key)
    now = timezone.now()
    form = drawing.WritingForm(row)
    refused: list[str] = []
    if request.method == "POST":
        try:
            form.keep_all(request.POST, by=request.user, now=now)
        except Refused as refusal:
            refused = sentences(refusal.reasons)
            form.show_typed(request.POST)
        row = section_of(request, slug, key)
        if not (refused or form.conflicts or form.errors):
            if "done" in request.POST:
                service.let_go(row, by=request.user, now=now)
                messages.success(request, _("Saved."))
                return redirect("blueprints:desk", forum=request.forum.slug, slug=slug)
            messages.success(request, _("Saved."))
            return redirect(request.get_full_path())
    context = {
        "coalition": row.blueprint.coalition,
        "plan": row.blueprint,
        "section": row,
        "form": form,
        "refused": refused,
        "mine": row.held_by_id == request.user.pk and row.removed_at is None,
        "held": row.holder_other_than(request.user.pk, now),
        "remarks": row.remarks.select_related("by", "settled_by").order_by("settled_at", "at")[
            :100
        ],
        "minutes": int(LOCK.total_seconds() // 60),
    }
    status = 409 if refused or form.conflicts else 422 if form.errors else 200
    return render(request, "blueprints/section.html", context, status=status)


@require_POST
@for_roles(*WRITERS)
def hold(request: RoleRequest, slug: str, key: str) -> HttpResponse:
    """Take a section to write in it, or give it back."""
    row = section_of(request, slug, key)
    if "release" in request.POST:
        service.let_go(row, by=request.user, now=timezone.now())
        return redirect("blueprints:desk", forum=request.forum.slug, slug=slug)
    service.hold(row, by=request.user, now=timezone.now())
    return redirect("blueprints:desk_section", forum=request.forum.slug, slug=slug, key=key)


@require_POST
@for_roles(*WRITERS)
def autosave(request: RoleRequest, slug: str, key: str) -> JsonResponse:
    """Keep one text: 200 saved · 409 both texts · 422 what is wrong; the page keeps the words."""
    row = section_of(request, slug, key)
    field = request.POST.get("field", "")
    try:
        result = service.save_text(
            row,
            field,
            request.POST.get("value", ""),
            seen=row_number(request.POST.get("version", "")) or 0,
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refusal:
        return JsonResponse({"errors": sentences(refusal.reasons)}, status=422)
    if isinstance(result, Conflict):
        theirs = {"conflict": True, "theirs": [result.theirs], "version": result.version}
        return JsonResponse(theirs | {"saved_by": result.saved_by}, status=409)
    return JsonResponse({"saved_at": result.saved_at.isoformat(), "version": result.version})


@require_POST
@for_roles(*WRITERS)
def preview(request: RoleRequest, slug: str, key: str) -> HttpResponse:
    """Draw the text as the public would read it."""
    row = section_of(request, slug, key)
    context = {
        "title": request.POST.get("title", row.title),
        "body": request.POST.get("body", row.body)[: service.LONGEST["body"]],
        "plan": row.blueprint,
    }
    return render(request, "blueprints/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def history(request: RoleRequest, slug: str, key: str) -> HttpResponse:
    """Show what a section said after each sitting; put an earlier text back."""
    row = section_of(request, slug, key)
    if request.method == "POST":
        wanted = row_number(request.POST.get("step", ""))
        step = get_object_or_404(row.steps, pk=wanted or 0)
        service.put_back(row, step, by=request.user, now=timezone.now())
        messages.success(request, _("The earlier text stands again."))
        return redirect("blueprints:desk_history", forum=request.forum.slug, slug=slug, key=key)
    page = page_of(request, row.steps.select_related("by"), per_page=20)
    context = {
        "coalition": row.blueprint.coalition,
        "plan": row.blueprint,
        "section": row,
        "page": page,
        "steps": drawing.steps(row, page),
    }
    return render(request, "blueprints/history.html", context)


@require_POST
@for_roles(*WRITERS)
def remark(request: RoleRequest, slug: str, key: str) -> HttpResponse:
    """Say something to the other writers, or mark what was said as settled."""
    row = section_of(request, slug, key)
    settled = request.POST.get("settle")
    if settled is not None:
        rows = Remark.objects.select_related("section__blueprint__coalition__forum")
        one = rows.filter(section=row, pk=row_number(settled) or 0).first()
        if one is None:
            raise Http404
        service.settle(one, by=request.user, now=timezone.now())
    else:
        service.remark(row, request.POST.get("text", ""), by=request.user, now=timezone.now())
    return redirect("blueprints:desk_section", forum=request.forum.slug, slug=slug, key=key)
