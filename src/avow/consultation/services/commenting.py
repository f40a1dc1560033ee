"""Comment on a version, and support what others said."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from avow.blueprints.models import Version, VersionSection
from avow.consultation import rules
from avow.consultation.anchoring import Anchor, locate
from avow.consultation.models import Comment, Consultation, Support
from avow.consultation.rules import CommentFacts
from avow.forums.windows import status_of
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.markdown import plain
from avow.kernel.text import nfc
from avow.moderation.models import PublicText
from avow.moderation.services import writing
from avow.moderation.states import Kind, State
from avow.participants.models import Participant
from avow.participants.services.entering import Hand
from avow.participants.services.entering import enter as enter_as
from avow.people.links import link
from avow.people.models import Organisation, SeatHolder
from avow.review.models import Maker


def consultation_of(version: Version) -> Consultation | None:
    """Return the consultation on a version, with its window; one query."""
    return Consultation.objects.select_related("window").filter(version=version).first()


def facts_of(version: Version, by: Participant | None, now: datetime) -> CommentFacts:
    """Gather whether `by` may comment on a version now."""
    found = consultation_of(version)
    newest = version.blueprint.versions.public().first()
    return CommentFacts(
        window_open=found is not None and status_of([found.window], now).is_open,
        newest=newest is not None and newest.pk == version.pk,
        audience=found.audience if found else "public",
        is_maker=by is not None and _is_maker(by, now),
    )


def _is_maker(by: Participant, now: datetime) -> bool:
    """Return whether they speak for a maker of the forum, or an organisation that sits for one."""
    if by.organisation_id is None:
        return False
    makers = Maker.objects.filter(forum=by.forum_id, organisation=by.organisation_id)
    seats = SeatHolder.objects.on(day_of(now, by.forum.zone)).filter(
        organisation=by.organisation_id, seat__coalition__forum=by.forum_id
    )
    return makers.exists() or seats.exists()


def anchor_in(
    version: Version, section_key: str, quote: str, prefix: str = "", suffix: str = ""
) -> tuple[VersionSection | None, Anchor | None]:
    """Return the section and the passage meant; (None, None) for the whole plan.

    A browser hands on the words as its system types them; they are looked for as texts are kept.

    Raises Refused: no such section, the words do not stand there.
    """
    if not section_key:
        if quote.strip():
            raise Refused("comment_passage_without_section")
        return None, None
    section = version.sections.filter(key=section_key).first()
    if section is None:
        raise Refused("comment_section_unknown")
    if not quote.strip():
        return section, None
    text = f"{section.title}\n{plain(section.body)}"
    found = locate(section_key, text, nfc(quote), prefix=nfc(prefix), suffix=nfc(suffix))
    if found is None:
        raise Refused("comment_passage_not_found")
    return section, found


def comment(
    version: Version,
    words: str,
    *,
    author: Participant,
    language: str,
    section_key: str = "",
    quote: str = "",
    prefix: str = "",
    suffix: str = "",
    known: bool = True,
    now: datetime,
) -> Comment:
    """Hand in a comment; it is public, held or unconfirmed as every public text.

    A double click hands in one. Raises Refused with every reason: closed, a newer version is out,
    for makers only, the passage does not stand there, and those of every public text.
    """
    reasons = rules.refusals(facts_of(version, author, now))
    if reasons:
        raise Refused(*reasons)
    _section, found = anchor_in(version, section_key, quote, prefix, suffix)
    forum = version.blueprint.coalition.forum
    with transaction.atomic():
        text = writing.write(
            forum,
            Kind.COMMENT,
            words,
            author=author,
            language=language,
            place=f"{version.pk}:{section_key}:{found.start if found else ''}",
            known=known,
            now=now,
        )
        same: Comment | None = Comment.objects.filter(text=text).first()
        if same is not None:
            return same
        made = Comment.objects.create(
            version=version,
            text=text,
            section_key=section_key,
            organisation=author.organisation,
            kind=author.kind,
            country=author.country,
            **columns_of(found),
        )
        writing.set_place(text, address_of(made))
    return made


def comment_as(
    version: Version, words: str, hand: Hand, *, next_url: str, now: datetime, **said: Any
) -> Comment:
    """Hand in a comment of somebody not yet known: it waits for their address to be confirmed.

    One transaction: where the comment is refused, no mail leaves. Raises Refused as `comment`.
    """
    with transaction.atomic():
        author = enter_as(version.blueprint.coalition.forum, hand, next_url=next_url, now=now)
        return comment(version, words, author=author, known=False, now=now, **said)


def columns_of(found: Anchor | None) -> dict[str, Any]:
    """Return the columns that keep a passage."""
    if found is None:
        return {}
    return {
        "quote": found.quote,
        "prefix": found.prefix[-60:],
        "suffix": found.suffix[:60],
        "start": found.start,
    }


def address_of(made: Comment) -> str:
    """Return the page of a comment."""
    version = made.version
    coalition = version.blueprint.coalition
    return link("consultation:comment", coalition.forum, coalition.slug, version.number, made.pk)


def support(made: Comment, *, by: Participant, now: datetime, takes_back: bool = False) -> int:
    """Support a comment, or no longer; once each. Return how many support it now.

    It is taken as a comment is: while the plan's newest version is open to whoever supports. Taking
    one's support back is never too late. Raises Refused: closed, for makers only, one's own, not
    public, may not take part.
    """
    newest = made.version.blueprint.versions.public().first() or made.version
    reasons = rules.refusals(facts_of(newest, by, now))
    if reasons and not takes_back:
        raise Refused(*reasons)
    with transaction.atomic():
        row: Comment = (
            Comment.objects.select_for_update(of=("self",)).select_related("text").get(pk=made.pk)
        )
        if by.blocked_at is not None:
            raise Refused("participant_blocked", forbidden=True)
        if row.text.author_id == by.pk:
            raise Refused("support_own")
        if row.text.state != State.VISIBLE:
            raise Refused("moved_on")
        mine = Support.objects.filter(comment=row, by=by)
        change = 0
        if takes_back:
            change = -mine.delete()[0]
        elif not mine.exists():
            Support.objects.create(comment=row, by=by, at=now)
            change = 1
        Comment.objects.filter(pk=row.pk).update(supported=F("supported") + change)
    return row.supported + change


def is_here(version: Version, source_name: str, source_row: str) -> bool:
    """Return whether a row of a workshop or file was taken in already, whatever the version."""
    plan = version.blueprint_id
    rows = Comment.objects.filter(version__blueprint=plan, source_name=source_name)
    return rows.filter(source_row=source_row).exists()


def enter(
    version: Version,
    words: str,
    *,
    language: str,
    source: str,
    source_name: str,
    source_row: str,
    section_key: str = "",
    quote: str = "",
    kind: str = "",
    country: str = "",
    now: datetime,
) -> Comment | None:
    """Take in a comment that was said elsewhere, without a name; None if it is here already.

    A quote that does not stand in the section goes in front of the words. Raises Refused for an
    unknown section or empty words.
    """
    if is_here(version, source_name, source_row):
        return None
    try:
        _section, found = anchor_in(version, section_key, quote)
    except Refused as refusal:
        if refusal.reasons != ("comment_passage_not_found",):
            raise
        found, words = None, f"“{quote.strip()}”\n\n{words}"
    forum = version.blueprint.coalition.forum
    with transaction.atomic():
        text = PublicText.objects.create(
            forum=forum,
            kind=Kind.COMMENT,
            text=writing.cleaned(words),
            language=language,
            state=State.VISIBLE,
            written_at=now,
            shown_at=now,
        )
        said = {"source": source, "source_name": source_name, "source_row": source_row}
        who = {"kind": kind, "country": country}
        made = Comment.objects.create(
            version=version, text=text, section_key=section_key, **who, **said, **columns_of(found)
        )
        writing.set_place(text, address_of(made))
    return made


def organisation_changed(organisation: Organisation, _now: datetime) -> None:
    """Take the country out of what was said for an organisation that asked for protection."""
    if organisation.is_protected:
        Comment.objects.filter(organisation=organisation).update(country="")
