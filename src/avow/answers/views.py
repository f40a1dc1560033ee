"""Answers over HTTP: what autosave sends and gets, and how files leave. Callers check who may."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol, cast

from django.http import FileResponse, HttpRequest, JsonResponse
from django.template.loader import render_to_string

from avow.answers import pages
from avow.answers import services as answers
from avow.answers.models import Attachment, Sheet
from avow.answers.rules import NotKept
from avow.answers.services import Conflict
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentence
from avow.people.models import User


def autosave(
    request: HttpRequest, sheet: Sheet, *, now: datetime, coalitions: Collection[str] = ()
) -> JsonResponse:
    """Keep one field: `field`, `value` (repeated), `version`.

    200 saved, with the new version · 409 conflict, both texts · 422 what is wrong · 404 no such
    field. A sheet that was handed in meanwhile is a 409 without a conflict.
    """
    posted = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    scope, key = pages.split_name(pages.last(posted, "field"))
    try:
        result = answers.save_answer(
            sheet,
            scope,
            key,
            posted.get("value", []),
            seen_version=pages.version_in(posted, "version"),
            by=cast("User", request.user),
            now=now,
            coalitions=coalitions,
        )
    except NotKept as problem:
        return JsonResponse({"errors": [sentence(problem.code)]}, status=422)
    except Refused as refusal:
        status = 404 if "answer_unknown" in refusal.reasons else 422
        return JsonResponse({"errors": [sentence(code) for code in refusal.reasons]}, status=status)
    if isinstance(result, Conflict):
        return _conflict(request, sheet, scope, key, result)
    return JsonResponse({"saved_at": result.saved_at.isoformat(), "version": result.version})


def _conflict(
    request: HttpRequest, sheet: Sheet, scope: str, key: str, conflict: Conflict
) -> JsonResponse:
    _, question = answers.definition_of(sheet).find(key)
    field = pages.Field(
        question, scope, conflict.mine, conflict.version, sheet.language, conflict=conflict
    )
    return JsonResponse(
        {
            "conflict": True,
            "theirs": conflict.theirs,
            "version": conflict.version,
            "saved_by": conflict.saved_by,
            "html": render_to_string("answers/conflict.html", {"field": field}, request),
        },
        status=409,
    )


class Stored(Protocol):
    """A row with a file that was checked when it was taken."""

    file: Any
    name: str
    content_type: str


def download(
    attachment: Attachment | Stored, *, name: str = "", cache: str = "private, no-store"
) -> FileResponse:
    """Return the file as a download no browser opens in place; `name`: not its own."""
    storage = attachment.file.storage
    response = FileResponse(
        storage.open(attachment.file.name or ""),
        as_attachment=True,
        filename=name or attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = cache
    return response
