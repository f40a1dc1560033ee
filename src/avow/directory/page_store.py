"""Finished pages for anonymous readers, in each process: a crowd on one page costs one drawing.

A page is kept under its ETag, which is another one as soon as anything it shows has changed, so
nothing here can be old. What is asked for least goes first.
"""

import gzip
from collections import OrderedDict
from copy import copy
from http.cookies import SimpleCookie
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders
from django.utils.cache import patch_vary_headers

LARGEST = 1024 * 1024
_SMALL = 200  # bytes that are not worth compressing
Key = tuple[str, str]


class PageStore:
    """Pages by ETag and by the address of the server, as links in them name it."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._pages: OrderedDict[Key, tuple[HttpResponse, bytes]] = OrderedDict()
        self._lock = Lock()

    def get(self, request: HttpRequest, etag: str) -> HttpResponse | None:
        """Return a page that is like the kept one, compressed if the reader takes that."""
        key = _key(request, etag)
        with self._lock:
            known = self._pages.get(key)
            if known is None:
                return None
            self._pages.move_to_end(key)
        page, packed = known
        if not (packed and "gzip" in request.headers.get("Accept-Encoding", "")):
            return _like(page, page.content)
        response = _like(page, packed)
        response["Content-Encoding"] = "gzip"
        response["ETag"] = f"W/{etag}"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    def put(self, request: HttpRequest, etag: str, response: HttpResponseBase) -> None:
        """Keep a page that is whole, says nothing to one reader alone and is not too large."""
        if (
            not self._most
            or type(response) is not HttpResponse
            or response.status_code != 200
            or response.cookies
            or request.method != "GET"
            or len(response.content) > LARGEST
        ):
            return
        content = response.content
        packed = gzip.compress(content, 6, mtime=0) if len(content) > _SMALL else b""
        key = _key(request, etag)
        with self._lock:
            before = self._pages.pop(key, None)
            if before is not None:
                self._size -= _room(*before)
            self._pages[key] = _like(response, content), packed
            self._size += _room(response, packed)
            while self._size > self._most:
                _old, page = self._pages.popitem(last=False)
                self._size -= _room(*page)

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self._size = 0


def _key(request: HttpRequest, etag: str) -> Key:
    return etag, f"{request.scheme}://{request.get_host()}"


def _room(page: HttpResponse, packed: bytes) -> int:
    return len(page.content) + len(packed) + 1_000


def _like(page: HttpResponse, content: bytes) -> HttpResponse:
    """Return a response of its own: middleware adds to it."""
    found = copy(page)
    found.headers = ResponseHeaders(dict(page.headers.items()))
    found.cookies = SimpleCookie()
    found._resource_closers = []  # type: ignore[attr-defined]  # noqa: SLF001  it closes nothing
    found.content = content
    return found
