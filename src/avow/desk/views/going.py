"""Small things that every view of the work places does: where to go on, which file to hand out."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from avow.answers.models import Attachment, Sheet
from avow.forums.models import Forum
from avow.kernel.localised import pick
from avow.kernel.text import row_number
from avow.people.access import RoleRequest


def to(request: RoleRequest, name: str, **kwargs: Any) -> HttpResponse:
    """Go on to a page of the same forum; after a POST, so that reloading repeats nothing."""
    return redirect(reverse(name, kwargs={"forum": request.forum.slug, **kwargs}))


def coalition_names(forum: Forum) -> dict[str, str]:
    """Return {code: name in the reader's language}; one query."""
    return {coalition.code: coalition.name for coalition in forum.coalitions.all()}


def kind_names(forum: Forum, language: str) -> dict[str, str]:
    """Return {code: name} of the pack's organisation types."""
    return {kind.code: pick(kind.names, language) for kind in forum.settings.organisation_types}


def evidence(sheet: Sheet | None, pk: int) -> FileResponse:
    """Hand out a file of a sheet as a download. Raises Http404 for a file of another one."""
    row = Attachment.objects.filter(sheet=sheet, pk=pk).first() if sheet is not None else None
    if row is None:
        raise Http404
    response = FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=row.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def ids_in(request: HttpRequest, name: str = "id") -> list[int]:
    """Return the posted row numbers; what is no number is left out."""
    numbers = (row_number(value) for value in request.POST.getlist(name)[:500])
    return [number for number in numbers if number is not None]
