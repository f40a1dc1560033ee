"""Let browsers and proxies keep public pages: an ETag from the version of the forum's data.

Only for readers who are not signed in: their pages hold nothing personal.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language

from avow.directory.models import Dataset, dataset_of
from avow.directory.page_store import PageStore
from avow.forums.middleware import ForumRequest
from avow.forums.models import Forum
from avow.kernel.naming import etag_of, release

PAGES = PageStore(settings.KEPT_PAGES_BYTES)
View = Callable[..., HttpResponseBase]


def kept(view: View) -> View:
    """Answer 304 to whoever holds the current page; one query. Below a forum's address only.

    A page of yesterday is never the current one: terms end and reports grow old without a change.
    """
    return _kept(view, "")


def kept_a_minute(view: View) -> View:
    """Do the same for figures that change by more than what is published: a minute at most."""
    return _kept(view, "%H:%M")


def _kept(view: View, moment: str) -> View:

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _is_personal(request):
            return view(request, *args, **kwargs)
        forum = cast("ForumRequest", request).forum
        data = dataset_of(forum.pk)
        etag = _etag(request, forum, data, moment)
        same: HttpResponseBase | None = get_conditional_response(request, etag=etag)
        if same is None and (known := PAGES.get(request, etag)) is not None:
            return known
        response = same or view(request, *args, **kwargs)
        if response.status_code in {200, 304}:
            response["ETag"] = etag
            response["Last-Modified"] = http_date(_changed(forum, data).timestamp())
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
            PAGES.put(request, etag, response)
        return response

    return answer


def _is_personal(request: HttpRequest) -> bool:
    # A session may hold messages; a POST is never kept.
    return (
        request.method not in {"GET", "HEAD"}
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or "messages" in request.COOKIES
    )


def _etag(request: HttpRequest, forum: Forum, data: Dataset, moment: str) -> str:
    htmx = request.headers.get("HX-Request", "") + request.headers.get(
        "HX-History-Restore-Request", ""
    )
    parts = (
        f"{data.version} {getattr(data, 'open_windows', 0)}",
        release(),
        forum.pack_digest,
        timezone.now().astimezone(forum.zone).strftime(f"%Y-%m-%d {moment}"),
        get_language() or "",
        request.get_full_path(),
        htmx,
    )
    return etag_of("\n".join(parts).encode())


def _changed(forum: Forum, data: Dataset) -> datetime:
    """Return when the page was last another one: at a change of the data, or when the day began.

    For people and logs; whether a kept page is current is asked by ETag alone, which knows more.
    """
    begun = timezone.now().astimezone(forum.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(data.changed_at, begun) if data.changed_at else begun
