"""A consultation as everybody sees it: read, comment, support, what became of it, who took part."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q, QuerySet, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.blueprints.models import Version, VersionSection
from avow.consultation import context as shown
from avow.consultation import rules
from avow.consultation.forms import KnownCommentForm, VisitorCommentForm
from avow.consultation.models import Comment, Placement
from avow.consultation.services import answering, commenting
from avow.consultation.states import How, Verdict
from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.words import sentences
from avow.mobilising.access import came
from avow.mobilising.states import What
from avow.moderation.states import State
from avow.participants import spam
from avow.participants.access import (
    TakingPartRequest,
    network_key,
    participant_of,
    sent_from,
    takes_part,
    taking_part,
    told_alike,
)
from avow.participants.services import entering
from avow.participants.views import to_sent
from avow.people.access import public

MOST_FROM_ONE_PLACE = 60  # comments of visitors from one network address in an hour
SORTS = {"new": ("-pk",), "support": ("-supported", "-pk"), "old": ("pk",)}


def version_of(request: ForumRequest, slug: str, number: int) -> Version:
    """Return a public version of a coalition's plan. Raises Http404."""
    rows = Version.objects.public().select_related("blueprint__coalition__forum")
    version: Version = get_object_or_404(
        rows,
        blueprint__coalition__forum=request.forum,
        blueprint__coalition__slug=slug,
        number=number,
    )
    return version


def shown_in(version: Version) -> QuerySet[Comment]:
    """Return a version's own public comments, and earlier ones that were placed in it."""
    mine = Prefetch("placements", Placement.objects.filter(version=version), to_attr="placed_here")
    rows = Comment.objects.public().filter(
        Q(version=version) | Q(pk__in=Placement.objects.filter(version=version).values("comment"))
    )
    found: QuerySet[Comment] = rows.select_related(
        "text__author__organisation", "organisation", "answer", "version"
    ).prefetch_related(mine)
    return found


def _context(version: Version, **more: Any) -> dict[str, Any]:
    return {"version": version, "coalition": version.blueprint.coalition, **more}


@require_safe
@public
def comments(request: ForumRequest, slug: str, number: int) -> HttpResponse:
    """List the comments: of one section, one verdict, one language; most supported or newest."""
    version = version_of(request, slug, number)
    rows, wanted = shown_in(version), request.GET
    if section := wanted.get("section", "")[:12]:
        placed = Placement.objects.filter(version=version, section_key=section)
        rows = rows.filter(
            Q(version=version, section_key=section) | Q(pk__in=placed.values("comment"))
        )
    if wanted.get("verdict") in Verdict.values:
        rows = rows.filter(answer__verdict=wanted["verdict"], answer__published_in__isnull=False)
    if wanted.get("passage") == "changed":
        lost = Placement.objects.filter(version=version, how=How.CHANGED)
        rows = rows.filter(pk__in=lost.values("comment"))
    if language := wanted.get("language", "")[:10]:
        rows = rows.filter(text__language=language)
    rows = rows.order_by(*SORTS.get(wanted.get("sort", ""), SORTS["new"]))
    sections = version.sections.all()
    context = _context(
        version,
        page=page_of(request, rows, per_page=25),
        sections=sections,
        titles={one.key: one for one in sections},
        section=section,
        verdicts=Verdict.choices,
        languages=sorted(
            set(shown_in(version).order_by().values_list("text__language", flat=True).distinct())
        ),
        open=not rules.refusals(commenting.facts_of(version, None, timezone.now())),
    )
    return render(request, "consultation/comments.html", context)


@require_safe
@public
def comment(request: ForumRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Show one comment: its passage then and now, its answer, who supports it."""
    version = version_of(request, slug, number)
    row = get_object_or_404(shown_in(version), pk=pk)
    newest = version.blueprint.versions.public().first()
    places = list(
        row.placements.select_related("version")
        .filter(version__state="published")
        .order_by("version__number")
    )
    participant = participant_of(request)
    facts = commenting.facts_of(newest or version, participant, timezone.now())
    closed = set(rules.refusals(facts))
    context = _context(
        version,
        comment=row,
        section=_section(row.version, row.section_key),
        newest=newest,
        places=[_now(one) for one in places[-10:]],
        supports=participant is not None and row.supports.filter(by=participant).exists(),
        own=participant is not None and row.text.author_id == participant.pk,
        removed=row.text.state == State.REMOVED,
        # Whoever is not known yet may be a maker: signing in tells.
        open=not (closed - ({"consultation_for_makers"} if participant is None else set())),
    )
    return render(request, "consultation/comment.html", context)


def _now(place: Placement) -> tuple[Placement, VersionSection | None, str]:
    """Return a place in a later version, with its section and the passage's words there."""
    section = _section(place.version, place.section_key)
    return place, section, answering.words_at(place, section)


def _section(version: Version, key: str) -> VersionSection | None:
    return version.sections.filter(key=key).first() if key else None


@require_http_methods(["GET", "HEAD", "POST"])
@public
def new(request: ForumRequest, slug: str, number: int) -> HttpResponse:
    """Comment on a passage, a section or the whole; a visitor confirms by the mailed link."""
    version = version_of(request, slug, number)
    now = timezone.now()
    known = participant_of(request) is not None or request.user.is_authenticated
    data = request.POST if request.method == "POST" else None
    initial = {
        name: request.GET.get(name, "")[:2_000] for name in ("section", "quote", "before", "after")
    }
    form: Any = (
        KnownCommentForm(data, version=version, initial=initial)
        if known
        else VisitorCommentForm(data, version=version, forum=request.forum, initial=initial)
    )
    refused: list[str] = []
    status = 200
    if data is not None and form.is_valid():
        try:
            return _handed_in(request, version, form)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused, status = sentences(refusal.reasons), spam.status_of(refusal)
            if set(refusal.reasons) & {"comment_passage_not_found"}:
                form.add_error("quote", refused.pop())
    facts = commenting.facts_of(version, participant_of(request), now)
    context = _context(
        version,
        form=form,
        refused=refused,
        closed=sentences(one for one in rules.refusals(facts) if one != "consultation_for_makers"),
        consultation=commenting.consultation_of(version),
        makers_only=facts.audience == "makers",
        participant=participant_of(request),
    )
    status = 422 if form.errors else status
    return render(request, "consultation/new.html", context, status=status)


def _handed_in(request: ForumRequest, version: Version, form: Any) -> HttpResponse:
    now, values = timezone.now(), form.cleaned_data
    said = {
        "language": values["language"],
        "section_key": values["section"],
        "quote": values["quote"],
        "prefix": values["before"],
        "suffix": values["after"],
        "now": now,
    }
    author = taking_part(request, now)
    if author is None:
        key = network_key(request)
        spam.within_limits("comment", key, most=MOST_FROM_ONE_PLACE, per=entering.DAY / 24, now=now)
        back = request.path.removesuffix("new/")
        with told_alike():
            commenting.comment_as(version, values["text"], form.hand(), next_url=back, **said)
            came(request, What.COMMENT, values["email"], now=now)
        return to_sent(request, values["email"])
    made = commenting.comment(version, values["text"], author=author, **said)
    came(request, What.COMMENT, author.email, known=True, now=now)
    if made.text.state == State.VISIBLE:
        messages.success(request, _("Thank you. Your comment is public."))
        return redirect(commenting.address_of(made))
    messages.success(request, _("Thank you. A moderator reads your comment before it is public."))
    return redirect("moderation:mine", forum=request.forum.slug)


@require_POST
@public
@takes_part
@sent_from("consultation:comment")
def support(request: TakingPartRequest, slug: str, number: int, pk: int) -> HttpResponseBase:
    """Say the same as somebody, or no longer."""
    version = version_of(request, slug, number)
    row = get_object_or_404(shown_in(version), pk=pk)
    back = "no" in request.POST
    now = timezone.now()
    who = taking_part(request, now) or request.participant
    commenting.support(row, by=who, now=now, takes_back=back)
    return redirect(request.path.removesuffix("support/"))


@require_safe
@public
def you_said(request: ForumRequest, slug: str, number: int) -> HttpResponse:
    """Show what became of each comment with this version: you said, we did."""
    version = version_of(request, slug, number)
    rows = (
        Comment.objects.public()
        .filter(answer__published_in=version)
        .select_related("text__author__organisation", "organisation", "answer", "version")
        .order_by("version__number", "section_key", "pk")
    )
    wanted = request.GET.get("verdict", "")
    if wanted in Verdict.values:
        rows = rows.filter(answer__verdict=wanted)
    everything = Comment.objects.public().filter(answer__published_in=version)
    page = page_of(request, rows, per_page=25)
    context = _context(
        version,
        page=page,
        counts=shown.said(everything),
        verdicts=Verdict.choices,
        wanted=wanted,
    )
    return render(request, "consultation/you_said.html", context)


@require_safe
@public
def figures(request: ForumRequest, slug: str, number: int) -> HttpResponse:
    """Show who took part, by kind of organisation, region, language and way."""
    version = version_of(request, slug, number)
    rows = Comment.objects.visible().filter(version=version)
    context = _context(
        version,
        total=rows.count(),
        tables=shown.who(rows, request.forum, get_language() or "en"),
        counts=shown.said(rows, public=True),
        supports=rows.aggregate(n=Sum("supported"))["n"] or 0,
        small=rules.SMALL,
    )
    return render(request, "consultation/figures.html", context)
