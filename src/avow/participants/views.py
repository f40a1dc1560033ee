"""Pages of taking part: ask for a link, follow it, say who one is, leave."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.participants import confirmed, spam
from avow.participants.access import (
    TakingPartRequest,
    leave,
    let_in,
    network_key,
    participant_of,
    sent_from,
    takes_part,
    taking_part,
)
from avow.participants.forms import AboutForm, SignUpForm
from avow.participants.services import entering
from avow.people.access import public

LINKS_AN_HOUR = 60  # asked for from one network address


@require_http_methods(["GET", "HEAD", "POST"])
@public
def sign_up(request: ForumRequest) -> HttpResponse:
    """Ask for a link by mail; whoever is known already goes on at once."""
    next_url = entering.inside(request.GET.get("next", ""))
    if participant_of(request) is not None and next_url:
        return redirect(next_url)
    form = SignUpForm(request.POST or None, forum=request.forum)
    status = 200
    if request.method == "POST" and form.is_valid():
        now, network, hour = timezone.now(), network_key(request), entering.DAY / 24
        try:
            spam.within_limits("sign_up", network, most=LINKS_AN_HOUR, per=hour, now=now)
        except Refused as refusal:
            form.slow_down(refusal)
            status = 429
        else:
            entering.enter(request.forum, form.hand(), next_url=next_url, now=now)
            return to_sent(request, form.cleaned_data["email"])
    elif form.errors:
        status = 422
    return render(request, "participants/sign_up.html", {"form": form}, status=status)


def to_sent(request: ForumRequest, email: str) -> HttpResponse:
    """Send somebody who must confirm their address to the page that says so."""
    request.session["participant_email"] = email
    return redirect("participants:sent", forum=request.forum.slug)


@require_safe
@public
def sent(request: ForumRequest) -> HttpResponse:
    """Say that a mail is on its way, whether or not the address was known."""
    email = request.session.get("participant_email", "")
    return render(request, "participants/sent.html", {"email": email})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def confirm_link(request: ForumRequest, token: str) -> HttpResponse:
    """Follow the mailed link. A button does it, so that a mail scanner's visit changes nothing."""
    row = entering.find_by_token(request.forum, token)
    if row is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        row = entering.confirm(row, drop=request.POST.get("act") == "drop", now=now)
        if not request.user.is_authenticated:  # whoever signed in is known by their account
            let_in(request, row)
        messages.success(request, _("Thank you. Your address is confirmed."))
        return redirect(row.next_url or reverse("participants:about", args=[request.forum.slug]))
    context = {
        "waiting": confirmed.waiting(row),
        "has_expired": row.token_expires_at is None or now >= row.token_expires_at,
    }
    return render(request, "participants/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@takes_part
def about(request: TakingPartRequest) -> HttpResponseBase:
    """Say who one is: name or none, kind of organisation, country, in whose name."""
    row = request.participant
    form = AboutForm(request.POST or None, participant=row)
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data.get("organisation")
        row = taking_part(request, timezone.now()) or row
        entering.introduce(row, form.hand(row.email), organisation=organisation)
        messages.success(request, _("Saved."))
        return redirect("participants:about", forum=request.forum.slug)
    context = {
        "form": form,
        "participant": row,
        "waiting": confirmed.waiting(row) if row.pk else [],
    }
    return render(request, "participants/about.html", context, status=422 if form.errors else 200)


@require_POST
@public
@takes_part
@sent_from("participants:about")
def open_own(request: TakingPartRequest) -> HttpResponseBase:
    """Hand in what waits at one's address, having read it, or throw it away."""
    now, drop = timezone.now(), request.POST.get("act") == "drop"
    entering.open_own(taking_part(request, now) or request.participant, drop=drop, now=now)
    messages.success(request, _("It is thrown away.") if drop else _("Thank you. It is handed in."))
    return redirect("participants:about", forum=request.forum.slug)


@require_POST
@public
def leave_browser(request: ForumRequest) -> HttpResponse:
    """Forget in this browser who took part."""
    leave(request)
    messages.success(request, _("This browser no longer knows you."))
    return redirect("forum:home", forum=request.forum.slug)


@require_POST
@public
@takes_part
@sent_from("participants:about")
def forget_me(request: TakingPartRequest) -> HttpResponseBase:
    """Take one's name and address out for good."""
    now = timezone.now()
    entering.forget(taking_part(request, now) or request.participant, now=now)
    leave(request)
    messages.success(request, _("Your name and address were erased."))
    return redirect("forum:home", forum=request.forum.slug)
