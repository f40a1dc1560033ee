"""What the secretariat does with topics: open, edit, close, summarise."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from avow.conversation.lifecycle import TOPIC
from avow.conversation.models import Summary, Topic
from avow.conversation.permissions import POLICY
from avow.conversation.states import State
from avow.forums.models import Coalition, Forum
from avow.kernel.clock import YEARS
from avow.kernel.due import due
from avow.kernel.lifecycle import Refused
from avow.kernel.meanwhile import unchanged_since
from avow.kernel.text import nfc, says_something
from avow.ledger.services import record
from avow.people.authority import roles_in
from avow.people.models import User
from avow.people.roles import Role


def _require(action: str, by: User, forum: Forum) -> None:
    if not POLICY.allows(action, roles_in(by, None, forum)):
        raise Refused("not_yours", forbidden=True)


def open_topic(
    forum: Forum,
    *,
    title: str,
    text: str,
    language: str,
    coalition: Coalition | None = None,
    closes_at: datetime | None = None,
    by: User,
    now: datetime,
) -> Topic:
    """Open a topic; the same title again within the hour is that topic. Raises Refused."""
    _require("topic.open", by, forum)
    values = _values(title, text, language, coalition, closes_at, now)
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)
        recent = Topic.objects.filter(forum=forum, opened_at__gt=now - timedelta(hours=1))
        known = recent.filter(title=values["title"]).first()
        if known is not None:
            return known
        topic = Topic.objects.create(
            forum=forum, slug=_slug(forum, values["title"]), opened_by=by, opened_at=now, **values
        )
        _record("topic.open", topic, now)
    return topic


def _values(
    title: str,
    text: str,
    language: str,
    coalition: Coalition | None,
    closes_at: datetime | None,
    now: datetime,
    before: datetime | None = None,
) -> dict[str, Any]:
    """Return the columns. An end that has passed stays as it was (`before`, to the minute)."""
    title = " ".join(nfc(title).split())
    if not says_something(title):
        raise Refused("topic_without_title")
    if before is not None and closes_at == before.replace(second=0, microsecond=0):
        closes_at = before
    if closes_at is not None and closes_at.year not in YEARS:
        raise Refused("topic_closes_in_the_past")
    if closes_at is not None and closes_at <= now and closes_at != before:
        raise Refused("topic_closes_in_the_past")
    return {
        "title": title[:200],
        "text": nfc(text).strip(),
        "language": language,
        "coalition": coalition,
        "closes_at": closes_at,
    }


def _slug(forum: Forum, title: str) -> str:
    base = slugify(title)[:60].strip("-") or "topic"
    taken = set(
        Topic.objects.filter(forum=forum, slug__startswith=base).values_list("slug", flat=True)
    )
    number, slug = 1, base
    while slug in taken or slug == "rules":
        number += 1
        slug = f"{base}-{number}"
    return slug


def _record(verb: str, topic: Topic, now: datetime, role: str = Role.SECRETARIAT) -> None:
    data = {"title": topic.title}
    record(verb, forum=topic.forum, subject=f"topic:{topic.slug}", at=now, role=role, data=data)


def edit_topic(
    topic: Topic, *, by: User, now: datetime, drawn: int | None = None, **fields: Any
) -> Topic:
    """Change a topic's words, coalition or end.

    `drawn` is the version its page showed: what somebody else saved meanwhile is not overwritten.
    Raises Refused.
    """
    _require("topic.edit", by, topic.forum)
    with transaction.atomic():
        row: Topic = Topic.objects.select_for_update().get(pk=topic.pk)
        values = _values(**fields, now=now, before=row.closes_at)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        unchanged_since(drawn, row.version)
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
    return row


def move(topic: Topic, name: str, *, by: User | None, now: datetime) -> Topic:
    """Close or reopen a topic; a second click finds it done. Raises Refused."""
    with transaction.atomic():
        row: Topic = Topic.objects.select_for_update().select_related("forum").get(pk=topic.pk)
        if row.state == TOPIC.named(name).target:
            return row
        roles = roles_in(by, None, row.forum) if by else {Role.SYSTEM}
        row.state = TOPIC.step(name, row.state, roles, None, now).target
        if name == "reopen":
            row.closes_at = None
        row.save(update_fields=["state", "closes_at"])
        _record(f"topic.{name}", row, now, Role.SECRETARIAT if by else Role.SYSTEM)
    return row


def summarise(
    topic: Topic, text: str, *, language: str, by: User, now: datetime, drawn: int | None = None
) -> Summary:
    """Say what was said so far; earlier summaries are kept.

    `drawn` is the number of the summary its page showed, 0 for none. Raises Refused.
    """
    _require("topic.summarise", by, topic.forum)
    text = nfc(text).strip()
    if not text:
        raise Refused("text_empty")
    with transaction.atomic():
        Topic.objects.select_for_update().get(pk=topic.pk)
        last = topic.summaries.first()
        if last is not None and (last.text, last.language) == (text, language):
            return last
        unchanged_since(drawn, last.pk if last else 0)
        return Summary.objects.create(topic=topic, text=text, language=language, by=by, at=now)


@due("conversation: topics that close", every=timedelta(minutes=5))
def close_due(now: datetime) -> int:
    """Close the topics whose end has come."""
    rows = Topic.objects.filter(state=State.OPEN, closes_at__lte=now)
    return sum(1 for topic in rows if move(topic, "close", by=None, now=now).state == State.CLOSED)
