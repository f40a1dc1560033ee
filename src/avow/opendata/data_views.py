"""The public data: a page about them, and the commitments as files with the directory's filters."""

from collections.abc import Iterator
from contextlib import suppress

from django.http import FileResponse, Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory.models import Entry
from avow.directory.query import Question, understand
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.opendata import calendars, dumps, exports, feeds, licence, package
from avow.opendata.exports.columns import COLUMNS
from avow.opendata.exports.rows import batches_for
from avow.people.access import public


@public
@require_safe
def home(request: ForumRequest) -> HttpResponse:
    """Say what can be downloaded, what each column holds, and under which licence."""
    dump = dumps.current(request.forum)
    context = {
        "columns": COLUMNS,
        "licence": licence,
        "formats": list(exports.FORMATS.values()),
        "total": Entry.objects.listed_in(request.forum.pk).count(),
        "dump": dump,
        "files": list(dump.files.values()) if dump else [],
        "sums": dumps.SUMS,
    }
    return render(request, "opendata/data.html", context)


@public
@require_safe
@vary_on_headers("Cookie")
@kept
def described(request: ForumRequest) -> HttpResponseBase:
    """Describe the files for machines (Frictionless Data Package)."""
    found = package.descriptor(request.forum)
    return licensed(JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1}))


@public
@require_safe
def dumped(request: ForumRequest, name: str) -> HttpResponseBase:
    """Hand out a file of the nightly dump; 404 where there is none or it is being made again."""
    dump = dumps.current(request.forum)
    if dump is None or name not in dump.files:
        raise Http404
    etag = quote_etag(dump.files[name]["sha256"])
    at = int(dump.made_at.timestamp())
    same: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=at)
    try:
        response = same or _file_of(request, dump, name)
    except FileNotFoundError as error:
        raise Http404 from error
    response["ETag"], response["Last-Modified"] = etag, http_date(at)
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return licensed(response)


def _file_of(request: ForumRequest, dump: dumps.Dump, name: str) -> HttpResponseBase:
    """Return a kept file, or what is known of it for whoever asks for its head alone."""
    one = exports.FORMATS.get(name.removeprefix("commitments."))
    kind = one.content_type if one else _KINDS.get(name, "text/plain; charset=utf-8")
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=kind)
    else:
        response = FileResponse(dump.open(name), content_type=kind)
    response["Content-Length"] = str(dump.files[name]["bytes"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_KINDS = {package.NAME: "application/json", package.DICTIONARY: "text/csv; charset=utf-8"}


@public
@require_safe
@vary_on_headers("Cookie")
@kept
def commitments(request: ForumRequest, code: str) -> HttpResponseBase:
    """Hand out the commitments that the directory's filters show, as they are read."""
    question = understand(request.GET, Vocabulary(request.forum))
    if code in feeds.KINDS:
        return licensed(feeds.answer(request, question, code))
    if code == "ics":
        pieces, kind = calendars.write(request.forum, question), calendars.CONTENT_TYPE
    elif code in exports.FORMATS:
        kind = exports.FORMATS[code].content_type
        pieces = _pieces(request, question, code)
    else:
        raise Http404
    response = streamed(request, pieces, kind)
    name = f"{request.forum.slug}-commitments.{code}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return licensed(response)


def _pieces(request: ForumRequest, question: Question, code: str) -> Iterator[bytes]:
    """Yield a file: of everything the night's, if nothing has changed since."""
    if question == Question(request.forum.pk, ignored=question.ignored):
        dump = dumps.of_today(request.forum)
        with suppress(FileNotFoundError):  # such as after a restore without the files
            yield from dump.pieces(f"commitments.{code}") if dump else ()
            if dump:
                return
    yield from exports.export(code, request.forum, batches_for(question))


def streamed(request: ForumRequest, pieces: Iterator[bytes], kind: str) -> HttpResponseBase:
    """Return a file that leaves as it is made; whoever asks for its head alone costs no row."""
    if request.method == "HEAD":
        return HttpResponse(content_type=kind)
    return StreamingHttpResponse(pieces, content_type=kind)


def licensed(response: HttpResponseBase) -> HttpResponseBase:
    """Say under which licence a file may be used."""
    response["Link"] = f'<{licence.URL}>; rel="license"'
    return response
