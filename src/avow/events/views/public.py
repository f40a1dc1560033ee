"""Events as everybody sees them."""

from django.db.models import Count, Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.directory.models import Entry
from avow.events import calendars, rules
from avow.events.models import Document, Event
from avow.events.services import attending
from avow.events.states import Access, Place
from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.participants.access import participant_of
from avow.people.access import public

MOST = 200  # entries of a calendar feed


@require_safe
@public
def events(request: ForumRequest) -> HttpResponse:
    """List the events to come, or those that are over."""
    now = timezone.now()
    rows = Event.objects.filter(forum=request.forum).select_related("coalition", "forum")
    past = request.GET.get("when") == "past"
    rows = rows.past(now) if past else rows.upcoming(now)
    if coalition := request.GET.get("coalition", "")[:60]:
        rows = rows.filter(coalition__code=coalition)
    context = {
        "page": page_of(request, rows, per_page=20),
        "past": past,
        "coalitions": request.forum.coalitions.all(),
    }
    return render(request, "events/list.html", context)


def event_of(request: ForumRequest, slug: str) -> Event:
    """Return a public event. Raises Http404."""
    rows = Event.objects.public().select_related("coalition", "forum")
    found: Event = get_object_or_404(rows, forum=request.forum, slug=slug)
    return found


@require_safe
@public
def event(request: ForumRequest, slug: str) -> HttpResponse:
    """Show an event: when and where, sessions, how to register; afterwards, what happened."""
    row, now = event_of(request, slug), timezone.now()
    participant = participant_of(request)
    counts = row.registrations.aggregate(
        seated=Count("pk", filter=Q(state=Place.REGISTERED)),
        waiting=Count("pk", filter=Q(state=Place.WAITING)),
    )
    refs = list(row.announcements.values_list("ref", flat=True)[:200])
    mine = row.registrations.filter(participant=participant).first() if participant else None
    context = {
        "event": row,
        "sessions": row.sessions.all()[:300],
        "documents": row.documents.all()[:100],
        "announced": Entry.objects.filter(forum=request.forum, ref__in=refs, is_listed=True),
        "access": [str(Access(one).label) for one in row.access if one in Access.values],
        "registration": rules.registration_state(
            row.registration_opens_at, row.registration_closes_at, row.ends_at, now
        ),
        "over": now >= row.ends_at,
        "full": not rules.has_room(counts["seated"], row.capacity),
        "left": row.capacity - counts["seated"] if row.capacity else None,
        "mine": mine,
        "code_asked": attending.code_is_asked(mine, now),
    }
    return render(request, "events/event.html", context)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=calendars.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@require_safe
@public
def calendar(request: ForumRequest) -> HttpResponse:
    """Return all events as a calendar to subscribe to."""
    rows = Event.objects.public().filter(forum=request.forum).select_related("forum")
    newest = rows.order_by("-starts_at")[:MOST]
    return _file(calendars.calendar_of(newest, request.forum.name), request.forum.slug)


@require_safe
@public
def event_calendar(request: ForumRequest, slug: str) -> HttpResponse:
    """Return one event with its sessions as a calendar file."""
    row = event_of(request, slug)
    return _file(calendars.calendar_of([row], row.title, sessions=True), row.slug)


@require_safe
@public
def document(request: ForumRequest, slug: str, pk: int) -> FileResponse:
    """Hand out a document's file as a download."""
    rows = Document.objects.filter(event=event_of(request, slug)).exclude(file="")
    row = get_object_or_404(rows, pk=pk)
    response = FileResponse(
        row.file.storage.open(row.file.name or ""),
        as_attachment=True,
        filename=row.name,
        content_type=row.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
