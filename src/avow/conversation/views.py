"""Pages of the conversation."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.conversation import feeds
from avow.conversation.forms import KnownPostForm, SummaryForm, TopicForm, VisitorPostForm
from avow.conversation.models import Post, Topic
from avow.conversation.services import posting
from avow.conversation.services import topics as service
from avow.conversation.states import State
from avow.forums.middleware import ForumRequest
from avow.kernel import meanwhile
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.mobilising.access import came
from avow.mobilising.states import What
from avow.moderation.states import State as TextState
from avow.participants import spam
from avow.participants.access import network_key, participant_of, taking_part, told_alike
from avow.participants.services import entering
from avow.participants.views import to_sent
from avow.people.access import RoleRequest, for_roles, public
from avow.people.roles import Role

PER_PAGE = 20
MOST_REPLIES = 5  # below a post on the page of its topic; all stand on its own page
MOST_FROM_ONE_PLACE = 60  # posts of visitors from one network address in an hour


def _topics(request: ForumRequest) -> QuerySet[Topic]:
    shown = Count("posts", filter=Q(posts__text__state=TextState.VISIBLE))
    rows: QuerySet[Topic] = (
        Topic.objects.filter(forum=request.forum)
        .select_related("coalition", "forum")
        .annotate(shown=shown)
    )
    return rows


@require_safe
@public
def topics(request: ForumRequest) -> HttpResponse:
    """List the topics: open ones first, the newest first."""
    rows = _topics(request)
    if request.GET.get("state") in State.values:
        rows = rows.filter(state=request.GET["state"])
    if coalition := request.GET.get("coalition", "")[:60]:
        rows = rows.filter(coalition__code=coalition)
    context = {
        "page": page_of(request, rows.order_by("-state", "-opened_at", "-pk"), per_page=PER_PAGE),
        "coalitions": request.forum.coalitions.all(),
        "states": State.choices,
    }
    return render(request, "conversation/topics.html", context)


def _topic(request: ForumRequest, slug: str) -> Topic:
    rows = Topic.objects.select_related("coalition", "forum")
    topic: Topic = get_object_or_404(rows, forum=request.forum, slug=slug)
    return topic


def _posts(topic: Topic) -> QuerySet[Post]:
    """Return the posts of a topic with their replies; three queries."""
    replies = Post.objects.public().select_related("text__author__organisation").order_by("pk")
    rows: QuerySet[Post] = (
        Post.objects.standing()
        .filter(topic=topic, parent=None)
        .select_related("text__author__organisation")
        .prefetch_related(Prefetch("replies", replies[:MOST_REPLIES], to_attr="shown_replies"))
        .annotate(answers=Count("replies", filter=Q(replies__text__state=TextState.VISIBLE)))
    )
    return rows


@require_safe
@public
def topic(request: ForumRequest, slug: str) -> HttpResponse:
    """Show a topic: what it is about, the newest summary, posts with their replies."""
    row = _topic(request, slug)
    rows = _posts(row)
    if language := request.GET.get("language", "")[:10]:
        rows = rows.filter(text__language=language)
    newest = request.GET.get("sort") == "new"
    summaries = list(row.summaries.all()[:10])
    languages = Post.objects.public().filter(topic=row).order_by()
    context = {
        "topic": row,
        "page": page_of(request, rows.order_by("-pk" if newest else "pk"), per_page=PER_PAGE),
        "summary": next(iter(summaries), None),
        "earlier": summaries[1:],
        "languages": sorted(set(languages.values_list("text__language", flat=True).distinct())),
        "open": _is_open(row),
        "form": _form(request, None),
        "participant": participant_of(request),
    }
    return render(request, "conversation/topic.html", context)


def _is_open(row: Topic) -> bool:
    return row.state == State.OPEN and (row.closes_at is None or row.closes_at > timezone.now())


def _form(request: ForumRequest, data: Any) -> Any:
    if participant_of(request) is not None or request.user.is_authenticated:
        return KnownPostForm(data)
    return VisitorPostForm(data, forum=request.forum)


@require_safe
@public
def feed(request: ForumRequest, slug: str) -> HttpResponse:
    """Return a topic's newest posts as an Atom feed."""
    return feeds.TopicFeed()(request, slug=slug)


@require_safe
@public
def post(request: ForumRequest, slug: str, pk: int) -> HttpResponse:
    """Show one post with every reply, and the form to reply."""
    row = _topic(request, slug)
    one = get_object_or_404(
        Post.objects.standing().filter(topic=row).select_related("text__author__organisation"),
        pk=pk,
    )
    if one.parent_id:
        address = posting.address_of(Post(pk=one.parent_id, topic=row))
        return redirect(f"{address}#p-{one.pk}")
    replies = Post.objects.public().filter(parent=one).select_related("text__author__organisation")
    context = {
        "topic": row,
        "post": one,
        "page": page_of(request, replies.order_by("pk"), per_page=50),
        "open": _is_open(row),
        "form": _form(request, None),
        "participant": participant_of(request),
    }
    return render(request, "conversation/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def reply(request: ForumRequest, slug: str) -> HttpResponse:
    """Post, or reply to `to`; a visitor confirms by the mailed link."""
    row = _topic(request, slug)
    to = row_number(request.GET.get("to", ""))
    shown = Post.objects.visible().select_related("text__author__organisation")
    parent = shown.filter(topic=row, pk=to or 0)
    form = _form(request, request.POST if request.method == "POST" else None)
    refused: list[str] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _handed_in(request, row, parent.first(), form, gone=bool(to))
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused, status = sentences(refusal.reasons), spam.status_of(refusal)
    context = {
        "topic": row,
        "parent": parent.first(),
        "form": form,
        "refused": refused,
        "open": _is_open(row),
        "participant": participant_of(request),
    }
    status = 422 if form.errors else status
    return render(request, "conversation/reply.html", context, status=status)


def _handed_in(
    request: ForumRequest, row: Topic, parent: Post | None, form: Any, *, gone: bool
) -> HttpResponse:
    if gone and parent is None:
        raise Refused("post_gone")
    now, values = timezone.now(), form.cleaned_data
    author = taking_part(request, now)
    if author is None:
        key = network_key(request)
        spam.within_limits("post", key, most=MOST_FROM_ONE_PLACE, per=entering.DAY / 24, now=now)
        with told_alike():
            posting.post_as(
                row,
                values["text"],
                form.hand(),
                next_url=request.path.removesuffix("reply/"),
                language=values["language"],
                parent=parent,
                now=now,
            )
            came(request, What.POST, values["email"], now=now)
        return to_sent(request, values["email"])
    made = posting.post(
        row, values["text"], author=author, language=values["language"], parent=parent, now=now
    )
    came(request, What.POST, author.email, known=True, now=now)
    if made.text.state == TextState.VISIBLE:
        messages.success(request, _("Thank you. Your text is public."))
        return redirect(made.text.url)
    messages.success(request, _("Thank you. A moderator reads your text before it is public."))
    return redirect("moderation:mine", forum=request.forum.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def desk_list(request: RoleRequest) -> HttpResponse:
    """List the topics for the secretariat, and open one."""
    form = TopicForm(request.POST or None, forum=request.forum)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = service.open_topic(
                request.forum, **form.fields_of(), by=request.user, now=timezone.now()
            )
        except Refused as refusal:
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("The topic is open."))
            return redirect("conversation:topic", forum=request.forum.slug, slug=made.slug)
    context = {
        "page": page_of(request, _topics(request).order_by("-opened_at", "-pk")),
        "form": form,
        "refused": refused,
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "conversation/desk_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def desk_topic(request: RoleRequest, slug: str) -> HttpResponse:
    """Edit, close or summarise a topic."""
    row = _topic(request, slug)
    act, by, now = request.POST.get("act", ""), request.user, timezone.now()
    form = TopicForm(request.POST if act == "edit" else None, forum=request.forum, topic=row)
    last = row.summaries.first()
    summary = SummaryForm(request.POST if act == "summarise" else None, topic=row, last=last)
    refused: list[str] = []
    changed = False
    if request.method == "POST":
        try:
            if act == "edit" and form.is_valid():
                drawn = form.cleaned_data["drawn"]
                service.edit_topic(row, drawn=drawn, **form.fields_of(), by=by, now=now)
            elif act == "summarise" and summary.is_valid():
                service.summarise(row, **summary.cleaned_data, by=by, now=now)
            elif act in {"close", "reopen"}:
                service.move(row, act, by=by, now=now)
            elif act not in {"edit", "summarise"}:
                raise Http404
        except Refused as refusal:
            refused = sentences(refusal.reasons)
            changed = meanwhile.REASON in refusal.reasons
        if not (refused or form.errors or summary.errors):
            messages.success(request, _("Saved."))
            return redirect(request.path)
    if changed:
        row, last = _topic(request, slug), row.summaries.first()
        form.draw_anew(row.version) if act == "edit" else summary.draw_anew(last.pk if last else 0)
    context = {
        "topic": row,
        "form": form,
        "summary": summary,
        "refused": refused,
        "changed": changed,
        "meanwhile": last if act == "summarise" else row,
    }
    status = 409 if refused else 422 if form.errors or summary.errors else 200
    return render(request, "conversation/desk_topic.html", context, status=status)
