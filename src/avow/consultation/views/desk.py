"""Where Champions answer comments, and the secretariat opens consultations and enters workshops."""

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.blueprints.models import Version, VersionSection
from avow.blueprints.views.common import WRITERS, coalition_of
from avow.consultation import context as shown
from avow.consultation.forms import AnswerForm, ConsultationForm, WorkshopForm
from avow.consultation.models import Comment
from avow.consultation.querysets import CommentQuerySet
from avow.consultation.services import answering, workshops
from avow.consultation.services.commenting import consultation_of
from avow.consultation.states import Verdict
from avow.consultation.views.public import version_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def queue(request: RoleRequest, slug: str) -> HttpResponse:
    """List a coalition's comments, those without an answer first; answer one or several."""
    coalition = coalition_of(request, slug)
    rows = Comment.objects.visible().filter(version__blueprint__coalition=coalition)
    form = AnswerForm(request.POST or None)
    refused: list[str] = []
    chosen = [n for value in request.POST.getlist("id") if (n := row_number(value))]
    if request.method == "POST" and form.is_valid():
        try:
            done = answering.answer(
                _chosen(rows, chosen[:200]),
                form.cleaned_data["verdict"],
                form.cleaned_data["text"],
                language=get_language() or "en",
                seen={pk: request.POST.get(f"answered:{pk}", "") for pk in chosen},
                by=request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("Answered: %(n)s") % {"n": done})
            return redirect(request.get_full_path())
    page = _asked(request, rows)
    context = {
        "coalition": coalition,
        "page": page,
        "form": form,
        "chosen": chosen,
        "refused": refused,
        "wanted": request.GET.get("show", "waiting"),
        "words": request.GET.get("q", "")[:200],
        "verdicts": Verdict.choices,
        "counts": shown.said(rows),
    }
    status = 422 if form.errors else 409 if refused else 200
    return render(request, "consultation/queue.html", context, status=status)


def _chosen(rows: CommentQuerySet, ids: list[int]) -> list[Comment]:
    """Return the comments that were ticked. Raises Refused if none of them is there any more."""
    found = list(rows.filter(pk__in=ids))
    if ids and not found:
        raise Refused("moved_on")
    return found


def _asked(request: RoleRequest, rows: CommentQuerySet) -> Page[Comment]:
    """Return the page of comments that the address asks for, each with the section it is about."""
    wanted = request.GET.get("show", "waiting")
    found = rows.unanswered() if wanted == "waiting" else rows
    if wanted in Verdict.values:
        found = rows.filter(answer__verdict=wanted)
    words = request.GET.get("q", "").strip()[:200]
    if words:
        found = found.filter(text__text__icontains=words)
    ordered = found.select_related(
        "text__author__organisation", "organisation", "answer", "version"
    ).order_by("-supported", "pk")
    page = page_of(request, ordered, per_page=50)
    sections = VersionSection.objects.filter(
        version__in={one.version_id for one in page}, key__in={one.section_key for one in page}
    )
    there = {(one.version_id, one.key): one for one in sections}
    for one in page:
        one.section_here = there.get((one.version_id, one.section_key))
    return page


@require_safe
@for_roles(Role.SECRETARIAT)
def desk_list(request: RoleRequest) -> HttpResponse:
    """List the versions with their consultations; those that wait to be published too."""
    rows = (
        Version.objects.filter(blueprint__coalition__forum=request.forum)
        .select_related("blueprint__coalition", "consultation__window")
        .order_by("blueprint__coalition__position", "-number")
    )
    return render(request, "consultation/desk_list.html", {"page": page_of(request, rows)})


def _any_version_of(request: RoleRequest, slug: str, number: int) -> Version:
    """Return a version, public or waiting. Raises Http404."""
    rows = Version.objects.select_related("blueprint__coalition__forum")
    coalition = {"blueprint__coalition__forum": request.forum, "blueprint__coalition__slug": slug}
    version: Version = get_object_or_404(rows, number=number, **coalition)
    return version


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def desk_version(request: RoleRequest, slug: str, number: int) -> HttpResponse:
    """Open a version for comments, or change in which window and for whom; ahead too."""
    version = _any_version_of(request, slug, number)
    found = consultation_of(version)
    initial = (
        {"window": found.window_id, "audience": found.audience, "question": found.question}
        if found
        else {}
    ) | {"drawn": found.changes if found else 0}
    form = ConsultationForm(request.POST or None, forum=request.forum, initial=initial)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            answering.set_up(version, **form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = sentences(refusal.reasons)
            found = consultation_of(version)
            form.draw_anew(found.changes if found else 0)
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    context = {
        "version": version,
        "coalition": version.blueprint.coalition,
        "form": form,
        "consultation": found,
        "refused": refused,
        "counts": shown.said(Comment.objects.visible().filter(version=version)),
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "consultation/desk_version.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def workshop(request: RoleRequest, slug: str, number: int) -> HttpResponse:
    """Enter what was said in a workshop; the same again changes nothing."""
    version = version_of(request, slug, number)
    form = WorkshopForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made, here = workshops.enter_workshop(
                version,
                values["name"],
                values["texts"],
                section_key=values["section"],
                language=values["language"],
                by=request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            if refusal.forbidden:
                raise
            form.add_error("texts", " ".join(sentences(refusal.reasons)))
        else:
            words = _("New comments: %(new)s. Here already: %(here)s.")
            messages.success(request, words % {"new": made, "here": here})
            return redirect(
                "consultation:desk_version", forum=request.forum.slug, slug=slug, number=number
            )
    context = {"version": version, "coalition": version.blueprint.coalition, "form": form}
    status = 422 if form.errors else 200
    return render(request, "consultation/workshop.html", context, status=status)
