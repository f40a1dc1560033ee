"""Pages of makers together: co-makers read and sign, the lead agrees on shares anew."""

from datetime import datetime
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.commitments import joint, services
from avow.commitments.joint_form import summed
from avow.commitments.joint_lifecycle import CO_MAKER
from avow.commitments.joint_showing import as_handed_in, together_of
from avow.commitments.models import CoMaker, Commitment
from avow.commitments.permissions import POLICY
from avow.commitments.services.joining import facts_of
from avow.commitments.showing import status_of, title_of
from avow.commitments.states import CoMakerState
from avow.commitments.views.common import MakerRequest, mine, page, roles_of, to_act_for
from avow.directory import showing as directory
from avow.directory.services import unsaved
from avow.directory.vocabulary import Vocabulary
from avow.kernel.pagination import page_of
from avow.kernel.words import sentence
from avow.people.access import signed_in
from avow.people.roles import Role

PER_PAGE = 25


@require_safe
@signed_in
def listing(request: MakerRequest) -> HttpResponse:
    """Show where the person's organisations are co-makers, the unanswered first."""
    rows = services.joint_of(request.user, request.forum)
    return render(request, "commitments/joint.html", {"page": page_of(request, rows, PER_PAGE)})


def _mine(request: MakerRequest, ref: str, slug: str) -> CoMaker:
    """Return the row that asks one of the person's organisations; others do not exist (404)."""
    rows = services.joint_of(request.user, request.forum)
    one = rows.filter(organisation__slug=slug, revision__commitment__ref=ref).first()
    if one is None:
        raise Http404
    return one


@require_safe
@signed_in
def text(request: MakerRequest, ref: str, slug: str) -> HttpResponse:
    """Show the text that a co-maker signs, who else makes it, and what it can say now."""
    now = timezone.now()
    one = _mine(request, ref, slug)
    commitment = Commitment.objects.select_related("forum", "organisation", "sheet", "public").get(
        pk=one.revision.commitment_id
    )
    if not POLICY.allows("commitment.read", roles_of(request, commitment, now), commitment.state):
        raise Http404
    return _draw(request, one, commitment, now)


def _draw(
    request: MakerRequest,
    one: CoMaker,
    commitment: Commitment,
    now: datetime,
    *,
    error: str = "",
    typed: str = "",
) -> HttpResponse:
    vocabulary = Vocabulary(request.forum)
    entry = unsaved(as_handed_in(commitment, one.revision, now))
    facts = facts_of(commitment, "reason")
    moves = CO_MAKER.open_to(one.state, {Role.CO_MAKER})
    context = {
        "one": one,
        "commitment": commitment,
        "lead": commitment.organisation.shown_name,
        "entry": entry,
        "card": directory.card(entry, vocabulary),
        "details": directory.details(entry, vocabulary),
        "together": together_of(commitment, one.revision),
        "moves": {m.name for m in moves if not any(guard(facts, now) for guard in m.guards)},
        "error": error,
        "typed": typed,
    }
    return render(request, "commitments/co_maker.html", context, status=422 if error else 200)


@require_POST
@signed_in
def say(request: MakerRequest, ref: str, slug: str, move: str) -> HttpResponse:
    """Sign, refuse or leave for one's organisation; a no needs a reason."""
    now = timezone.now()
    one = _mine(request, ref, slug)
    commitment, organisation, by = one.revision.commitment, one.organisation, request.user
    reason = request.POST.get("text", "").strip()
    if move != "sign" and not reason:
        found = Commitment.objects.select_related("forum", "organisation", "sheet", "public")
        row = found.get(pk=commitment.pk)
        return _draw(request, one, row, now, error=sentence("reason_missing"))
    if move == "sign":
        services.sign(commitment, organisation, by, now)
        messages.success(request, _("Thank you. Your organisation has signed."))
    elif move == "refuse":
        services.refuse_to_sign(commitment, organisation, reason, by, now)
        messages.success(request, _("The lead has been told why you do not sign."))
    else:
        services.leave(commitment, organisation, reason, by, now)
        messages.success(request, _("Your organisation has left. The public page says so."))
    return redirect("commitments:joint", request.forum.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def makers(request: MakerRequest, ref: str) -> HttpResponse:
    """Show who signed and who reports on what; before publication, agree on the shares anew."""
    now = timezone.now()
    if request.method == "POST":
        return _reshare(request, to_act_for(request, ref, now), now)
    return _draw_makers(request, mine(request, ref, now), now, {}, {})


def _reshare(request: MakerRequest, commitment: Commitment, now: datetime) -> HttpResponse:
    """Read the shares; a wrong one comes back with what was typed and how to mend it."""
    rows = list(commitment.current.co_makers.all()) if commitment.current else []
    kept = [one for one in rows if f"drop-{one.organisation_id}" not in request.POST]
    names = ["lead", *(f"share-{one.organisation_id}" for one in kept)]
    typed = {name: request.POST.get(name, "")[:40] for name in names}
    shares, errors = _read(typed)
    total = sum(shares.values(), Decimal(0))
    if not errors and total != joint.ALL:
        errors["lead"] = f"{sentence('shares_not_whole')} {summed(total)}"
    if errors:
        dropped = {f"drop-{one.organisation_id}" for one in rows if one not in kept}
        return _draw_makers(request, commitment, now, typed | dict.fromkeys(dropped, "1"), errors)
    new = {one.organisation_id: shares[f"share-{one.organisation_id}"] for one in kept}
    services.reshare(commitment, shares["lead"], new, request.user, now)
    messages.success(request, _("The shares are agreed anew. Whose share changed is asked again."))
    return redirect(page("makers", commitment))


def _read(typed: dict[str, str]) -> tuple[dict[str, Decimal], dict[str, str]]:
    shares, errors = {}, {}
    for name, text in typed.items():
        try:
            shares[name] = joint.share(text)
        except joint.BadShare as error:
            errors[name] = sentence(error.code)
    return shares, errors


def _draw_makers(
    request: MakerRequest,
    commitment: Commitment,
    now: datetime,
    typed: dict[str, str],
    errors: dict[str, str],
) -> HttpResponse:
    roles = roles_of(request, commitment, now)
    together = together_of(commitment)
    rows = [
        {
            "maker": one,
            "tone": tone,
            "name": f"share-{one.organisation_id}",
            "drop": f"drop-{one.organisation_id}",
            "value": typed.get(f"share-{one.organisation_id}", f"{one.share.normalize():f}"),
            "is_dropped": f"drop-{one.organisation_id}" in typed,
            "error": errors.get(f"share-{one.organisation_id}", ""),
        }
        for one, tone in (together.makers if together else [])
    ]
    context = {
        "commitment": commitment,
        "title": title_of(commitment),
        "status": status_of(commitment),
        "together": together,
        "rows": rows,
        "lead_value": typed.get("lead", f"{together.lead_share.normalize():f}" if together else ""),
        "lead_error": errors.get("lead", ""),
        "may_reshare": "reshare" in services.moves_open(commitment, roles)
        and not _only_left(together)
        and facts_of(commitment).awaits,
        "page": page_of(request, commitment.joinings.select_related("organisation"), PER_PAGE),
        "may_answer": Role.REPRESENTATIVE in roles,
    }
    status = 422 if errors else 200
    return render(request, "commitments/makers.html", context, status=status)


def _only_left(together: object) -> bool:
    makers = getattr(together, "makers", [])
    return all(one.state == CoMakerState.LEFT for one, _tone in makers)
