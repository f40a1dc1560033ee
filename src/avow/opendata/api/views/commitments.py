"""Commitments: the list with the directory's filters, one, its texts and its reports."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from avow.directory.models import Entry
from avow.directory.query import Answer, Question, understand
from avow.directory.states import Sort
from avow.directory.vocabulary import FACETS
from avow.opendata.api import parameters, schemas, schemas_told
from avow.opendata.api.app import resource
from avow.opendata.api.finding import Words, forum_in
from avow.opendata.api.paging import Key, Order, envelope, page_of
from avow.opendata.api.problems import Problem
from avow.opendata.api.shapes import Entries
from avow.opendata.api.told import told
from avow.opendata.api.wire import page, reply
from avow.progress import publication

TAG = "Commitments"
ORDERS = {
    Sort.NEWEST: Order(
        "newest",
        (Key("published_at", "instant", descending=True), Key("pk", "number", descending=True)),
    ),
    Sort.TITLE: Order("title", (Key("sort_title", "text"), Key("pk", "number"))),
    Sort.AMOUNT: Order(
        "amount",
        (
            Key("amount_usd", "decimal", descending=True, may_lack=True),
            Key("pk", "number", descending=True),
        ),
    ),
    Sort.RELEVANCE: Order("relevance"),
}
GONE = {410: schemas.Gone}


def asked_of(request: HttpRequest) -> Question:
    """Return what is asked of the directory. Raises Problem for a value that nobody knows."""
    question = understand(request.GET, Words(forum_in(request)))
    if question.ignored:
        errors = [
            (name, f"{value}: this forum knows no such value.") for name, value in question.ignored
        ]
        raise Problem("bad-request", "There are values that nobody knows.", errors)
    return question


@resource(
    "/commitments", asks=parameters.Commitments, gives=schemas.Commitments, tag=TAG, is_of_data=True
)
def commitments(request: HttpRequest, asked: Query[parameters.Commitments]) -> HttpResponse:
    """List published commitments.

    The filters are those of the directory's page. What a filter does not know is an error here,
    and is not left out.
    """
    forum, question = forum_in(request), asked_of(request)
    order = ORDERS[question.sort]
    answer = Answer(question)
    rows, head = page_of(request, asked, answer, order, ordered=question.ordered)
    shape = Entries(request, forum.slug)
    if asked.facets:
        numbers = answer.found.counts()
        head["facets"] = {name: dict(numbers.get(name, {})) for name in FACETS}
    return reply(envelope(head, [shape.listed(row) for row in rows]))


@resource(
    "/commitments/{ref}",
    asks=parameters.OfForum,
    gives=schemas.Whole,
    tag=TAG,
    also=GONE,
    is_of_data=True,
)
def commitment(request: HttpRequest, ref: str, asked: Query[parameters.OfForum]) -> HttpResponse:
    """Return one commitment, with everything that its page shows."""
    del asked
    entry = _entry(request, ref)
    return reply(Entries(request, forum_in(request).slug).whole(entry))


@resource(
    "/commitments/{ref}/revisions",
    asks=parameters.Listed,
    gives=schemas.Revisions,
    tag=TAG,
    also=GONE,
    is_of_data=True,
)
def revisions(request: HttpRequest, ref: str, asked: Query[parameters.Listed]) -> HttpResponse:
    """List the published texts of a commitment, the newest first."""
    entry, slug = _entry(request, ref), forum_in(request).slug
    rows = sorted(entry.body.details.get("revisions", []), key=lambda row: -row["number"])
    found, head = page_of(request, asked, rows, Order("number"))
    results = [
        {
            "number": row["number"],
            "published_at": row["at"],
            "reason": row.get("reason") or None,
            "url": page(request, slug, "commitments", ref, "history", row["number"]),
        }
        for row in found
    ]
    return reply(envelope(head, results))


@resource(
    "/commitments/{ref}/reports",
    asks=parameters.Listed,
    gives=schemas_told.ToldOf,
    tag=TAG,
    also=GONE,
    is_of_data=True,
)
def commitment_reports(
    request: HttpRequest, ref: str, asked: Query[parameters.Listed]
) -> HttpResponse:
    """List what the makers of a commitment reported, every public answer, the last cycle first."""
    _entry(request, ref)
    forum = forum_in(request)
    owner = publication.commitment_of(forum, ref)
    rows = publication.reports_of(owner) if owner is not None else []
    found, head = page_of(request, asked, rows, Order("cycle"))
    return reply(
        envelope(
            head,
            [
                told(one, page(request, forum.slug, "commitments", ref, "reports", one.year))
                for one in found
            ],
        )
    )


def _entry(request: HttpRequest, ref: str) -> Entry:
    """Return a public commitment. Raises Problem: never there, or withdrawn."""
    rows = Entry.objects.filter(forum=forum_in(request), ref=ref)
    entry = rows.select_related("body").first()
    if entry is None:
        raise Problem("not-found", f"There is no commitment {ref}.")
    if not entry.is_listed:
        raise Problem(
            "gone",
            f"{ref} was withdrawn.",
            more={
                "ref": ref,
                "commitment_title": entry.title,
                "reason": entry.body.state_reason,
            },
        )
    return entry
