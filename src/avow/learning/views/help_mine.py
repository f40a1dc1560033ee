"""A maker's pages of help: what it needs and offers, and matches that wait for its word."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.directory.vocabulary import Vocabulary
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.learning import help_showing
from avow.learning.help_forms import HelpForm, NeedForm, OfferForm
from avow.learning.lifecycle import MATCH
from avow.learning.models import Match, Need, Offer
from avow.learning.services import helping, matching
from avow.learning.states import MatchState, Side
from avow.people.access import signed_in, standing_of
from avow.people.roles import Role
from avow.people.services.looks import note_looks
from avow.people.states import LookPage
from avow.progress.models import Report
from avow.progress.services.common import title_of
from avow.progress.views.mine import MakerRequest

KINDS: dict[str, type[Need] | type[Offer]] = {"needs": Need, "offers": Offer}


@require_safe
@signed_in
def home(request: MakerRequest) -> HttpResponse:
    """Show what one's organisations need and offer, what reports say, and the matches."""
    standing = standing_of(request)
    readable = standing.readable_organisations
    page = page_of(request, _matches(request))
    context = {
        "page": page,
        "rows": [(one, _sides(request, one)) for one in page],
        **{
            kind: page_of(request, _mine(model, request), parameter=kind)
            for kind, model in KINDS.items()
        },
        "reports": [
            (one, title_of(one.commitment), one.public.content["plain"])
            for one in helping.wanted_in_reports(request.forum, standing.organisations)
            if one.public
        ],
        "acts": bool(standing.organisations),
        "acting": standing.organisations,
        "reads": bool(readable),
    }
    return render(request, "learning/help.html", context)


def _mine(model: type[Need] | type[Offer], request: MakerRequest) -> Any:
    rows = model.objects.filter(
        forum=request.forum, organisation__in=standing_of(request).readable_organisations
    )
    return rows.select_related("organisation").order_by(
        "-state", "-made_at", "-pk"
    )  # open ones first


def _matches(request: MakerRequest) -> Any:
    rows = Match.objects.filter(forum=request.forum)
    return rows.of_organisations(standing_of(request).readable_organisations).whole()


def _sides(request: MakerRequest, match: Match) -> list[Side]:
    readable = standing_of(request).readable_organisations
    return [side for side in Side if matching.organisation_of(match, side).pk in readable]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: MakerRequest) -> HttpResponse:
    """Ask for help, with the words of a report or without."""
    report = _report(request)
    initial = _from_report(report) if report else {}
    form = NeedForm(
        request.POST or None, forum=request.forum, initial=initial,
        organisations=standing_of(request).organisations,
    )  # fmt: skip
    context = {"title": _("Ask for help"), "report": report}
    return _typed(request, form, context, report)


def _report(request: MakerRequest) -> Report | None:
    pk = row_number(request.GET.get("report", ""))
    if pk is None:
        return None
    rows = helping.wanted_in_reports(request.forum, standing_of(request).organisations)
    return next((one for one in rows if one.pk == pk), None)


def _from_report(report: Report) -> dict[str, Any]:
    plain = report.public.content["plain"] if report.public else {}
    public = report.commitment.public
    return {
        "organisation": report.organisation_id,
        "words": plain.get("help_needed", ""),
        "language": plain.get("language", ""),
        "actions": [one.code for one in public.actions.all()] if public else [],
        "country": "" if report.organisation.is_protected else report.organisation.country,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def offer(request: MakerRequest) -> HttpResponse:
    """Offer help."""
    today: date = day_of(timezone.now(), request.forum.zone)
    form = OfferForm(
        request.POST or None, forum=request.forum,
        initial={"until": today + timedelta(days=365)},
        organisations=standing_of(request).organisations,
    )  # fmt: skip
    return _typed(request, form, {"title": _("Offer help")}, None)


def _typed(
    request: MakerRequest, form: HelpForm, context: dict[str, Any], report: Report | None
) -> HttpResponse:
    if request.method == "POST" and not standing_of(request).organisations:
        raise Refused("not_yours", forbidden=True)
    if request.method == "POST" and form.is_valid():
        try:
            _kept(request, form, report)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            form.say(refusal.reasons)
        else:
            messages.success(request, _("It is kept. You get a mail when something fits."))
            return redirect("learning:help", request.forum.slug)
    status = 422 if form.errors else 200
    return render(request, "learning/help_form.html", {"form": form, **context}, status=status)


def _kept(request: MakerRequest, form: HelpForm, report: Report | None) -> None:
    house, by, now = form.cleaned_data["organisation"], request.user, timezone.now()
    if isinstance(form, NeedForm):
        source = report.public if report and report.organisation_id == house.pk else None
        helping.ask_for_help(
            house, request.forum, by=by, now=now, source=source, **form.words_for()
        )
    else:
        helping.offer_help(house, request.forum, by=by, now=now, **form.words_for())


@require_POST
@signed_in
def close(request: MakerRequest, kind: str, pk: int) -> HttpResponse:
    """Close a need or an offer."""
    if kind not in KINDS:
        raise Http404
    row = get_object_or_404(_mine(KINDS[kind], request), pk=pk)
    helping.close(row, by=request.user, now=timezone.now())
    messages.success(request, _("It is closed."))
    return redirect("learning:help", request.forum.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def match(request: MakerRequest, pk: int) -> HttpResponse:
    """Show what fits, without a name until both said yes; POST says yes or no for one side."""
    row: Match | None = _matches(request).filter(pk=pk).first()
    if row is None:
        raise Http404
    side, now = _side(request, row), timezone.now()
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        if request.POST.get("say") not in {"yes", "no"}:
            raise Http404
        try:
            matching.answer(row, side, yes=request.POST["say"] == "yes", by=request.user, now=now)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = refusal.reasons
        else:
            messages.success(request, _("Your answer is kept."))
            return redirect(f"{request.path}?side={side}")
    row = _matches(request).get(pk=pk)
    own, far = (matching.organisation_of(row, one) for one in (side, matching.other(side)))
    words = Vocabulary(request.forum)
    shown = help_showing.across(row, side, words)
    if shown.name:
        note_looks([far], by=request.user, page=LookPage.HELP, now=now)
    acts = own.pk in standing_of(request).organisations
    may = MATCH.open_to(row.state, {Role.REPRESENTATIVE} if acts else set())
    said = getattr(row, f"{side}_said")
    context = {
        "match": row,
        "side": side,
        "mine": row.need if side == Side.NEED else row.offer,
        "own": own,
        "across": shown,
        "why": help_showing.why(row, words, of=far),
        "said": said,
        "may_answer": bool(may) and not said,
        "introduced": row.state == MatchState.INTRODUCED,
        "refused": sentences(refused),
    }
    return render(request, "learning/match.html", context, status=409 if refused else 200)


def _side(request: MakerRequest, row: Match) -> Side:
    """Return the side that the address or form names, if it is one's own; else the first."""
    sides = _sides(request, row)
    asked = request.POST.get("side", request.GET.get("side", ""))
    return next((side for side in sides if side.value == asked), sides[0])
