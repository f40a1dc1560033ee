"""Register, one's ticket, the code of an event, one's own events."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.events import rules
from avow.events.forms import CodeForm, KnownForm, VisitorForm
from avow.events.models import Registration
from avow.events.services import attending, registering
from avow.events.states import Place
from avow.events.views.public import event_of
from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.words import sentences
from avow.mobilising.access import came
from avow.mobilising.states import What
from avow.participants import spam
from avow.participants.access import (
    TakingPartRequest,
    network_key,
    participant_of,
    takes_part,
    taking_part,
    told_alike,
)
from avow.participants.services import entering
from avow.participants.views import to_sent
from avow.people.access import public

MOST_FROM_ONE_PLACE = 300  # registrations from one network address in an hour: a whole venue


@require_http_methods(["GET", "HEAD", "POST"])
@public
def register(request: ForumRequest, slug: str) -> HttpResponse:
    """Register, with or without an account; what was typed stays where it cannot be."""
    event = event_of(request, slug)
    data = request.POST if request.method == "POST" else None
    participant = participant_of(request)
    known = participant is not None or request.user.is_authenticated
    form: Any = KnownForm(data) if known else VisitorForm(data, forum=request.forum)
    refused: list[str] = []
    if data is not None and form.is_valid():
        try:
            return _registered(request, event, form)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = sentences(refusal.reasons)
    seated = event.registrations.seated().count()
    context = {
        "event": event,
        "form": form,
        "refused": refused,
        "participant": participant,
        "full": not rules.has_room(seated, event.capacity),
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "events/register.html", context, status=status)


def _registered(request: ForumRequest, event: Any, form: Any) -> HttpResponse:
    now, needs = timezone.now(), form.cleaned_data["needs"]
    author = taking_part(request, now)
    if author is None:
        key = network_key(request)
        most = MOST_FROM_ONE_PLACE
        spam.within_limits("register", key, most=most, per=entering.DAY / 24, now=now)
        back = request.path.removesuffix("register/")
        with told_alike():
            registering.register_as(event, form.hand(), next_url=back, needs=needs, now=now)
            came(request, What.REGISTRATION, form.cleaned_data["email"], now=now)
        return to_sent(request, form.cleaned_data["email"])
    mine = registering.register(event, author, needs=needs, now=now)
    came(request, What.REGISTRATION, author.email, known=True, now=now)
    if mine.state == Place.WAITING:
        messages.success(request, _("You are on the waiting list."))
    else:
        messages.success(request, _("You have a place."))
    return redirect("events:ticket", forum=request.forum.slug, token=mine.token)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def ticket(request: ForumRequest, token: str) -> HttpResponse:
    """Show a ticket by its secret link; give the place back."""
    rows = Registration.objects.select_related("event__forum", "participant", "organisation")
    mine = get_object_or_404(rows, event__forum=request.forum, token=token)
    if request.method == "POST":
        registering.cancel(mine, by=None, now=timezone.now())
        messages.success(request, _("You gave your place back."))
        return redirect(request.path)
    now = timezone.now()
    context = {
        "mine": mine,
        "event": mine.event,
        "over": now >= mine.event.ends_at,
        "code_asked": attending.code_is_asked(mine, now),
    }
    return render(request, "events/ticket.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@takes_part
def attend(request: TakingPartRequest, slug: str) -> HttpResponseBase:
    """Enter the code that is shown at the event."""
    event = event_of(request, slug)
    rows = event.registrations.select_related("event__forum")
    mine = rows.filter(participant=request.participant.pk).first()
    initial = {"code": request.GET.get("code", "")[:20]}
    form = CodeForm(request.POST or None, initial=initial)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            mine = attending.by_code(mine, form.cleaned_data["code"], now=timezone.now())
        except Refused as refusal:
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("Thank you: it is noted that you were here."))
            return redirect("events:ticket", forum=request.forum.slug, token=mine.token)
    context = {"event": event, "mine": mine, "form": form, "refused": refused}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "events/attend.html", context, status=status)


@require_safe
@public
@takes_part
def mine(request: TakingPartRequest) -> HttpResponseBase:
    """List the events one registered for."""
    rows = Registration.objects.filter(participant=request.participant).select_related(
        "event__forum"
    )
    page = page_of(request, rows.order_by("-event__starts_at", "-pk"), per_page=20)
    return render(request, "events/mine.html", {"page": page})
