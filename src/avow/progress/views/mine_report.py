"""One report as its maker writes it: the form that saves itself, and whole without JavaScript."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from avow.answers import files
from avow.answers.access import keeps_text
from avow.answers.stash import forget, kept_text
from avow.commitments.states import PUBLIC
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentences
from avow.people.access import signed_in
from avow.people.models import User
from avow.people.roles import Role
from avow.progress import my_filling, my_standing, services
from avow.progress.models import Report
from avow.progress.my_filling import Outcome, Posted
from avow.progress.my_form import sheet_of
from avow.progress.services.common import title_of
from avow.progress.services.writing import LONGEST
from avow.progress.states import HANDED_IN, WRITING
from avow.progress.views.mine import (
    MakerRequest,
    may,
    mine,
    moves_open,
    of_person,
    roles_of,
    to_write,
)

INCOMPLETE = frozenset(
    "report_without_status report_status_unexplained report_without_evidence_answer"  # noqa: SIM905
    " report_evidence_not_attached report_evidence_denied report_without_values"
    " report_without_money".split()
)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@signed_in
def report(request: MakerRequest, year: int, ref: str) -> HttpResponseBase:
    """Show a report, and write it while that may be done."""
    now = timezone.now()
    if request.method == "POST":
        return _save(request, to_write(request, year, ref, now), now)
    found = mine(request, year, ref, now)
    kept = kept_text(request, now)
    if kept is None or not may("report.edit", found, roles_of(request, found, now), now):
        return draw(request, found, now)
    typed = {name: values[-1] for name, values in kept.items() if values}
    seen = {name: typed.get(f"version:{name}", "") for name in typed}
    return draw(request, found, now, outcome=Outcome(typed=typed, seen=seen), restored=True)


@require_safe
@signed_in
def figures(request: MakerRequest, year: int, ref: str) -> HttpResponse:
    """Show what follows from the figures, and what is missing: renewed after each save."""
    now = timezone.now()
    found = mine(request, year, ref, now)
    return render(request, "progress/my_figures.html", _figures(found, now))


def _figures(found: Report, now: datetime) -> dict[str, object]:
    if found.revision is None:
        return {"report": found}
    missing = my_standing.missing_links(found) if found.state in WRITING else []
    return {"report": found, "figured": my_standing.figured(found, now), "missing": missing}


def _save(request: MakerRequest, found: Report, now: datetime) -> HttpResponse:
    """Keep what was posted, then do what the button says."""
    posted = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    try:
        outcome = my_filling.keep(found, posted, request.user, now)
        my_filling.keep_evidence(
            found, posted, request.FILES.get("proof_file"), outcome, request.user, now
        )
        if not outcome.is_clean:
            status = 409 if outcome.conflicts else 422
            return draw(request, found, now, outcome=outcome, status=status)
        forget(request)
        return _pressed(request, found, posted, now)
    except Refused as refusal:
        if refusal.forbidden:
            raise
        typed = {name: values[-1] for name, values in posted.items() if values}
        seen = {name: typed.get(f"version:{name}", "") for name in typed}
        kept = Outcome(typed=typed, seen=seen)
        words = sentences(refusal.reasons)
        return draw(request, found, now, outcome=kept, status=409, refused=words)


def _pressed(request: MakerRequest, found: Report, posted: Posted, now: datetime) -> HttpResponse:
    """Do what the pressed button says; everything typed is saved already. Raises Refused."""
    if "hand_in" in posted:
        return _hand_in(request, found, posted, now)
    anchor = ""
    if "confirm" in posted:
        number = my_filling.confirm(found, posted, request.user, now)
        said = ngettext(
            "%(number)s value is confirmed as of today.",
            "%(number)s values are confirmed as of today.",
            number,
        )
        messages.success(request, said % {"number": number})
        anchor = "#milestones"
    elif "add_money" in posted:
        year = my_filling.last(posted, "money_year")
        number = int(year) if year.isascii() and year.isdecimal() and len(year) < 5 else 0
        currency = my_filling.last(posted, "money_currency")
        row = services.add_money(found, number, currency, request.user, now)
        anchor = f"#f-money-{row.pk}-spent"
    elif {"attach", "detach"} & posted.keys():
        anchor = "#evidence"
    else:
        messages.success(request, _("Saved."))
    if my_filling.last(posted, "question_answer"):
        # Not part of the report: it goes with the handing in, and must not be lost until then.
        answer = my_filling.last(posted, "question_answer")
        return draw(request, _fresh(found), now, answer=answer)
    return redirect(found.page + anchor)


def _fresh(found: Report) -> Report:
    row: Report = Report.objects.whole().get(pk=found.pk)
    return row


def _hand_in(request: MakerRequest, found: Report, posted: Posted, now: datetime) -> HttpResponse:
    """Hand it in; a second click finds it done."""
    answer = my_filling.last(posted, "question_answer")[:LONGEST]
    try:
        services.hand_in(found, request.user, now, answer)
    except Refused as refusal:
        if set(refusal.reasons) <= INCOMPLETE:
            return draw(request, _fresh(found), now, status=422, check=True, answer=answer)
        if refusal.reasons == ("moved_on",):
            return redirect(found.page)
        raise
    messages.success(request, _("Handed in. You will get a mail as soon as there is news."))
    return redirect(found.page)


def draw(
    request: MakerRequest,
    found: Report,
    now: datetime,
    *,
    outcome: Outcome | None = None,
    status: int = 200,
    refused: list[str] | None = None,
    restored: bool = False,
    check: bool = False,
    answer: str = "",
    statement: str = "",
    statement_error: str = "",
) -> HttpResponse:
    """Draw the page: the form while one may write, else the report to read."""
    found = _fresh(found)
    found.cycle.forum = request.forum
    roles = roles_of(request, found, now)
    stands = found.commitment.state in PUBLIC
    editable = stands and may("report.edit", found, roles, now)
    sheet = sheet_of(found, outcome) if found.revision else None
    fields = list(sheet.fields()) if sheet else []
    errors = [{"href": f"#{one.id}", "text": text} for one in fields for text in one.errors]
    errors += _other_errors(outcome)
    context = _figures(found, now) | _around(request, found, roles, now)
    context |= {
        "stands": stands,
        "sheet": sheet,
        "editable": editable,
        "moves": moves_open(found, roles, now) if stands else set(),
        "errors": errors,
        "wrong": outcome.errors if outcome else {},
        "typed": outcome.typed if outcome else {},
        "lost": [one for one in fields if outcome and _is_lost(outcome, one.name)],
        "conflicts": [one for one in fields if one.conflict],
        "refused": refused or [],
        "restored": restored,
        "check": check,
        "answer": answer or (outcome.typed.get("question_answer", "") if outcome else ""),
        "statement": statement,
        "statement_error": statement_error,
    }
    return render(request, "progress/my_report.html", context, status=status)


def _around(
    request: MakerRequest, found: Report, roles: frozenset[Role], now: datetime
) -> dict[str, object]:
    """Return where the report stands, who writes it, and what its form offers to choose from."""
    due_at = services.due_dates([found])[found.pk]
    same = of_person(request, now).filter(cycle=found.cycle, commitment=found.commitment)
    return {
        "title": title_of(found.commitment),
        "tone": my_standing.tone_of(found),
        "says": my_standing.text_of(found),
        "deadline": my_standing.deadline_of(found, due_at, now),
        "takes": found.cycle.phase(now) in {"open", "late"},
        "may_hand_in": Role.REPRESENTATIVE in roles,
        "question": my_standing.question_of(found),
        "rounds": found.questions.exclude(answered_at=None),
        "statements": found.statements.all(),
        "may_answer": may("report.answer", found, roles, now),
        "colleagues": _colleagues(found, request.user)
        if may("report.delegate", found, roles, now)
        else None,
        "others": same.exclude(pk=found.pk),
        "makers": _makers(found),
        "languages": settings.LANGUAGES,
        "currencies": request.forum.settings.currencies,
        "years": range(request.forum.starts_on.year, request.forum.ends_on.year + 1),
        "accept": files.ACCEPT,
        "max_bytes": files.MAX_BYTES,
    }


def _other_errors(outcome: Outcome | None) -> list[dict[str, str]]:
    """Return what is wrong with a new piece of evidence, with links to its fields."""
    names = (*my_filling.PROOF, "proof_file")
    found = outcome.errors if outcome else {}
    return [{"href": f"#{name}", "text": text} for name in names for text in found.get(name, [])]


def _is_lost(outcome: Outcome, name: str) -> bool:
    """Return whether somebody typed this, so that it is shown even where nothing can be saved."""
    return name in outcome.typed and outcome.typed[name] != outcome.seen.get(name, "")


def _colleagues(found: Report, user: User) -> list[User]:
    """Return to whom the report may be given: the others of the organisation."""
    rows = User.objects.filter(is_active=True, representations__organisation=found.organisation_id)
    return list(rows.exclude(pk__in=[user.pk, found.delegate_id or 0]).order_by("name", "email"))


def _makers(found: Report) -> list[dict[str, object]]:
    """Return who else makes the commitment, for which share, and whether they handed in."""
    rows = Report.objects.filter(cycle=found.cycle, commitment=found.commitment)
    return [
        {"name": one.organisation.shown_name, "share": one.share, "done": one.state in HANDED_IN}
        for one in rows.exclude(pk=found.pk).select_related("organisation")
    ]
