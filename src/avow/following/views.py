"""Pages of following: begin, see what one follows, change it, end the mails."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from avow.directory import organisations as makers
from avow.directory import showing as directory
from avow.directory.models import Entry
from avow.directory.query import Answer, understand
from avow.directory.vocabulary import Vocabulary
from avow.following import rules, showing, targets
from avow.following.forms import FollowForm, VisitorForm
from avow.following.models import Follow, Follower
from avow.following.services import keeping
from avow.following.targets import Target
from avow.forums.middleware import ForumRequest
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.participants import spam
from avow.participants.access import (
    TakingPartRequest,
    network_key,
    participant_of,
    takes_part,
    taking_part,
    told_alike,
)
from avow.participants.services import entering
from avow.participants.views import to_sent
from avow.people.access import public

MOST_FROM_ONE_PLACE = 60  # things followed from one network address in an hour


@require_http_methods(["GET", "HEAD", "POST"])
@public
def search(request: ForumRequest) -> HttpResponse:
    """Follow a search of the directory: the address holds it, as the directory's own does."""
    vocabulary = Vocabulary(request.forum)
    question = understand(request.GET, vocabulary)
    target = targets.of_search(request.GET, question)
    context = {
        "title": showing.suggested(target, vocabulary),
        "language": "",
        "number": len(Answer(question)),
        "ignored": directory.ignored(question.ignored),
        "back": f"{_page(request, 'directory:commitments')}?{target.query}".rstrip("?"),
    }
    return _begin(request, target, context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def organisation(request: ForumRequest, slug: str) -> HttpResponse:
    """Follow the commitments of one organisation; of one that is kept back there is no page."""
    today = day_of(timezone.now(), request.forum.zone)
    row = get_object_or_404(makers.listed(request.forum, today), slug=slug)
    back = _page(request, "directory:organisation", row.slug)
    return _begin(request, targets.of_organisation(row), {"title": row.name, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def commitment(request: ForumRequest, ref: str) -> HttpResponse:
    """Follow what happens to one commitment."""
    rows = Entry.objects.listed_in(request.forum.pk)
    entry = get_object_or_404(rows, ref=ref.replace("\x00", "␀"))
    context = {
        "title": entry.title,
        "language": entry.language,
        "ref": entry.ref,
        "back": _page(request, "directory:commitment", entry.ref),
    }
    return _begin(request, targets.of_commitment(entry.ref), context)


def _page(request: ForumRequest, name: str, *args: object) -> str:
    return reverse(name, args=[request.forum.slug, *args])


def _begin(request: ForumRequest, target: Target, context: dict[str, Any]) -> HttpResponse:
    """Show the form that follows something, or take it; whoever is known changes theirs."""
    data = request.POST if request.method == "POST" else None
    participant = participant_of(request)
    known = participant is not None or request.user.is_authenticated
    mine = None
    if participant is not None:
        mine = Follow.objects.of(participant).filter(key=target.key).first()
    form: Any = FollowForm(data, follow=mine) if known else VisitorForm(data)
    status = 200
    if data is not None and form.is_valid():
        try:
            return _followed(request, target, form)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            form.slow_down(refusal)
            status = spam.status_of(refusal)
    elif form.errors:
        status = 422
    context |= {"form": form, "mine": mine, "target": target, "most": rules.MOST}
    return render(request, "following/begin.html", context, status=status)


def _followed(request: ForumRequest, target: Target, form: Any) -> HttpResponse:
    now, mine = timezone.now(), _page(request, "following:list")
    person = taking_part(request, now)
    if person is not None:
        keeping.follow(person, target, now=now, **form.wanted())
        messages.success(request, _("You follow it."))
        return redirect(mine)
    hour = entering.DAY / 24
    spam.within_limits("follow", network_key(request), most=MOST_FROM_ONE_PLACE, per=hour, now=now)
    with told_alike():
        hand = form.hand()
        keeping.follow_as(request.forum, hand, target, next_url=mine, now=now, **form.wanted())
    return to_sent(request, hand.email)


@require_safe
@public
@takes_part
def mine(request: TakingPartRequest) -> HttpResponseBase:
    """List what one follows, the newest first."""
    page = page_of(request, Follow.objects.of(request.participant))
    rows = showing.rows_of(request.forum, page)
    return render(request, "following/list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@public
@takes_part
def one(request: TakingPartRequest, pk: int) -> HttpResponseBase:
    """Change one thing that one follows: its name, how often to write; or follow it no longer."""
    act = request.POST.get("act", "save") if request.method == "POST" else ""
    row = Follow.objects.of(request.participant).filter(pk=pk).first()
    if row is None and act == "end":  # a second click
        messages.info(request, _("You do not follow it."))
        return redirect("following:list", forum=request.forum.slug)
    if row is None or act not in {"", "save", "stop", "end"}:
        raise Http404
    form = FollowForm(request.POST if act == "save" else None, follow=row)
    if act and not form.errors:
        _act(request, row, act, form)
        return redirect("following:list", forum=request.forum.slug)
    line = showing.rows_of(request.forum, [row])[0]
    context = {"line": line, "form": form}
    return render(request, "following/one.html", context, status=422 if form.errors else 200)


def _act(request: TakingPartRequest, row: Follow, act: str, form: FollowForm) -> None:
    now = timezone.now()
    by = taking_part(request, now) or request.participant
    if act == "end":
        keeping.end(row, by=by)
        messages.success(request, _("You follow it no longer."))
    else:
        wanted = form.wanted() if act == "save" else {"name": row.name, "frequency": "none"}
        keeping.change(row, by=by, now=now, **wanted)
        messages.success(request, _("Saved."))


@csrf_exempt  # a mail program posts here without a page of ours (RFC 8058); the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@public
def end_mails(request: ForumRequest, token: str) -> HttpResponse:
    """End all these mails: one click in the mail program, or a button here."""
    rows = Follower.objects.filter(participant__forum=request.forum)
    follower = get_object_or_404(rows, token=token)
    if request.method == "POST":
        keeping.end_mails(follower)
    mailed = follower.follows.filter(due_at__isnull=False).exists()
    return render(request, "following/end.html", {"mailed": mailed})
