"""The public addresses for search engines: an index and its parts, each in every complete language.

A part is of the rows whose numbers lie in one range, so that its address always means the same rows
and a new one changes the last part alone. Written as it is read.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import BigIntegerField, ExpressionWrapper, F, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from avow.directory.models import Dataset, Entry
from avow.directory.organisations import listed
from avow.forums.middleware import ForumRequest
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.naming import etag_of
from avow.people.access import public
from avow.people.models import Organisation

# Rows of a part: seven languages of each are 28,000 addresses of the 50,000 that a file may have,
# and with their alternates some 30 of the 50 MB.
PART = 4000
PAGES = (
    "forum:home", "forum:coalitions", "forum:calendar", "forum:about", "forum:criteria",
    "forum:help", "forum:contact", "forum:safety", "catalogue:list", "directory:commitments",
    "directory:organisations", "directory:totals", "accountability:dashboard", "learning:practices",
    "blueprints:plan", "news:list", "events:list", "conversation:list", "data:home", "ledger:home",
)  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_SET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def _etag(request: HttpRequest, **_kwargs: object) -> str:
    """Return what changes with the public data, the pack and the day of any forum."""
    versions = Dataset.objects.order_by("pk").values_list("version", flat=True)
    digests = Forum.objects.order_by("pk").values_list("pack_digest", flat=True)
    parts = (*versions, *digests, timezone.now().date().isoformat(), request.build_absolute_uri())
    return etag_of("\n".join(parts).encode())


@public
@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
@condition(etag_func=_etag)
def index(request: HttpRequest) -> HttpResponseBase:
    """List the parts, each with the day of its newest change."""
    return _streamed(request, _parts(request))


@public
@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
@condition(etag_func=_etag)
def pages(request: HttpRequest) -> HttpResponseBase:
    """List the pages of each forum that are always there, and its coalitions."""
    return _streamed(request, _set(_pages(request)))


@public
@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
@condition(etag_func=_etag)
def commitments(request: HttpRequest, number: int) -> HttpResponseBase:
    """List a part of the published commitments. Raises Http404 for one without any."""
    rows = _within(Entry.objects.filter(is_listed=True), number)
    if not rows.exists():
        raise Http404
    return _streamed(request, _set(_commitments(request, rows)))


@public
@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
@condition(etag_func=_etag)
def organisations(request: ForumRequest, number: int) -> HttpResponseBase:
    """List a part of the organisations that a forum shows. Raises Http404 for one without any."""
    found = _within(_organisations(request.forum), number)
    if not found.exists():
        raise Http404
    slugs = found.order_by("pk").values_list("slug", flat=True)
    bases = _bases(request, "directory:organisations", request.forum.slug)
    lines = (_address(bases, f"{quote(slug)}/") for slug in slugs.iterator(chunk_size=PART))
    return _streamed(request, _set(lines))


def _streamed(request: HttpRequest, lines: Iterable[str]) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(content_type="application/xml")
    return StreamingHttpResponse(_pieces(lines), content_type="application/xml")


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    kept: list[str] = [_HEAD]
    for line in lines:
        kept.append(line)
        if len(kept) > 500:
            yield "".join(kept).encode()
            kept = []
    yield "".join(kept).encode()


def _set(lines: Iterable[str]) -> Iterator[str]:
    yield _SET
    yield from lines
    yield "</urlset>\n"


def _parts(request: HttpRequest) -> Iterator[str]:
    yield _INDEX
    yield _part(request.build_absolute_uri(reverse("sitemap_pages")))
    entries = _numbered(Entry.objects.filter(is_listed=True))
    for number, newest in entries.annotate(newest=Max("updated_at")).values_list("part", "newest"):
        yield _part(
            request.build_absolute_uri(reverse("sitemap_commitments", args=[number])), newest
        )
    for forum in Forum.objects.order_by("pk"):
        numbers = _numbered(_organisations(forum)).distinct().values_list("part", flat=True)
        for number in numbers:
            path = reverse("sitemap_organisations", args=[forum.slug, number])
            yield _part(request.build_absolute_uri(path))
    yield "</sitemapindex>\n"


def _organisations(forum: Forum) -> "QuerySet[Organisation]":
    return listed(forum, day_of(timezone.now(), forum.zone)).order_by()


def _numbered(rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    """Return the numbers of the parts that have rows, in order."""
    number = ExpressionWrapper(F("pk") / PART, output_field=BigIntegerField())
    return rows.order_by().values(part=number).order_by("part")


def _within(rows: "QuerySet[Any]", number: int) -> "QuerySet[Any]":
    return rows.filter(pk__gte=number * PART, pk__lt=(number + 1) * PART)


def _pages(request: HttpRequest) -> Iterator[str]:
    for forum in Forum.objects.prefetch_related("coalitions").order_by("pk"):
        for name in PAGES:
            yield _address(_bases(request, name, forum.slug))
        for coalition in forum.coalitions.all():
            yield _address(_bases(request, "forum:coalitions", forum.slug), f"{coalition.slug}/")


def _commitments(request: HttpRequest, rows: "QuerySet[Entry]") -> Iterator[str]:
    bases: dict[str, dict[str, str]] = {}
    found = rows.order_by("pk").values_list("forum__slug", "ref", "updated_at")
    for forum, ref, changed in found.iterator(chunk_size=PART):
        if forum not in bases:
            bases[forum] = _bases(request, "directory:commitments", forum)
        yield _address(bases[forum], f"{quote(ref)}/", changed)


def _bases(request: HttpRequest, name: str, forum: str) -> dict[str, str]:
    """Return a page's address in each complete language."""
    found = {}
    for code in settings.COMPLETE_LANGUAGES:
        with translation.override(code):
            found[code] = escape(request.build_absolute_uri(reverse(name, args=[forum])))
    return found


def _address(bases: dict[str, str], rest: str = "", changed: datetime | None = None) -> str:
    """Return the lines of one page: an address for each language, each naming all of them."""
    default = bases.get(settings.LANGUAGE_CODE) or next(iter(bases.values()))
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{base}{rest}"/>'
        for code, base in (*bases.items(), ("x-default", default))
    )
    tail = f"</loc>{_lastmod(changed)}{alternates}</url>\n"
    return "".join([f"<url><loc>{base}{rest}{tail}" for base in bases.values()])


def _part(url: str, changed: datetime | None = None) -> str:
    return f"<sitemap><loc>{escape(url)}</loc>{_lastmod(changed)}</sitemap>\n"


def _lastmod(changed: datetime | None) -> str:
    if changed is None:
        return ""
    return f"<lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>"
