"""The acceleration plan: read it, download it, compile its next version."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.blueprints import reading
from avow.blueprints.forms import CompileForm
from avow.blueprints.models import Plan
from avow.blueprints.services import compiling
from avow.blueprints.views import printing
from avow.forums.middleware import ForumRequest
from avow.forums.models import Coalition
from avow.forums.windows import calendar
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.words import sentences
from avow.people.access import RoleRequest, for_roles, public
from avow.people.roles import Role


@require_safe
@public
def plan(request: ForumRequest) -> HttpResponse:
    """Show the newest compilation; before the first one, the plans there are and the dates."""
    newest = Plan.objects.filter(forum=request.forum).first()
    if newest is not None:
        return _page(request, newest)
    context = {
        "coalitions": Coalition.objects.filter(forum=request.forum),
        "versions": compiling.newest_versions(request.forum),
        "milestones": calendar(request.forum).milestones,
        "today": timezone.now().astimezone(request.forum.zone).date(),
    }
    return render(request, "blueprints/plan_none.html", context)


@require_safe
@public
def version(request: ForumRequest, number: int) -> HttpResponse:
    """Show one compilation."""
    return _page(request, get_object_or_404(Plan, forum=request.forum, number=number))


def _page(request: ForumRequest, shown: Plan) -> HttpResponse:
    parts = list(shown.parts.select_related("version__blueprint__coalition"))
    wanted = request.GET.get("coalition", "")
    chosen = next((one for one in parts if one.version.blueprint.coalition.slug == wanted), None)
    context = {
        "plan": shown,
        "parts": parts,
        "part": chosen,
        "reading": reading.read(chosen.version, request.GET) if chosen else None,
        "overview": reading.overview(shown) if chosen is None else [],
        "plans": Plan.objects.filter(forum=request.forum)[:50],
    }
    return render(request, "blueprints/plan.html", context)


@require_safe
@public
def pdf(request: ForumRequest, number: int) -> HttpResponseBase:
    """Hand out the compilation as PDF in the page's language."""
    shown = get_object_or_404(Plan, forum=request.forum, number=number)
    return printing.answer(request, plan=shown, name=f"acceleration-plan-{number}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def desk(request: RoleRequest) -> HttpResponse:
    """Compile the next version from the coalitions' newest public ones."""
    form = CompileForm(request.POST or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = compiling.compile_plan(
                request.forum,
                **form.cleaned_data,
                language=get_language() or "en",
                by=request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("The plan is public. Its PDF is being drawn."))
            return redirect("blueprints:plan_version", forum=request.forum.slug, number=made.number)
    context = {
        "form": form,
        "refused": refused,
        "versions": compiling.newest_versions(request.forum),
        "coalitions": Coalition.objects.filter(forum=request.forum),
        "page": page_of(request, Plan.objects.filter(forum=request.forum), per_page=25),
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "blueprints/plan_desk.html", context, status=status)
