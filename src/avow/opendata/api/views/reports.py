"""Reports: the forum's on a whole cycle, and the makers' on their commitments."""

from dataclasses import asdict, dataclass

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query

from avow.opendata.api import annual, parameters, schemas_told
from avow.opendata.api.app import resource
from avow.opendata.api.finding import forum_in
from avow.opendata.api.paging import Key, Order, envelope, page_of
from avow.opendata.api.problems import Problem
from avow.opendata.api.wire import Json, address, amount, instant, origin, page, reply
from avow.progress import publication
from avow.progress.models import Report

TAG = "Reports"
BY_CYCLE = Order(
    "cycle", (Key("cycle_year", "number", descending=True), Key("pk", "number", descending=True))
)
_OF_MAKERS = ("ref", "organisation")


@resource("/reports", asks=parameters.Reports, gives=schemas_told.Reports, tag=TAG, is_of_data=True)
def reports(request: HttpRequest, asked: Query[parameters.Reports]) -> HttpResponse:
    """List annual reports, or public progress reports; the newest first.

    Progress reports are those that may stand under their maker's name. What is public of the others
    is among the reports of their commitment.
    """
    if asked.kind == "progress":
        found, head = page_of(request, asked, _progress(request, asked), BY_CYCLE)
        return reply(envelope(head, [_told(request, row) for row in found]))
    wrong = [(name, "is of progress reports alone") for name in _OF_MAKERS if getattr(asked, name)]
    if wrong:
        raise Problem("bad-request", "Annual reports are of no maker.", wrong)
    rows = [
        one for one in annual.editions_of(forum_in(request)) if asked.year in ("", str(one.year))
    ]
    found, head = page_of(request, asked, rows, Order("year"))
    return reply(envelope(head, [_edition(request, one) for one in found]))


def _progress(request: HttpRequest, asked: parameters.Reports) -> QuerySet[Report]:
    """Return the public progress reports asked for; none whose maker may not be named."""
    rows = publication.nameable(publication.visible())
    rows = rows.filter(cycle__forum=forum_in(request), public__isnull=False)
    if asked.year:
        rows = rows.filter(cycle__year=asked.year)
    if asked.ref:
        rows = rows.filter(commitment__ref=asked.ref)
    if asked.organisation:
        rows = rows.filter(organisation__slug=asked.organisation)
    return rows.annotate(cycle_year=F("cycle__year")).order_by("-cycle_year", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A report of either kind; what the other kind has stays null."""

    kind: str
    year: int
    url: str
    published_at: str | None
    edition: int | None = None
    pdf: str | None = None
    package: str | None = None
    sha256: str | None = None
    ref: str | None = None
    organisation: str | None = None
    organisation_slug: str | None = None
    share: str | None = None
    status: str | None = None
    computed_status: str | None = None
    check: str | None = None
    is_late: bool | None = None
    handed_in_at: str | None = None
    api_url: str | None = None


def _edition(request: HttpRequest, one: annual.Edition) -> Json:
    here = origin(request)
    line = _Line(
        kind="annual",
        year=one.year,
        url=here + one.page,
        published_at=instant(one.published_at),
        edition=one.number,
        pdf=here + one.pdf,
        package=here + one.package,
        sha256=one.digest,
    )
    return asdict(line)


def _told(request: HttpRequest, row: Report) -> Json:
    version, slug, ref = row.public, forum_in(request).slug, row.commitment.ref
    assert version is not None
    line = _Line(
        kind="progress",
        year=row.cycle.year,
        url=page(request, slug, "commitments", ref, "reports", row.cycle.year),
        published_at=instant(row.published_at),
        ref=ref,
        organisation=row.organisation.shown_name,
        organisation_slug=row.organisation.slug,
        share=amount(row.share),
        status=version.status,
        computed_status=version.computed_status or None,
        check=row.public_check,
        is_late=row.is_late,
        handed_in_at=instant(version.handed_in_at),
        api_url=address(request, "commitments", ref, "reports", forum=slug),
    )
    return asdict(line)
