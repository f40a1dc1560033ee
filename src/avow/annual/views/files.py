"""Hand out the PDF or the data of a report, or say that it is being made."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from avow.annual import looking
from avow.annual.models import Edition
from avow.annual.services import printing
from avow.annual.withheld import state_key
from avow.forums.middleware import ForumRequest
from avow.jobs.states import JobState
from avow.people.access import public

TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


def _etag(request: ForumRequest, year: int, kind: str = "") -> str | None:
    """Return the mark of a file that is there: another one once anything it shows changes."""
    edition = looking.published(request.forum, year)
    if edition is None or printing.find(edition, kind, get_language() or "en") is None:
        return None
    return quote_etag(f"{state_key(edition)[:40]}-{kind}-{get_language()}")


@public
def pdf(request: ForumRequest, year: int) -> HttpResponseBase:
    """Hand out the PDF in the page's language."""
    return _file(request, year, "pdf")


@public
def data(request: ForumRequest, year: int) -> HttpResponseBase:
    """Hand out the data package."""
    return _file(request, year, "zip")


@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@condition(etag_func=_etag)
def _file(request: ForumRequest, year: int, kind: str) -> HttpResponseBase:
    """Hand out a file; a page to wait on while it is built."""
    edition = looking.published(request.forum, year)
    if edition is None:
        raise Http404(_("There is no annual report of this year yet."))
    language = get_language() or "en"
    found = printing.find(edition, kind, language)
    if found is None:
        return _wait(request, edition, kind, language)
    name = f"{request.forum.slug}-{year}-{language}.{kind}"
    response = FileResponse(
        found.file.storage.open(found.file.name or ""),
        as_attachment=kind == "zip",
        filename=name,
        content_type=TYPES[kind],
    )
    response["X-Content-Type-Options"] = "nosniff"
    # Asked for anew each time: what may not be shown any more is gone at once.
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def _wait(request: ForumRequest, edition: Edition, kind: str, language: str) -> HttpResponse:
    """Ask for the file and return a page that looks again; 503 where building has just failed."""
    job = printing.ask_for(edition, timezone.now(), kind=kind, language=language)
    failed = job.state == JobState.FAILED
    page = render(
        request, "web/printing.html", {"failed": failed, "job": job}, status=503 if failed else 202
    )
    page["Retry-After"] = str(int(printing.REST.total_seconds())) if failed else "3"
    page["Cache-Control"] = "no-store"
    if not failed:
        page["Refresh"] = "3"
    return page
