"""Pages of news."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from avow.forums.middleware import ForumRequest
from avow.forums.models import Coalition
from avow.kernel import meanwhile
from avow.kernel.clock import on_clocks
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.mobilising.access import came
from avow.mobilising.states import What
from avow.news.feeds import NewsFeed
from avow.news.forms import UpdateForm, VisitorForm, WantedFields
from avow.news.lifecycle import UPDATE
from avow.news.models import Subscription, Update
from avow.news.permissions import POLICY
from avow.news.services import subscribing, writing
from avow.news.states import State
from avow.participants import spam
from avow.participants.access import network_key, participant_of, taking_part
from avow.participants.services import entering
from avow.participants.views import to_sent
from avow.people.access import RoleRequest, for_roles, public
from avow.people.roles import Role

MOST_FROM_ONE_PLACE = 60  # subscriptions from one network address in an hour


@require_safe
@public
def updates(request: ForumRequest) -> HttpResponse:
    """List the news, the newest first; of one coalition, with those of the whole forum."""
    coalitions = list(request.forum.coalitions.all())
    wanted = request.GET.get("coalition", "")
    chosen = next((one for one in coalitions if one.code == wanted), None)
    rows = Update.objects.public().filter(forum=request.forum)
    rows = rows.about(chosen.pk if chosen else None).select_related("coalition", "forum")
    context = {
        "page": page_of(request, rows.in_language(get_language() or "en"), per_page=20),
        "coalitions": coalitions,
        "chosen": chosen,
    }
    return render(request, "news/list.html", context)


@require_safe
@public
def feed(request: ForumRequest, slug: str = "") -> HttpResponse:
    """Return the newest updates as an Atom feed: the forum's, or a coalition's."""
    return NewsFeed()(request, slug=slug)


@require_safe
@public
def update(request: ForumRequest, pk: int, slug: str) -> HttpResponse:
    """Show one update, its corrections and translations; an old name in the address leads on."""
    rows = Update.objects.filter(forum=request.forum).select_related("coalition", "translation_of")
    row = get_object_or_404(rows.filter(state__in=[State.PUBLISHED, State.WITHDRAWN]), pk=pk)
    if row.state == State.WITHDRAWN:
        return render(request, "news/withdrawn.html", {"update": row}, status=410)
    if row.slug != slug:
        return redirect("news:update", forum=request.forum.slug, pk=pk, slug=row.slug)
    first = row.translation_of_id or row.pk
    others = Update.objects.public().filter(Q(pk=first) | Q(translation_of=first)).exclude(pk=pk)
    context = {
        "update": row,
        "others": others,
        "corrections": row.corrections.all()[:50],
        "stale": row.is_stale,
    }
    return render(request, "news/update.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def subscribe(request: ForumRequest) -> HttpResponse:
    """Subscribe, with or without an account; whoever is known changes theirs."""
    data = request.POST if request.method == "POST" else None
    participant = participant_of(request)
    known = participant is not None or request.user.is_authenticated
    mine = Subscription.objects.filter(participant=participant).first() if participant else None
    initial = {"coalitions": request.forum.coalitions.filter(code=request.GET.get("coalition", ""))}
    form: Any = (
        WantedFields(data, forum=request.forum, subscription=mine)
        if known
        else VisitorForm(data, forum=request.forum, initial=initial)
    )
    status = 200
    if data is not None and form.is_valid():
        try:
            return _subscribed(request, form)
        except Refused as refusal:
            if known or refusal.forbidden:
                raise
            form.slow_down(refusal)
            status = 429
    elif form.errors:
        status = 422
    return render(request, "news/subscribe.html", {"form": form, "mine": mine}, status=status)


def _subscribed(request: ForumRequest, form: Any) -> HttpResponse:
    now, values = timezone.now(), form.cleaned_data
    wanted = {name: values[name] for name in ("coalitions", "frequency", "language")}
    author = taking_part(request, now)
    if author is not None:
        subscribing.subscribe(author, now=now, **wanted)
        came(request, What.SUBSCRIPTION, author.email, known=True, now=now)
        messages.success(request, _("You get the news."))
        return redirect("news:list", forum=request.forum.slug)
    key = network_key(request)
    spam.within_limits("news", key, most=MOST_FROM_ONE_PLACE, per=entering.DAY / 24, now=now)
    back = request.path.removesuffix("subscribe/")
    subscribing.subscribe_as(request.forum, form.hand(), next_url=back, now=now, **wanted)
    came(request, What.SUBSCRIPTION, values["email"], now=now)
    return to_sent(request, values["email"])


def _by_token(request: ForumRequest, token: str) -> Subscription:
    rows = Subscription.objects.select_related("participant")
    row: Subscription = get_object_or_404(rows, forum=request.forum, token=token)
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@public
def subscription(request: ForumRequest, token: str) -> HttpResponse:
    """Change a subscription by the secret link of its mails."""
    row = _by_token(request, token)
    form = WantedFields(request.POST or None, forum=request.forum, subscription=row)
    if request.method == "POST" and form.is_valid():
        subscribing.change(row, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(request.path)
    context = {"form": form, "subscription": row}
    status = 422 if form.errors else 200
    return render(request, "news/subscription.html", context, status=status)


@csrf_exempt  # a mail program posts here without a page of ours (RFC 8058); the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@public
def end(request: ForumRequest, token: str) -> HttpResponse:
    """End a subscription: one click in the mail program, or a button here."""
    row = _by_token(request, token)
    if request.method == "POST":
        subscribing.end(row, now=timezone.now())
        row.refresh_from_db()
    return render(request, "news/end.html", {"subscription": row})


def _writable(request: RoleRequest) -> list[Coalition]:
    """Return the coalitions whose news somebody writes."""
    rows = request.forum.coalitions.all()
    if Role.SECRETARIAT in request.standing.roles:
        return list(rows)
    return [one for one in rows if one.pk in request.standing.coalitions]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CHAMPION, Role.SECRETARIAT)
def desk_list(request: RoleRequest) -> HttpResponse:
    """List the updates one may write, and begin one."""
    coalitions, staff = _writable(request), Role.SECRETARIAT in request.standing.roles
    form = UpdateForm(request.POST or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        code = request.POST.get("coalition", "")
        about = next((one for one in coalitions if one.code == code), None)
        if about is None and (code or not staff):
            raise Refused("not_yours", forbidden=True)
        try:
            made = writing.begin(
                request.forum,
                coalition=about,
                by=request.user,
                now=timezone.now(),
                **form.words(),
            )
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = sentences(refusal.reasons)
        else:
            return redirect("news:desk_update", forum=request.forum.slug, pk=made.pk)
    rows = _visible(request).select_related("coalition", "written_by").order_by("-begun_at", "-pk")
    context = {
        "page": page_of(request, rows),
        "form": form,
        "coalitions": coalitions,
        "staff": staff,
        "refused": refused,
        "subscribers": Subscription.objects.filter(
            forum=request.forum, confirmed_at__isnull=False, ended_at=None
        ).count(),
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "news/desk_list.html", context, status=status)


def _visible(request: RoleRequest) -> QuerySet[Update]:
    rows = Update.objects.filter(forum=request.forum)
    if Role.SECRETARIAT in request.standing.roles:
        return rows
    return rows.filter(coalition__in=request.standing.coalitions)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CHAMPION, Role.SECRETARIAT)
def desk_update(request: RoleRequest, pk: int) -> HttpResponse:
    """Write an update, hand it in, publish, correct, withdraw or translate it."""
    row = get_object_or_404(_visible(request).select_related("coalition", "forum"), pk=pk)
    act = request.POST.get("act", "")
    editing = request.method == "POST" and act in {"save", "translate"}
    form = UpdateForm(request.POST if editing else None, update=row)
    refused: list[str] = []
    changed = False
    if request.method == "POST" and not (editing and not form.is_valid()):
        try:
            return _acted(request, row, act, form)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = sentences(refusal.reasons)
            changed = meanwhile.REASON in refusal.reasons
    row = get_object_or_404(_visible(request).select_related("coalition", "forum"), pk=pk)
    if changed and editing:
        form.draw_anew(row.version)
    now = timezone.now()
    roles = writing.roles_towards(request.user, row.forum, row.coalition, now)
    context = {
        "update": row,
        "form": form,
        "moves": {move.name for move in UPDATE.open_to(row.state, roles)},
        "may_edit": POLICY.allows("update.edit", roles, row.state),
        "may_correct": POLICY.allows("update.correct", roles, row.state),
        "refused": refused,
        "changed": changed,
        "stale": row.is_stale,
        "typed": request.POST,
        "translations": row.translations.all()[:20],
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "news/desk_update.html", context, status=status)


def _acted(request: RoleRequest, row: Update, act: str, form: UpdateForm) -> HttpResponse:
    by, now = request.user, timezone.now()
    here = row
    if act == "save":
        drawn = form.cleaned_data["drawn"]
        writing.edit(row, by=by, now=now, drawn=drawn, **form.words())
    elif act == "translate":
        here = writing.begin(
            row.forum,
            coalition=row.coalition,
            by=by,
            now=now,
            translation_of=row.translation_of or row,
            **form.words(),
        )
    elif act == "correct":
        words = (request.POST.get("text", ""), request.POST.get("note", ""))
        drawn = row_number(request.POST.get("drawn", ""))
        writing.correct(row, *words, by=by, now=now, drawn=drawn)
    elif any(act == move.name for move in UPDATE.moves):
        reason, when = request.POST.get("reason", ""), _moment(request)
        writing.move(row, act, by=by, now=now, publish_at=when, reason=reason)
    else:
        raise Http404
    messages.success(request, _("Done."))
    return redirect("news:desk_update", forum=request.forum.slug, pk=here.pk)


def _moment(request: RoleRequest) -> datetime | None:
    """Return the planned time as it was typed, in the forum's zone."""
    try:
        typed = datetime.fromisoformat(request.POST.get("publish_at", ""))
    except ValueError:
        return None
    return None if typed.tzinfo else on_clocks(typed, request.forum.zone)
