"""What the pages of a version show of its consultation, in a constant number of queries."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from avow.blueprints.models import Version
from avow.blueprints.panels import Panel, SectionNote
from avow.blueprints.states import Stage
from avow.consultation import rules
from avow.consultation.models import Comment, Placement
from avow.consultation.services import answering
from avow.consultation.services.commenting import consultation_of, facts_of
from avow.consultation.states import Verdict
from avow.forums.models import Forum
from avow.forums.regions import region_of
from avow.forums.windows import status_of
from avow.kernel.localised import pick
from avow.moderation.states import State
from avow.people.roles import Role


def counts(version: Version, keys: list[str]) -> dict[str, int]:
    """Return {section: how many comments stand there}, earlier ones that were placed too."""
    own = Comment.objects.visible().filter(version=version, section_key__in=keys)
    found = dict(own.values_list("section_key").annotate(n=Count("pk")).order_by())
    placed = Placement.objects.filter(
        version=version, section_key__in=keys, comment__text__state=State.VISIBLE
    )
    for key, count in placed.values_list("section_key").annotate(n=Count("pk")).order_by():
        found[key] = found.get(key, 0) + count
    return found


def notes(request: HttpRequest, version: Version, keys: list[str]) -> Mapping[str, SectionNote]:
    """Return a line below each section: how many comments, and the way to write one."""
    is_open = not rules.refusals(_open_facts(request, version))
    found = counts(version, keys)
    if not is_open and not found:
        return {}
    return {
        key: SectionNote(
            "consultation/section_note.html",
            {"count": found.get(key, 0), "key": key, "open": is_open, "version": version},
        )
        for key in keys
        if is_open or found.get(key)
    }


def _open_facts(request: HttpRequest, version: Version) -> rules.CommentFacts:
    """Return whether comments are taken now, whoever asks; kept for the page."""
    kept = getattr(request, "consultation_facts", None)
    if kept is None or kept[0] != version.pk:
        facts = facts_of(version, None, timezone.now())
        kept = (version.pk, rules.CommentFacts(facts.window_open, facts.newest, "public", True))
        request.consultation_facts = kept  # type: ignore[attr-defined]
    found: rules.CommentFacts = kept[1]
    return found


def panels(request: HttpRequest, version: Version) -> Iterable[Panel]:
    """Return the box of the consultation beside the text."""
    found = consultation_of(version)
    shown = Comment.objects.public()
    own = shown.filter(version=version).count()
    answered = shown.filter(answer__published_in=version).count()
    earlier = shown.filter(placements__version=version).count()
    if found is None and not (own or answered or earlier):
        return []
    context = {
        "consultation": found,
        "status": status_of([found.window], timezone.now()) if found else None,
        "open": not rules.refusals(_open_facts(request, version)),
        "own": own,
        "total": own + earlier,
        "answered": answered,
        "earlier": earlier,
        "version": version,
    }
    return [Panel("aside", "consultation/panel.html", context)]


def before_publication(request: HttpRequest, version: Version) -> Iterable[Panel]:
    """Tell writers which comments have no answer yet, and how this version will be consulted on."""
    plan = version.blueprint
    waiting = Comment.objects.unanswered().filter(version__blueprint=plan)
    window, audience = answering.consultation_to_come(version, timezone.now())
    standing = getattr(request, "standing", None)
    context = {
        "version": version,
        "coalition": plan.coalition,
        "waiting": waiting.count(),
        "window": window,
        "audience": audience,
        "asks": version.stage == Stage.CONSULTATION,
        "may_set_up": standing is not None and Role.SECRETARIAT in standing.roles,
    }
    return [Panel("top", "consultation/before_publication.html", context)]


def said(comments: QuerySet[Comment], *, public: bool = False) -> dict[str, int]:
    """Return how many comments were taken up, partly, not, or wait; one query.

    To the `public` an answer is none before its version is out: those comments wait.
    """
    found = dict.fromkeys([*Verdict.values, "waiting"], 0)
    rows = comments.values_list("answer__verdict", "answer__published_in")
    for verdict, version, count in rows.annotate(n=Count("pk")).order_by():
        waits = verdict is None or (public and version is None)
        found["waiting" if waits else verdict] += count
    return found


def who(
    comments: QuerySet[Comment], forum: Forum, language: str
) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """Return who took part, by kind, region, language and way; small counts are blurred.

    People are counted once, by what they said of themselves; each word of a workshop counts.
    """
    kinds = {one.code: pick(one.names, language) for one in forum.settings.organisation_types}
    by_kind = _counted(comments, "kind")
    by_region: dict[str, int] = {}
    for country, count in _counted(comments, "country").items():
        region = region_of(country) if country else ""
        by_region[region] = by_region.get(region, 0) + count
    return [
        ("kind", rules.blurred((kinds.get(code, code), n) for code, n in by_kind.items())),
        ("region", rules.blurred(by_region.items())),
        ("language", rules.blurred(_counted(comments, "text__language").items())),
        ("source", rules.blurred(_counted(comments, "source").items())),
    ]


def _counted(comments: QuerySet[Comment], column: str) -> dict[str, int]:
    people = Count("text__author", distinct=True) + Count("pk", filter=Q(text__author=None))
    return dict(comments.values_list(column).annotate(n=people).order_by())
