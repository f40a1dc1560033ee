"""The public directory: commitments, organisations."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory import organisations as makers
from avow.directory import panels, portraits, ranges, showing
from avow.directory.commitment_charts import money_by_year
from avow.directory.drawing import Pen
from avow.directory.facets import facets_of
from avow.directory.highlighting import Marker
from avow.directory.memberships import memberships
from avow.directory.models import Entry
from avow.directory.query import Answer, understand
from avow.directory.states import OrganisationRole, Sort
from avow.directory.totals import Scope, grand, of_found
from avow.directory.validators import kept, kept_a_minute
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.forums.regions import COUNTRIES, region_codes
from avow.kernel.clock import day_of
from avow.kernel.pagination import page_of
from avow.ledger import words as ledger_words
from avow.ledger.models import Entry as LedgerEntry
from avow.people.access import public
from avow.people.models import Organisation

PER_PAGE = 20
LEDGER_SHOWN = 50
RATES = 100


@public
@require_safe
@vary_on_headers("HX-Request", "Accept-Language", "Cookie")
@kept
def commitments(request: ForumRequest) -> HttpResponse:
    """Show the published commitments: search, filters with counts, sorts."""
    vocabulary = Vocabulary.of(request.forum)
    question = understand(request.GET, vocabulary)
    answer = Answer(question)
    page = page_of(request, answer, PER_PAGE)
    filters = showing.filters_of(request.GET, question)
    context = {
        "question": question,
        "page": page,
        "cards": [showing.card(entry, vocabulary) for entry in page],
        "pen": Pen(request.forum, Marker(answer.found.needle)),
        "near": answer.found.near,
        "ranges": ranges.fields(question.ranges),
        "facets": facets_of(question, vocabulary, answer.found.counts()),
        "chips": showing.chips(request.GET, question, vocabulary),
        "hidden": showing.hidden(request.GET, question),
        "ignored": showing.ignored(question.ignored),
        "sorts": [sort for sort in Sort if sort != Sort.RELEVANCE or question.words],
        "filters": filters,
        "totals": of_found(answer.found) or grand(Scope(request.forum.pk, question)),
        "more": filters.removeprefix("?"),
    }
    return _page_or_part(request, "directory/commitments.html", context)


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def commitment(request: ForumRequest, ref: str) -> HttpResponse:
    """Show one commitment, or what became of it: 410 when withdrawn, 404 when it never was."""
    # PostgreSQL refuses to look for a text with NUL.
    ref = ref.replace("\x00", "␀")
    entry = Entry.objects.filter(forum=request.forum, ref=ref).select_related("body").first()
    if entry is None:
        raise Http404
    vocabulary = Vocabulary(request.forum)
    details = showing.details(entry, vocabulary)
    context = {
        "entry": entry,
        "card": showing.card(entry, vocabulary),
        "details": details,
        "money_chart": money_by_year(details.money) if entry.is_listed else None,
        "reason": entry.body.state_reason,
        "is_protected": not entry.organisation_slug,
        "panels": panels.commitment_panels(request.forum, ref, timezone.now())
        if entry.is_listed
        else [],
        "organisation_url": showing.organisation_url(entry, request.forum),
        "ledger": [
            (line, ledger_words.sentence(line.verb, ref, line.data))
            for line in LedgerEntry.objects.about(f"commitment:{ref}").filter(forum=request.forum)[
                :LEDGER_SHOWN
            ]
        ],
    }
    return render(
        request, "directory/commitment.html", context, status=200 if entry.is_listed else 410
    )


@public
@require_safe
def rates(request: ForumRequest) -> HttpResponse:
    """Show the dated rates by which the forum shows money in US dollars; one currency if asked."""
    pack = request.forum.settings
    found = sorted(pack.money_rates(), key=lambda rate: (rate.currency, -rate.day.toordinal()))
    rated = {rate.currency for rate in found} | {"USD"}
    wanted = request.GET.get("currency", "")
    chosen = wanted if wanted in rated or wanted in pack.currencies else ""
    context = {
        "page": page_of(request, [one for one in found if chosen in ("", one.currency)], RATES),
        "chosen": chosen,
        "without": [code for code in pack.currencies if code not in rated],
    }
    return render(request, "directory/rates.html", context)


@public
@require_safe
@vary_on_headers("HX-Request", "Accept-Language", "Cookie")
def organisations(request: ForumRequest) -> HttpResponse:
    """Show the commitment makers and Champions of the forum."""
    vocabulary = Vocabulary(request.forum)
    asked = makers.understand(request.GET, vocabulary)
    today = day_of(timezone.now(), request.forum.zone)
    page = page_of(request, makers.find(request.forum, asked, today), PER_PAGE)
    roles = memberships(request.forum, today, [row.pk for row in page])
    context = {
        "asked": asked,
        "page": page,
        "rows": [showing.organisation_row(row, roles.get(row.pk, {}), vocabulary) for row in page],
        "choices": showing.organisation_choices(vocabulary, asked, region_codes(), COUNTRIES),
        "roles": OrganisationRole,
        "ignored": showing.ignored(asked.ignored),
    }
    return _page_or_part(request, "directory/organisations.html", context)


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept_a_minute
def organisation(request: ForumRequest, slug: str) -> HttpResponse:
    """Show an organisation's profile; a merged one leads to the one it became."""
    today = day_of(timezone.now(), request.forum.zone)
    row = makers.listed(request.forum, today).filter(slug=slug).first()
    if row is None:
        return _moved(request, slug)
    vocabulary = Vocabulary(request.forum)
    entries = Entry.objects.made_by(request.forum.pk, row.slug)
    page = page_of(request, entries.order_by("-published_at", "-pk"), PER_PAGE)
    roles = memberships(request.forum, today, [row.pk]).get(row.pk, {})
    context = {
        "organisation": row,
        "row": showing.organisation_row(row, roles, vocabulary),
        "page": page,
        "cards": [showing.card(entry, vocabulary) for entry in page],
        "pen": Pen(request.forum),
        "totals": grand(Scope(request.forum.pk, maker=row.slug)),
        "more": urlencode({"of_maker": row.slug}),
        "portrait": portraits.of_maker(vocabulary, row.slug),
        "panels": panels.organisation_panels(request.forum, row, timezone.now()),
    }
    return render(request, "directory/organisation.html", context)


def _moved(request: ForumRequest, slug: str) -> HttpResponse:
    """Return a redirect to what a merged organisation became. Raises Http404."""
    row = (
        Organisation.objects.filter(slug=slug, is_protected=False)
        .select_related("merged_into")
        .first()
    )
    for _step in range(10):
        if row is None or row.merged_into is None:
            break
        row = row.merged_into
    if row is None or row.slug == slug or row.is_protected:
        raise Http404
    return redirect("directory:organisation", request.forum.slug, row.slug, permanent=True)


def _page_or_part(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    htmx: Any = getattr(request, "htmx", None)
    part = bool(htmx) and not htmx.history_restore_request
    return render(request, f"{template}#found" if part else template, context)
