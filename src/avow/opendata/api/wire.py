"""How values stand in the API's JSON: decimal text, instants of UTC, addresses in no language."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from avow.opendata import licence
from avow.opendata.exports.cells import plain

Json = dict[str, Any]


def instant(value: datetime | None) -> str | None:
    """Return an instant in UTC."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def amount(value: Decimal | str | None) -> str | None:
    """Return an amount in digits; None stays None: not known is not zero."""
    return None if value is None else plain(Decimal(value))


def origin(request: HttpRequest) -> str:
    """Return scheme and host of this installation, as it was asked."""
    return f"{request.scheme}://{request.get_host()}"


def page(request: HttpRequest, forum: str, *parts: str | int) -> str:
    """Return the address of a page for people; which language, their browser says."""
    return f"{origin(request)}/{forum}/" + "".join(
        f"{quote(str(part), safe='')}/" for part in parts
    )


def address(request: HttpRequest, *parts: str, **query: str) -> str:
    """Return the address of a resource of the API."""
    path = "/".join(quote(part, safe="") for part in parts)
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
    return f"{origin(request)}/api/v1/{path}" + (f"?{asked}" if asked else "")


def reply(body: Mapping[str, Any]) -> HttpResponse:
    """Return an answer."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(content, content_type="application/json")
    links = [f'<{licence.URL}>; rel="license"']
    if body.get("next"):
        links.append(f'<{body["next"]}>; rel="next"')
    response["Link"] = ", ".join(links)
    return response
