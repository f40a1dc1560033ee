"""Validators of the API: who holds the current answer is told so, mostly with one query.

What follows from the forum's public data alone is named by its version, as the public pages are
(directory/validators.py); everything else by its content.
"""

import hashlib
from collections import OrderedDict
from datetime import datetime
from email.utils import formatdate
from threading import Lock

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from avow.forums.models import Forum
from avow.kernel.naming import etag_of, release

_MOST = 128
_LARGEST = 64 * 1024  # bytes
_KEPT = 60 * 60 * 24 * 2  # seconds; the day in its name makes an older one unfindable


def dataset_etag(request: HttpRequest, forum: Forum, now: datetime) -> tuple[str, int]:
    """Return the name of the current answer, and since when there is one by that name; no query.

    Terms end and reports grow old without a change: an answer of yesterday is never current.
    """
    data = getattr(forum, "dataset", None)
    day = now.astimezone(forum.zone).strftime("%Y-%m-%d")
    base = "\n".join((data.version if data else "", release(), forum.pack_digest, day))
    key = f"api:since:{hashlib.sha256(base.encode()).hexdigest()[:32]}"
    since: int = cache.get_or_set(key, int(now.timestamp()), _KEPT) or int(now.timestamp())
    return etag_of(f"{base}\n{request.get_full_path()}".encode()), since


def unchanged(request: HttpRequest, etag: str, since: int | None = None) -> HttpResponse | None:
    """Return 304 for who holds this answer, else nothing."""
    same = get_conditional_response(request, etag=etag, last_modified=since)
    return same if same is not None and same.status_code == 304 else None


def content_etag(response: HttpResponse) -> str:
    """Return a name made of the content."""
    return etag_of(response.content)


class Answers:
    """The last answers of this process by their names: who asks the same gets the same.

    A name says which data an answer was made of, so that none can be old.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[bytes, str]] = OrderedDict()
        self._lock = Lock()

    def find(self, etag: str, origin: str) -> HttpResponse | None:
        """Return the answer of this name that was given to who came by this address."""
        with self._lock:
            found = self._kept.get((etag, origin))
            if found is None:
                return None
            self._kept.move_to_end((etag, origin))
        response = HttpResponse(found[0], content_type="application/json")
        response["Link"] = found[1]
        return response

    def keep(self, etag: str, origin: str, response: HttpResponse) -> None:
        """Keep an answer, in place of the one that was asked for longest ago."""
        if len(response.content) > _LARGEST:
            return
        with self._lock:
            self._kept[etag, origin] = (response.content, response["Link"])
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


answers = Answers()


def mark(response: HttpResponse, etag: str, since: int | None = None) -> None:
    """Name an answer, so that browsers and proxies may keep it and ask whether it still holds."""
    response["ETag"] = etag
    if since is not None:
        response["Last-Modified"] = formatdate(since, usegmt=True)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
