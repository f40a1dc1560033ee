"""Answer comments, publish the answers with the next version, and follow passages into it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from avow.blueprints.models import Version, VersionSection
from avow.blueprints.services.common import roles_towards
from avow.blueprints.states import Stage, VersionState
from avow.consultation.anchoring import Anchor, Before, Text
from avow.consultation.models import Answer, Comment, Consultation, Placement
from avow.consultation.permissions import POLICY
from avow.consultation.states import Audience, How, Verdict
from avow.forums.models import Coalition, Window
from avow.forums.states import WindowKind
from avow.forums.windows import status_of
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.kernel.lifecycle import Refused
from avow.kernel.markdown import plain
from avow.kernel.meanwhile import unchanged_since
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.authority import roles_in
from avow.people.models import User
from avow.people.roles import Role

KIND = "consultation.place"
BATCH = 500
LONGEST = 4_000


def answer(
    comments: Sequence[Comment],
    verdict: str,
    words: str,
    *,
    language: str,
    seen: Mapping[int, str] = MappingProxyType({}),
    by: User,
    now: datetime,
) -> int:
    """Answer one or several comments of one coalition with the same words; return how many.

    Public with the next version; at once where a version after the comment's is out already: nobody
    waits for an answer for ever. Until then it may be changed. `seen`: when each comment was last
    answered, as the page showed it. Raises Refused: no comment, not one's to answer, no verdict, no
    reason, one of them is answered publicly already, or was answered by somebody else meanwhile.
    """
    words = nfc(words).strip()
    if verdict not in Verdict.values:
        raise Refused("answer_without_verdict")
    if not words or len(words) > LONGEST:
        raise Refused("answer_without_reason")
    with transaction.atomic():
        rows = _locked_to_answer(comments, seen, by, now)
        newest = _newest_of({row.version.blueprint_id for row in rows})
        for row in rows:
            last = newest.get(row.version.blueprint_id)
            Answer.objects.update_or_create(
                comment=row,
                defaults={
                    "verdict": verdict,
                    "text": words,
                    "language": language,
                    "by": by,
                    "at": now,
                    "published_in": last if last and last.number > row.version.number else None,
                },
            )
    return len(rows)


def _locked_to_answer(
    comments: Sequence[Comment], seen: Mapping[int, str], by: User, now: datetime
) -> list[Comment]:
    """Return the comments, their rows locked. Raises Refused as `answer`."""
    ids = [one.pk for one in comments]
    if not ids:
        raise Refused("answer_without_comment")
    rows = list(
        Comment.objects.visible()
        .select_for_update(of=("self",))
        .select_related("version__blueprint__coalition__forum")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    if len(rows) != len(set(ids)):
        raise Refused("moved_on")
    for coalition in {row.version.blueprint.coalition for row in rows}:
        _may_answer(by, coalition, now)
    for known in Answer.objects.filter(comment__in=rows):
        if known.published_in_id:
            raise Refused("answer_is_public")
        if known.by_id != by.pk and seen.get(known.comment_id, "") != known.at.isoformat():
            raise Refused("answer_by_somebody_else")
    return rows


def _newest_of(plans: Iterable[int]) -> dict[int, Version]:
    """Return {plan: its newest public version}; one query."""
    rows = Version.objects.public().filter(blueprint__in=plans).order_by("number")
    return {row.blueprint_id: row for row in rows}


def _may_answer(by: User, coalition: Coalition, now: datetime) -> None:
    if not POLICY.allows("comment.answer", roles_towards(by, coalition, now)):
        raise Refused("not_yours", forbidden=True)


def version_published(version: Version, before: Version | None, now: datetime) -> None:
    """Publish the answers given so far, open the consultation, and ask for passages to be placed.

    Runs in the publication's transaction.
    """
    plan = version.blueprint
    Answer.objects.filter(comment__version__blueprint=plan, published_in__isnull=True).update(
        published_in=version
    )
    window, _audience = consultation_to_come(version, now)
    if window is not None:
        defaults = {"window": window, "opened_at": now}
        Consultation.objects.get_or_create(version=version, defaults=defaults)
    if before is None:
        return
    ask_to_place(version, now)


def _to_place(version: Version) -> QuerySet[Comment]:
    """Return the comments on earlier versions that have no place in this one yet."""
    earlier = Comment.objects.filter(
        version__blueprint=version.blueprint_id, version__number__lt=version.number
    )
    return earlier.exclude(placements__version=version)


def ask_to_place(version: Version, now: datetime) -> None:
    """Ask the worker to place earlier comments in a version; nothing where all have their place."""
    count = _to_place(version).count()
    if count:
        start(
            KIND,
            key=f"{KIND}:{version.pk}",
            by=None,
            params={"version": version.pk},
            now=now,
            total=count,
            forum=version.blueprint.coalition.forum,
        )


def place_in_later_versions(version: Version, now: datetime) -> None:
    """Ask for the same in every version after this one: a workshop's words may come in late."""
    later = Version.objects.public().filter(
        blueprint=version.blueprint_id, number__gt=version.number
    )
    for one in later.select_related("blueprint__coalition__forum"):
        ask_to_place(one, now)


def consultation_to_come(version: Version, now: datetime) -> tuple[Window | None, Audience]:
    """Return when and by whom a version may be commented on once it is public.

    As the secretariat chose; else a draft opens to everybody in the window that is open, or comes
    next. None: nobody is asked.
    """
    chosen = Consultation.objects.select_related("window").filter(version=version).first()
    if chosen is not None:
        return chosen.window, Audience(chosen.audience)
    if version.stage not in {Stage.DRAFT, Stage.CONSULTATION}:
        return None, Audience.PUBLIC
    forum = version.blueprint.coalition.forum_id
    windows = Window.objects.filter(forum=forum, kind=WindowKind.CONSULTATION)
    status = status_of(list(windows), now)
    return (None if status.state == "closed" else status.window), Audience.PUBLIC


def set_up(
    version: Version,
    window: Window,
    audience: str,
    question: str,
    *,
    by: User,
    now: datetime,
    drawn: int | None = None,
) -> Consultation:
    """Open a version for comments in a window, or change for whom; before it is public too.

    So a version can come out for makers only from its first minute. `drawn` counts the changes that
    its page knew, 0 before the first. Raises Refused: not one's to do; changed meanwhile.
    """
    forum = version.blueprint.coalition.forum
    if not POLICY.allows("consultation.open", roles_in(by, None, forum)):
        raise Refused("not_yours", forbidden=True)
    if window.forum_id != forum.pk or window.kind != WindowKind.CONSULTATION:
        raise Refused("consultation_window_unknown")
    values = {
        "window": window,
        "audience": audience,
        "question": nfc(question).strip()[:4_000],
    }
    with transaction.atomic():
        Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
        known = Consultation.objects.filter(version=version).first()
        row, made = known or Consultation(version=version, opened_at=now, changes=0), known is None
        if not made and all(getattr(row, name) == value for name, value in values.items()):
            return row
        unchanged_since(drawn, row.changes)
        for name, value in values.items():
            setattr(row, name, value)
        row.changes += 1
        row.save()
        if made and version.state == VersionState.PUBLISHED:  # the ledger tells nothing ahead
            record(
                "consultation.open",
                forum=forum,
                subject=f"blueprint:{version.blueprint.coalition.code}:{version.number}",
                at=now,
                role=Role.SECRETARIAT,
                data={"audience": audience},
            )
    return row


@runner(KIND)
def place_all(job: Job, _now: datetime) -> dict[str, Any]:
    """Place every earlier comment in a new version, in batches; what was placed stays so."""
    version = Version.objects.get(pk=job.params["version"])
    text = text_of(version.sections.all())
    rows = _to_place(version)
    old: dict[int, Text] = {}
    last, done = 0, job.done
    while True:
        batch = list(rows.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            break
        latest = _latest_sections(batch)
        _read(old, batch)
        placed = [
            _placed(one, version, text, latest.get(one.pk, one.section_key), old[one.version_id])
            for one in batch
        ]
        with transaction.atomic():
            Placement.objects.bulk_create(placed, ignore_conflicts=True)
            done, last = done + len(batch), batch[-1].pk
            advance(job, done)
    return {"comments": done}


def _read(old: dict[int, Text], batch: list[Comment]) -> None:
    """Read the versions that these comments are about, besides those that are read already."""
    missing = {one.version_id for one in batch} - set(old)
    sections: dict[int, list[VersionSection]] = {pk: [] for pk in missing}
    for row in VersionSection.objects.filter(version__in=missing):
        sections[row.version_id].append(row)
    old.update({pk: text_of(rows) for pk, rows in sections.items()})


def text_of(sections: Iterable[VersionSection]) -> Text:
    """Return a version's sections as passages are looked for in them."""
    return Text({one.key: _words(one) for one in sections})


def _words(section: VersionSection) -> str:
    """Return what a reader sees of a section: title and text."""
    return f"{section.title}\n{plain(section.body)}"


def words_at(place: Placement, section: VersionSection | None) -> str:
    """Return a passage as it stands in a later version; empty where a comment has none there."""
    return _words(section)[place.start : place.end] if section is not None else ""


def _latest_sections(batch: list[Comment]) -> dict[int, str]:
    """Return {comment: the section it stood in last}; two queries."""
    rows = Placement.objects.filter(comment__in=batch).exclude(section_key="")
    newest = dict(rows.values_list("comment").annotate(newest=Max("version__number")).order_by())
    return {
        comment: key
        for comment, number, key in rows.values_list("comment", "version__number", "section_key")
        if newest.get(comment) == number
    }


def _placed(one: Comment, version: Version, text: Text, section: str, old: Text) -> Placement:
    if not one.section_key:
        return Placement(comment=one, version=version, how=How.WHOLE)
    if not one.quote:
        there = section in text.sections
        how = How.SECTION if there else How.CHANGED
        return Placement(
            comment=one, version=version, how=how, section_key=section if there else ""
        )
    around = (one.quote, one.prefix, one.suffix, one.start)
    before = Before(old, Anchor(one.section_key, *around))
    place = text.place(Anchor(section, *around), before)
    if place is None:
        return Placement(comment=one, version=version, how=How.CHANGED)
    return Placement(
        comment=one,
        version=version,
        how=place.how,
        section_key=place.section,
        start=place.start,
        end=place.end,
    )
