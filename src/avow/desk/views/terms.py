"""The terms that end soon, and what their makers have answered."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.commitments.models import Commitment
from avow.commitments.proposing import in_writing
from avow.commitments.termbook import Outlook, TermBook
from avow.desk import queues, safety
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.web.problems import reason_sentences

SPANS = (30, 90, 180, 365)  # days ahead
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Ending:
    """One commitment whose term ends, and what its maker has done about it."""

    commitment: Commitment
    outlook: Outlook
    answer: str
    tone: str


@require_safe
@for_roles(Role.SECRETARIAT)
def ending(request: RoleRequest) -> HttpResponse:
    """List the running commitments whose last day is near, the next to end first."""
    book = TermBook(request.forum, timezone.now())
    asked = row_number(request.GET.get("days", ""))
    days = asked if asked in SPANS else SPANS[-2]
    rows = queues.commitments_for(request.forum, request.standing)
    rows = rows.ending(book.today, book.today + timedelta(days=days)).with_terms()
    rows = rows.select_related("sheet", "renewed_by__current").order_by("public__ends_on", "pk")
    rows = rows.annotate(invited_at=Max("renewal_invitations__sent_at"))
    page = page_of(request, safety.commitments_with_names(rows), PER_PAGE)
    safety.veil_commitments(page)
    context = {
        "page": page,
        "rows": [_ending(one, book) for one in page],
        "days": days,
        "spans": SPANS,
        "today": book.today,
    }
    return render(request, "desk/terms.html", context)


def _ending(commitment: Commitment, book: TermBook) -> Ending:
    outlook = book.outlook(commitment)
    assert outlook is not None  # the query asks for published ones
    return Ending(commitment, outlook, *_answer(commitment, outlook))


def _answer(commitment: Commitment, outlook: Outlook) -> tuple[str, str]:
    """Return in words what the maker has done, and its tone."""
    later = getattr(commitment, "renewed_by", None)
    if later is not None:
        said = _("Next term %(ref)s: %(state)s")
        return said % {"ref": later.ref, "state": later.get_state_display()}, "good"
    if commitment.state == "amended":
        return _change_words(commitment), "info"
    if outlook.is_possible:
        return _("No answer yet"), "warn"
    why = outlook.extension.why_not or outlook.renewal.why_not
    return " ".join([_("Nothing can follow."), *reason_sentences([why])]), "neutral"


def _change_words(commitment: Commitment) -> str:
    if in_writing(commitment):
        return _("A change is being written")
    public, current = commitment.public, commitment.current
    if public and current and current.ends_on > public.ends_on:
        return _("A longer term has been handed in")
    return _("A change has been handed in")
