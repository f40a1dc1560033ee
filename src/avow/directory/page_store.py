"""Finished pages for anonymous readers, in each process: a crowd on one page costs one drawing.

A page is kept under its ETag, which is another one as soon as anything it shows has changed, so
nothing here can be old. What is asked for least goes first.
"""

import gzip
from collections import OrderedDict
from copy import copy
from dataclasses import dataclass
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
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._lock = Lock()

    def get(self, request: HttpRequest, etag: str) -> HttpResponse | None:
        """Return a page that is like the kept one, compressed if the reader takes that."""
        key = _key(request, etag)
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            self._pages.move_to_end(key)
        content = page.response.content
        if len(content) <= _SMALL or "gzip" not in request.headers.get("Accept-Encoding", ""):
            return _like(page.response, content)
        response = _like(page.response, self._packed(key, page))
        response["Content-Encoding"] = "gzip"
        response["ETag"] = f"W/{etag}"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    def _packed(self, key: Key, page: "_Page") -> bytes:
        """Return a page compressed: once, and only if somebody takes it so a second time."""
        if page.packed is None:
            packed = gzip.compress(page.response.content, 6, mtime=0)
            with self._lock:
                if page.packed is None and self._pages.get(key) is page:
                    self._size += len(packed)
                page.packed = packed
                self._make_room()
        return page.packed

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
        page, key = _Page(_like(response, response.content)), _key(request, etag)
        with self._lock:
            before = self._pages.pop(key, None)
            self._size += page.room - (before.room if before else 0)
            self._pages[key] = page
            self._make_room()

    def _make_room(self) -> None:
        while self._size > self._most:
            _key_of_it, oldest = self._pages.popitem(last=False)
            self._size -= oldest.room


@dataclass(slots=True, eq=False)
class _Page:
    """A page as it was drawn, and compressed once somebody wants it so."""

    response: HttpResponse
    packed: bytes | None = None

    @property
    def room(self) -> int:
        """Return about how many bytes it takes."""
        return len(self.response.content) + len(self.packed or b"") + 1_000


def _key(request: HttpRequest, etag: str) -> Key:
    return etag, f"{request.scheme}://{request.get_host()}"


def _like(page: HttpResponse, content: bytes) -> HttpResponse:
    """Return a response of its own: middleware adds to it."""
    found = copy(page)
    found.headers = ResponseHeaders(dict(page.headers.items()))
    found.cookies = SimpleCookie()
    found._resource_closers = []  # type: ignore[attr-defined]  # noqa: SLF001  it closes nothing
    found.content = content
    return found
