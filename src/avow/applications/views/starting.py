"""Begin an application, choose coalitions, read the questions in advance."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from avow.answers import shape
from avow.answers.packs import application_form
from avow.applications.forms import CoalitionsForm, LetterForm, StartForm
from avow.applications.gathering import gaps_of
from avow.applications.models import Application
from avow.applications.reading import steps
from avow.applications.services.letters import hand_in_letter
from avow.applications.services.starting import choose_coalitions
from avow.applications.services.starting import start as begin
from avow.applications.states import OVER
from avow.applications.views.common import (
    ApplicantRequest,
    asked_for,
    may_edit,
    mine,
    mine_to_act_for,
)
from avow.forums.middleware import ForumRequest
from avow.forums.states import WindowKind
from avow.forums.windows import WindowStatus
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentences
from avow.people.access import public, signed_in
from avow.people.models import Organisation
from avow.people.windows import current_window


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: ApplicantRequest) -> HttpResponse:
    """Say whether applications are open, and begin one for an organisation one acts for."""
    now = timezone.now()
    forum, user = request.forum, request.user
    form = StartForm(request.POST or None, forum=forum, user=user)
    if request.method == "POST" and form.is_valid():
        application = begin(
            forum,
            form.cleaned_data["organisation"],
            form.cleaned_data["coalitions"],
            by=user,
            now=now,
            language=get_language() or "",
        )
        return redirect("applications:overview", forum=forum.slug, pk=application.pk)
    organisations = list(form.fields["organisation"].queryset)  # type: ignore[attr-defined]
    under_way = (
        Application.objects.of_user(user).filter(forum=forum).exclude(state__in=sorted(OVER))
    )
    context = {
        "form": form,
        "organisations": organisations,
        "under_way": list(under_way.select_related("organisation").distinct().order_by("pk")[:50]),
        "window": _best_window(request, organisations, now),
    }
    return render(request, "applications/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def letter(request: ApplicantRequest) -> HttpResponse:
    """Hand in a letter of intent; a draft application with its words is the answer."""
    now = timezone.now()
    forum, user = request.forum, request.user
    form = LetterForm(request.POST or None, request.FILES or None, forum=forum, user=user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            application = hand_in_letter(
                forum,
                values["organisation"],
                coalitions=values["coalitions"],
                message=values["message"],
                upload=values["letter"],
                by=user,
                now=now,
            )
        except Refused as refused:
            # The file or the words can be mended here; anything else is a page of its own.
            if refused.forbidden or "applications_closed" in refused.reasons:
                raise
            for sentence in sentences(refused.reasons):
                form.add_error("letter", sentence)
        else:
            return redirect("applications:overview", forum=forum.slug, pk=application.pk)
    organisations = list(form.fields["organisation"].queryset)  # type: ignore[attr-defined]
    window = _best_window(request, organisations, now)
    context = {"form": form, "organisations": organisations, "window": window}
    return render(request, "applications/letter.html", context, status=422 if form.errors else 200)


def _best_window(
    request: ApplicantRequest, organisations: list[Organisation], now: datetime
) -> WindowStatus:
    """Return the window for everybody, or for one of the organisations that has longer."""
    window = current_window(request.forum, WindowKind.APPLICATIONS, now)
    if window.is_open:
        return window
    for organisation in organisations[:10]:
        own = current_window(request.forum, WindowKind.APPLICATIONS, now, organisation)
        if own.is_open:
            return own
    return window


@require_safe
@public
def questions(request: ForumRequest) -> HttpResponse:
    """All questions, in advance and to print."""
    context = {
        "definition": shape.read(application_form(request.forum.settings)),
        "window": current_window(request.forum, WindowKind.APPLICATIONS, timezone.now()),
        "require_commitment": request.forum.settings.require_commitment,
    }
    return render(request, "applications/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coalitions(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Add and take out coalitions; answers for one taken out are kept."""
    now = timezone.now()
    application = (
        mine(request, pk) if request.method != "POST" else mine_to_act_for(request, pk, now)
    )
    chosen = asked_for(application)
    form = CoalitionsForm(
        request.POST or None,
        forum=request.forum,
        initial={"coalitions": [one.pk for one in chosen]},
    )
    if request.method == "POST" and form.is_valid():
        choose_coalitions(pk, form.cleaned_data["coalitions"], by=request.user, now=now)
        return redirect("applications:overview", forum=request.forum.slug, pk=pk)
    if not may_edit(application, request.user, now):
        return redirect("applications:print", forum=request.forum.slug, pk=pk)
    context = {
        "application": application,
        "form": form,
        "steps": steps(application, chosen, gaps_of(application), ("coalitions", "")),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/coalitions.html", context, status=status)
