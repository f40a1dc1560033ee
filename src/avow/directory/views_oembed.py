"""oEmbed (oembed.com): programs ask by the address of a page for the frame that shows the same."""

import re
from typing import Any
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.directory.embedding import WIDTH, Frame, code_of, frame_of
from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.kernel.text import row_number
from avow.people.access import public

_SECONDS = 60
_SMALLEST = 120  # pixels
_CARD = (1200, 630)
# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@public
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer with the frame of a page, as JSON or XML; 404 where there is none, 501 for others."""
    code = request.GET.get("format", "json")
    if code not in {"json", "xml"}:
        return _refused("This format is not spoken here: json and xml are.", 501)
    if not request.GET.get("url"):
        return _refused("Which page? Give its address as `url`.", 400)
    frame = frame_of(request.GET["url"], request.get_host())
    found = _described(request, frame) if frame else None
    if found is None:
        return _refused("There is no frame for this address.", 404)
    response = JsonResponse(found) if code == "json" else _as_xml(found)
    response["ETag"] = quote_etag(salted_hmac("oembed", response.content).hexdigest()[:32])
    response["Cache-Control"] = f"public, max-age={_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    same = get_conditional_response(request, etag=response["ETag"], response=response)
    return response if same is None else same


def _described(request: HttpRequest, frame: Frame) -> dict[str, Any] | None:
    """Return what oEmbed says of a frame; None for a forum or commitment that is not public."""
    forum = Forum.objects.filter(slug=frame.forum).first()
    if forum is None:
        return None
    entry = None
    if frame.ref:
        # PostgreSQL refuses to look for a text with NUL.
        ref = frame.ref.replace("\x00", "␀")
        entry = Entry.objects.filter(forum=forum, ref=ref, is_listed=True).first()
        if entry is None:
            return None
    origin = f"{request.scheme}://{request.get_host()}"
    with translation.override(frame.language):
        title = entry.title if entry else f"{_('Commitments')} · {forum.name}"
        found = {
            "version": "1.0",
            "type": "rich",
            "provider_name": forum.name,
            "provider_url": origin + reverse("forum:home", args=[forum.slug]),
            "title": title,
            "cache_age": _SECONDS,
        }
    found |= _sized(request, frame, origin, title)
    if entry:
        found["author_name"] = entry.organisation_name
        if entry.organisation_slug:
            with translation.override(frame.language):
                maker = [forum.slug, entry.organisation_slug]
                found["author_url"] = origin + reverse("directory:organisation", args=maker)
    return found


def _sized(request: HttpRequest, frame: Frame, origin: str, title: str) -> dict[str, Any]:
    """Return width, height, code and picture, within what is asked for."""
    most_wide = _pixels(request, "maxwidth")
    most_high = _pixels(request, "maxheight")
    height = min(frame.height, most_high or frame.height)
    found = {
        "width": min(WIDTH, most_wide or WIDTH),
        "height": height,
        "html": str(code_of(origin + frame.path, title, height)),
    }
    if frame.card and (most_wide or _CARD[0]) >= _CARD[0] and (most_high or _CARD[1]) >= _CARD[1]:
        found["thumbnail_url"] = origin + frame.card
        found["thumbnail_width"], found["thumbnail_height"] = _CARD
    return found


def _pixels(request: HttpRequest, name: str) -> int:
    """Return a size that is asked for; nought where none is, or none that anybody could see."""
    number = row_number(request.GET.get(name, "")) or 0
    return max(number, _SMALLEST) if number else 0


def _as_xml(found: dict[str, Any]) -> HttpResponse:
    root = ET.Element("oembed")
    for name, value in found.items():
        ET.SubElement(root, name).text = _NOT_XML.sub("", str(value))
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


def _refused(words: str, status: int) -> HttpResponse:
    response = HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response
