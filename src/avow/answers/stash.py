"""What somebody posted after their session was lost: kept an hour for that page, offered after sign-in.

It lies in the server's row of the anonymous session, never in the browser, and survives signing in
(the session gets a new key, its data stays; another person's earlier session is emptied). The page
that offers it has asked first whether the person now signed in may edit the sheet.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from avow.people.access import AccessView

KEY = "kept_text"
KEPT_FOR = timedelta(hours=1)
MAX_CHARACTERS = 200_000
P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


def keeps_text(view: View[P]) -> View[P]:
    """Keep what an anonymous POST brings before the view sends the person to sign in."""

    @wraps(view)
    def check(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request, timezone.now())
        return view(request, *args, **kwargs)

    cast(AccessView, check).access = cast(AccessView, view).access
    return check


def keep(request: HttpRequest, now: datetime) -> bool:
    """Keep the posted fields of this page in the session; return whether they fitted."""
    posted = {
        name: [str(one) for one in values]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
    }
    if sum(len(one) for values in posted.values() for one in values) > MAX_CHARACTERS:
        return False
    request.session[KEY] = {"path": request.path, "at": now.isoformat(), "posted": posted}
    return True


def kept_text(request: HttpRequest, now: datetime) -> dict[str, list[str]] | None:
    """Return what was kept for this very page, if it is not an hour old."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    if now - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        forget(request)
        return None
    return cast(dict[str, list[str]], kept["posted"])


def forget(request: HttpRequest) -> None:
    """Throw away what was kept: it is saved, or was not wanted."""
    request.session.pop(KEY, None)
