"""The public ledger: what happened, the whole chain to take away, and its check."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.ledger import services, words
from avow.ledger.models import Entry
from avow.people.access import public

CHECKED_FOR = 60  # seconds: a check reads the whole chain


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page shows it."""

    entry: Entry
    sentence: str
    role: str


def _line(entry: Entry) -> Line:
    """Return an entry in the reader's words."""
    sentence = words.sentence(entry.verb, entry.subject, entry.data)
    return Line(entry, sentence, words.role_name(entry.role))


@public
@require_safe
def chronicle(request: ForumRequest) -> HttpResponse:
    """Show what happened in this forum, the newest first; `subject` and `verb` narrow it down."""
    entries = Entry.objects.of_forum(request.forum)
    subject, verb = (request.GET.get(name, "").strip()[:160] for name in ("subject", "verb"))
    if subject:
        entries = entries.filter(subject=subject)
    if verb:
        entries = entries.filter(verb=verb)
    verbs = Entry.objects.of_forum(request.forum).order_by("verb").values_list("verb", flat=True)
    page = page_of(request, entries)
    context = {
        "page": page,
        "lines": [_line(one) for one in page],
        "verbs": [(one, words.sentence(one, "…", {})) for one in verbs.distinct()],
        "subject": subject,
        "verb": verb,
    }
    return render(request, "ledger/chronicle.html", context)


@public
@require_safe
def chain(_request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the whole chain, of all forums, as JSON lines for `avow verify FILE`."""
    response = StreamingHttpResponse(services.chain_lines(), content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="chain.jsonl"'
    response["Cache-Control"] = "no-cache"
    return response


@public
@require_safe
def verify(request: ForumRequest) -> HttpResponse:
    """Check the chain now, or show the check of less than a minute ago."""
    checked = cache.get("ledger:verdict")
    if checked is None:
        checked = (services.verify(), timezone.now())
        cache.set("ledger:verdict", checked, CHECKED_FOR)
    verdict, checked_at = checked
    context = {
        "verdict": verdict,
        "checked_at": checked_at,
        "fault": words.FAULTS[verdict.fault.code] if verdict.fault else "",
    }
    return render(request, "ledger/verify.html", context)
