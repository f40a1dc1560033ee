"""Who takes part in this browser: by the mailed link, or signed in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.participants.models import Participant
from avow.participants.services.entering import of_user
from avow.people.models import User

P = ParamSpec("P")
SESSION = "participants"  # {forum's number: participant's number}


class TakingPartRequest(ForumRequest):
    """A request behind `takes_part`, for annotations."""

    participant: Participant


def network_key(request: HttpRequest) -> str:
    """Return the visitor's network address as the trusted proxies tell it; empty if unknown."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def participant_of(request: HttpRequest) -> Participant | None:
    """Return who takes part in this browser, confirmed and not blocked; one query, kept.

    A signed-in person who never took part has no row yet: `taking_part` makes it when they act.
    """
    if not hasattr(request, "known_participant"):
        request.known_participant = _found(request)  # type: ignore[attr-defined]
    found: Participant | None = request.known_participant  # type: ignore[attr-defined]
    return found


def _found(request: HttpRequest) -> Participant | None:
    forum = request.forum  # type: ignore[attr-defined]
    rows = Participant.objects.filter(forum=forum).welcome().select_related("organisation")
    if request.user.is_authenticated:
        return rows.filter(user=request.user).first()
    known = request.session.get(SESSION, {}).get(str(forum.pk))
    return rows.filter(pk=known).first() if known else None


def _nobody_yet(request: HttpRequest) -> Participant:
    """Return an unsaved stand-in for a signed-in person who never took part."""
    user = cast("User", request.user)  # the caller looked: they are signed in
    return Participant(
        pk=0,
        forum=request.forum,  # type: ignore[attr-defined]
        email=user.email,
        name=user.name,
        language=user.language,
        user=user,
    )


def taking_part(request: HttpRequest, now: datetime) -> Participant | None:
    """Return who acts now; a signed-in person gets their row. None for a visitor not yet known.

    Raises Refused when they may not take part any more.
    """
    if isinstance(request.user, User):
        row = of_user(request.user, request.forum, now=now)  # type: ignore[attr-defined]
        if row.blocked_at is not None:
            raise Refused("participant_blocked", forbidden=True)
        request.known_participant = row  # type: ignore[attr-defined]
        return row
    return participant_of(request)


@contextmanager
def told_alike() -> Iterator[None]:
    """Let somebody not yet known read the same answer where an address may take no further part."""
    try:
        yield
    except Refused as refusal:
        if refusal.reasons != ("participant_blocked",):
            raise


def let_in(request: HttpRequest, participant: Participant) -> None:
    """Let this browser act as a participant, under a session name that nobody else can know."""
    request.session.cycle_key()
    known = dict(request.session.get(SESSION, {}))
    known[str(participant.forum_id)] = participant.pk
    request.session[SESSION] = known


def leave(request: HttpRequest) -> None:
    """Let this browser no longer act as a participant of this forum."""
    known = dict(request.session.get(SESSION, {}))
    known.pop(str(request.forum.pk), None)  # type: ignore[attr-defined]
    request.session[SESSION] = known


def sent_from(page: str) -> Callable[[Callable[P, Any]], Callable[P, Any]]:
    """Say of a view that only takes what is sent, on which page (URL name) its form stands.

    The page has the view's own arguments, or none. Put it below `takes_part`: the mailed link leads
    back to a page, and what takes only what is sent is none.
    """

    def mark(view: Callable[P, Any]) -> Callable[P, Any]:
        view.sent_from = page  # type: ignore[attr-defined]
        return view

    return mark


def _page_to_come_back_to(request: ForumRequest, view: Any, given: Mapping[str, Any]) -> str:
    page = getattr(view, "sent_from", "")
    if not page:
        return request.get_full_path()
    return reverse(page, kwargs={"forum": request.forum.slug, **given})


def takes_part(
    view: Callable[Concatenate[Any, P], HttpResponseBase],
) -> Callable[Concatenate[Any, P], HttpResponseBase]:
    """Let in who takes part, as `request.participant`; others are asked for their address first.

    A signed-in person who never took part is one without a row (number 0): reading makes none, and
    `taking_part` makes it when they act. Put it below `public`: that decorator says who may.
    """

    @wraps(view)
    def check(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        participant = participant_of(request)
        if participant is None and request.user.is_authenticated:
            participant = _nobody_yet(request)
        if participant is None:
            path = reverse("participants:sign_up", args=[request.forum.slug])
            back = _page_to_come_back_to(request, view, kwargs)
            return redirect(f"{path}?{urlencode({'next': back})}")
        request.participant = participant
        return view(request, *args, **kwargs)

    return check
