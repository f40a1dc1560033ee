"""Errors of the API, all of one kind: problem details (RFC 9457)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

CONTENT_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"
# What is wrong, in two or three words; the key is also the mark of its paragraph in the docs.
TITLES = {
    "bad-request": (400, "That cannot be asked"),
    "unknown-token": (401, "Unknown token"),
    "forbidden": (403, "Forbidden"),
    "not-found": (404, "Not found"),
    "method-not-allowed": (405, "Only to be read"),
    "gone": (410, "Withdrawn"),
    "too-large": (413, "Too large"),
    "address-too-long": (414, "Address too long"),
    "too-many-requests": (429, "Too many requests"),
    "server-error": (500, "Something broke here"),
}
_OF_STATUS = {status: code for code, (status, _title) in TITLES.items()}


class Problem(Exception):
    """A request that gets no answer. `errors` are (parameter, what is wrong with it)."""

    def __init__(
        self,
        code: str,
        detail: str,
        errors: Iterable[tuple[str, str]] = (),
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.more = more or {}
        self.headers = headers or {}

    def response(self, request: HttpRequest) -> HttpResponse:
        """Return the answer that says so."""
        status, title = TITLES[self.code]
        body: dict[str, Any] = {
            "type": f"{DOCS}#{self.code}",
            "title": title,
            "status": status,
            "detail": self.detail,
            "instance": request.path,
        }
        if self.errors:
            body["errors"] = [{"parameter": name, "detail": detail} for name, detail in self.errors]
        body.update(self.more)
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        response = HttpResponse(content, status=status, content_type=CONTENT_TYPE)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "no-store"
        for name, value in self.headers.items():
            response[name] = value
        return response


def bad(parameter: str, detail: str) -> Problem:
    """Return the problem of one parameter."""
    return Problem("bad-request", f"{parameter}: {detail}", [(parameter, detail)])


def of_status(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """Return a problem for a refusal that came from outside of the API."""
    return Problem(_OF_STATUS.get(status, "bad-request"), detail).response(request)


def is_api(request: HttpRequest) -> bool:
    """Return whether a program asks: then it gets a problem, and no page."""
    return request.path_info.startswith("/api/") and request.path_info != DOCS
