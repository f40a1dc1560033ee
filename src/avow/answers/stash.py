"""What was posted after a session was lost: kept an hour for that page, offered after sign-in.

It lies in the server's row of the anonymous session, never in the browser, and survives signing in
(the session gets a new key, its data stays; another person's earlier session is emptied). The page
that offers it has asked first whether the person now signed in may edit the sheet.
"""

from datetime import datetime, timedelta
from typing import cast

from django.http import HttpRequest

KEY = "kept_text"
KEPT_FOR = timedelta(hours=1)
MAX_CHARACTERS = 200_000


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
    return cast("dict[str, list[str]]", kept["posted"])


def forget(request: HttpRequest) -> None:
    """Throw away what was kept: it is saved, or was not wanted."""
    request.session.pop(KEY, None)
