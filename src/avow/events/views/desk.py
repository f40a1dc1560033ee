"""Events on the secretariat's desk."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from avow.events import rules
from avow.events.forms import DocumentForm, EventForm, SessionForm
from avow.events.models import Event, Registration
from avow.events.services import attending, organising, registering
from avow.events.states import Place, State
from avow.kernel.formulas import neutralise
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.mobilising.codes import SVG, drawn
from avow.notices.letters import absolute
from avow.people.access import RoleRequest, for_roles
from avow.people.links import link
from avow.people.roles import Role

NAMES = ("email", "name", "organisation", "state", "needs", "registered_at", "attended_at", "how")
PARTS = ("session", "document", "announcement")


@require_safe
@for_roles(Role.SECRETARIAT)
def desk_list(request: RoleRequest) -> HttpResponse:
    """List the events, the newest first."""
    rows = Event.objects.filter(forum=request.forum).order_by("-starts_at", "-pk")
    return render(request, "events/desk_list.html", {"page": page_of(request, rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def new(request: RoleRequest) -> HttpResponse:
    """Make a draft of an event."""
    form = EventForm(request.POST or None, forum=request.forum)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = organising.make(
                request.forum, **form.cleaned_data, by=request.user, now=timezone.now()
            )
        except Refused as refusal:
            refused = sentences(refusal.reasons)
        else:
            return redirect("events:desk_event", forum=request.forum.slug, slug=made.slug)
    status = 409 if refused else 422 if form.errors else 200
    context = {"form": form, "refused": refused}
    return render(request, "events/desk_new.html", context, status=status)


def _event(request: RoleRequest, slug: str) -> Event:
    rows = Event.objects.select_related("forum", "coalition")
    found: Event = get_object_or_404(rows, forum=request.forum, slug=slug)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def desk_event(request: RoleRequest, slug: str) -> HttpResponse:
    """Edit an event, publish or cancel it, add sessions, documents, announcements."""
    row, act = _event(request, slug), request.POST.get("act", "")
    edit = EventForm(request.POST if act == "edit" else None, forum=request.forum, event=row)
    session = SessionForm(request.POST if act == "session" else None, event=row)
    document = DocumentForm(*((request.POST, request.FILES) if act == "document" else (None, None)))
    refused: list[str] = []
    if request.method == "POST":
        try:
            _acted(request, row, act, {"edit": edit, "session": session, "document": document})
        except Refused as refusal:
            refused = sentences(refusal.reasons)
        if not (refused or edit.errors or session.errors or document.errors):
            return redirect(request.path)
        row = _event(request, slug)
    context = {
        "event": row,
        "edit": edit,
        "session": session,
        "document": document,
        "sessions": row.sessions.all()[:300],
        "documents": row.documents.all()[:100],
        "announcements": row.announcements.all()[:300],
        "seated": row.registrations.seated().count(),
        "waiting": row.registrations.waiting().count(),
        "refused": refused,
        "typed": request.POST,
    }
    wrong = edit.errors or session.errors or document.errors
    status = 409 if refused else 422 if wrong else 200
    return render(request, "events/desk_event.html", context, status=status)


def _acted(request: RoleRequest, row: Event, act: str, forms: dict[str, Any]) -> None:
    by, now = request.user, timezone.now()
    if act in forms:
        form = forms[act]
        if not form.is_valid():
            return
        values = form.cleaned_data
        if act == "edit":
            organising.edit(row, **values, by=by, now=now)
        elif act == "session":
            organising.add_session(row, **values, by=by, now=now)
        else:
            organising.add_document(row, **values, by=by, now=now)
    elif act in {"publish", "cancel"}:
        organising.move(row, act, by=by, reason=request.POST.get("reason", ""), now=now)
    elif act == "announce":
        missing = organising.announce(row, request.POST.get("refs", "").split(), by=by, now=now)
        if missing:
            words = _("Not public, so not announced: %(refs)s")
            messages.warning(request, words % {"refs": ", ".join(missing)})
    elif act == "remove" and request.POST.get("what") in PARTS:
        number = row_number(request.POST.get("pk", "")) or 0
        organising.remove_part(row, request.POST["what"], number, by=by, now=now)
    else:
        raise Http404
    messages.success(request, _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def people(request: RoleRequest, slug: str) -> HttpResponse:
    """List who registered; tick who was there, give a place back."""
    row = _event(request, slug)
    rows = row.registrations.exclude(state=Place.UNCONFIRMED)
    if request.method == "POST":
        if "cancel" in request.POST:
            number = row_number(request.POST["cancel"]) or 0
            one = get_object_or_404(rows.select_related("event__forum"), pk=number)
            registering.cancel(one, by=request.user, now=timezone.now())
        else:
            _tick(request, row)
        return redirect(request.get_full_path())
    if request.GET.get("state") in Place.values:
        rows = rows.filter(state=request.GET["state"])
    if words := request.GET.get("q", "").strip()[:100]:
        named = Q(participant__name__icontains=words)
        rows = rows.filter(named | Q(participant__email__icontains=words))
    ordered = rows.select_related("participant", "organisation").order_by("registered_at", "pk")
    context = {
        "event": row,
        "over": timezone.now() >= row.ends_at,
        "countable": rules.CAN_BE_THERE if row.state == State.PUBLISHED else (),
        "page": page_of(request, ordered, per_page=100),
        "states": [one for one in Place.choices if one[0] != Place.UNCONFIRMED],
        "words": words,
    }
    return render(request, "events/desk_people.html", context)


def _tick(request: RoleRequest, row: Event) -> None:
    shown, present = _numbers(request, "shown"), _numbers(request, "there")
    noted = attending.by_list(row, present, shown, by=request.user, now=timezone.now())
    messages.success(request, _("Noted. Were there: %(n)s") % {"n": noted.there})
    if left := noted.without_place:
        words = ngettext(
            "Not noted: %(n)s has no place any more.",
            "Not noted: %(n)s have no place any more.",
            left,
        )
        messages.warning(request, words % {"n": left})


def _numbers(request: RoleRequest, name: str) -> list[int]:
    return [n for value in request.POST.getlist(name)[:500] if (n := row_number(value))]


class _Echo:
    def write(self, line: str) -> str:
        return line


@require_safe
@for_roles(Role.SECRETARIAT)
def people_csv(request: RoleRequest, slug: str) -> StreamingHttpResponse:
    """Hand out the list of who registered, for the organisers only."""
    row = _event(request, slug)
    found = row.registrations.exclude(state=Place.UNCONFIRMED)
    rows = found.select_related("participant", "organisation").iterator(chunk_size=500)
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.slug}-people.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(rows: Iterator[Registration]) -> Iterator[bytes]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield str(writer.writerow(NAMES)).encode()
    for one in rows:
        cells = (
            one.participant.email,
            one.participant.name,
            one.organisation.shown_name if one.organisation else "",
            one.state,
            one.needs,
            one.registered_at.isoformat(),
            one.attended_at.isoformat() if one.attended_at else "",
            one.attended_how,
        )
        yield str(writer.writerow([neutralise(cell) for cell in cells])).encode()


@require_safe
@for_roles(Role.SECRETARIAT)
def code(request: RoleRequest, slug: str) -> HttpResponse:
    """Show the attendance code, large, to print or project."""
    return render(request, "events/desk_code.html", {"event": _event(request, slug)})


@require_safe
@for_roles(Role.SECRETARIAT)
def code_picture(request: RoleRequest, slug: str) -> HttpResponse:
    """Return the way to the attendance page, code included, as a picture to scan."""
    row = _event(request, slug)
    address = absolute(link("events:attend", row.forum, row.slug)) + f"?code={row.code}"
    response = HttpResponse(drawn(address), content_type=SVG)
    response["Cache-Control"] = "private, no-store"
    return response
