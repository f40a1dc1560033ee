"""Fill in a section: with autosave, and whole without JavaScript."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.answers import pages
from avow.answers import services as answers
from avow.answers import views as answer_views
from avow.answers.access import keeps_text
from avow.answers.models import Attachment
from avow.answers.pages import Outcome, Part, Posted
from avow.answers.stash import forget, kept_text
from avow.answers.wording import in_reader_language
from avow.applications.gathering import gaps_of
from avow.applications.models import Application
from avow.applications.permissions import POLICY
from avow.applications.reading import page_url, places, section_url, steps
from avow.applications.services.moving import roles_in
from avow.applications.views.common import (
    ApplicantRequest,
    asked_for,
    may_edit,
    mine,
    mine_to_act_for,
    up_to_date,
)
from avow.forums.models import Coalition
from avow.people.access import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@signed_in
def section(request: ApplicantRequest, pk: int, section: str, coalition: str = "") -> HttpResponse:
    """One section, in one coalition if it is asked for each."""
    now = timezone.now()
    if request.method == "POST":
        application = mine_to_act_for(request, pk, now)
    else:
        application = mine(request, pk)
    if may_edit(application, request.user, now):
        application = up_to_date(application, now)
    coalitions = asked_for(application)
    part = _part(application, coalitions, section, coalition)
    if request.method == "POST":
        return _save(request, application, coalitions, part, now)
    if not may_edit(application, request.user, now):
        return redirect("applications:print", forum=request.forum.slug, pk=pk)
    return _draw(request, application, coalitions, part, typed=kept_text(request, now))


def _part(application: Application, coalitions: list[Coalition], section: str, scope: str) -> Part:
    """Return the section and scope of the address. Raises Http404 for one the application lacks."""
    definition = answers.definition_of(application.sheet)
    if (section, scope) not in {(code, one) for code, one, _ in places(definition, coalitions)}:
        raise Http404
    return definition.section(section), scope


def _save(
    request: ApplicantRequest,
    application: Application,
    coalitions: list[Coalition],
    part: Part,
    now: datetime,
) -> HttpResponse:
    posted = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    if not may_edit(application, request.user, now):
        return _draw(request, application, coalitions, part, typed=posted, status=409)
    outcome = pages.save_section(
        application.sheet,
        [part],
        posted,
        dict(request.FILES.lists()),
        by=request.user,
        now=now,
        coalitions=[one.code for one in coalitions],
    )
    if not outcome.is_clean:
        status = 409 if outcome.conflicts else 422
        return _draw(request, application, coalitions, part, outcome=outcome, status=status)
    forget(request)
    messages.success(request, _("Saved."))
    if "next" in posted:
        return redirect(_next_url(application, coalitions, part))
    return redirect(section_url(application, part[0].code, part[1]))


def _next_url(application: Application, coalitions: list[Coalition], part: Part) -> str:
    """Return the page after this one: the next section, at the end the check."""
    definition = answers.definition_of(application.sheet)
    order = [(code, scope) for code, scope, _ in places(definition, coalitions)]
    place = order.index((part[0].code, part[1])) + 1
    return (
        section_url(application, *order[place])
        if place < len(order)
        else page_url(application, "check")
    )


def _draw(
    request: ApplicantRequest,
    application: Application,
    coalitions: list[Coalition],
    part: Part,
    *,
    outcome: Outcome | None = None,
    typed: Posted | None = None,
    status: int = 200,
) -> HttpResponse:
    fields = pages.fields_of(
        application.sheet,
        [part],
        outcome=outcome,
        typed=typed,
        show_missing="check" in request.GET,
        file_url=file_url(application),
    )[0]
    context = {
        "application": application,
        "section": part[0],
        "coalition": next((one for one in coalitions if one.code == part[1]), None),
        "fields": fields,
        "errors": [
            {"href": f"#{one.id}", "text": f"{in_reader_language(one.question.names)}: {text}"}
            for one in fields
            for text in one.errors
        ],
        "conflicts": [one for one in fields if one.conflict],
        "restored": typed is not None and status == 200,
        "too_late": status == 409 and outcome is None,
        "steps": steps(application, coalitions, gaps_of(application), (part[0].code, part[1])),
        "autosave_url": page_url(application, "autosave"),
    }
    return render(request, "applications/section.html", context, status=status)


def file_url(application: Application) -> Callable[[int], str]:
    """Return the function that gives a file's address."""

    def url(pk: int) -> str:
        kwargs = {"forum": application.forum.slug, "pk": application.pk, "file": pk}
        return reverse("applications:file", kwargs=kwargs)

    return url


@require_POST
@signed_in
def autosave(request: ApplicantRequest, pk: int) -> JsonResponse:
    """Keep one field while somebody types."""
    now = timezone.now()
    application = mine_to_act_for(request, pk, now)
    if not may_edit(application, request.user, now):
        return JsonResponse(
            {"errors": [_("This was handed in and can no longer be changed.")]}, status=422
        )
    coalitions = [one.code for one in asked_for(application)]
    return answer_views.autosave(request, application.sheet, now=now, coalitions=coalitions)


@require_safe
@signed_in
def file(request: ApplicantRequest, pk: int, file: int) -> HttpResponseBase:
    """Send a file to whoever may read the application, as a download only."""
    application = get_object_or_404(
        Application.objects.select_related("organisation", "forum"), pk=pk, forum=request.forum
    )
    roles = roles_in(application, request.user, timezone.now())
    if not POLICY.allows("application.read", roles, application.state):
        raise Http404
    return answer_views.download(get_object_or_404(Attachment, pk=file, sheet=application.sheet_id))
