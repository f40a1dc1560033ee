"""What the secretariat does with events: make, edit, publish, cancel, add to them."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from avow.answers.files import KINDS, checked, clean_name
from avow.directory.models import Entry
from avow.directory.services import touch
from avow.events import rules
from avow.events.conflicts import ChangedMeanwhile, marks_of, marks_on
from avow.events.lifecycle import EVENT
from avow.events.models import Announcement, Document, Event, Session
from avow.events.permissions import POLICY
from avow.events.rules import RESERVED, EventFacts, Times, within
from avow.events.services import telling
from avow.events.states import State
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.authority import roles_in
from avow.people.models import User
from avow.people.roles import Role

_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another one
MOMENTS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")
TIMES = ("starts_at", "ends_at", "zone_name", "place", "online_url")


def _require(by: User, forum: Forum) -> None:
    if not POLICY.allows("event.edit", roles_in(by, None, forum)):
        raise Refused("not_yours", forbidden=True)


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    values = dict(fields)
    values["title"] = " ".join(nfc(values["title"]).split())[:200]
    values["text"] = nfc(values.get("text", "")).strip()
    values["place"] = " ".join(nfc(values.get("place", "")).split())[:300]
    for name in MOMENTS:  # times of two zones that clocks show twice are never equal
        values[name] = values[name].astimezone(UTC) if values.get(name) else None
    reasons = []
    if not values["title"]:
        reasons.append("event_without_title")
    if values["ends_at"] <= values["starts_at"]:
        reasons.append("event_times_wrong")
    opens, closes = values.get("registration_opens_at"), values.get("registration_closes_at")
    if opens is not None and closes is not None and closes <= opens:
        reasons.append("event_registration_times_wrong")
    if reasons:
        raise Refused(*reasons)
    return values


def make(forum: Forum, *, by: User, now: datetime, **fields: Any) -> Event:
    """Make a draft of an event; the same title and time again is that event. Raises Refused."""
    _require(by, forum)
    values = _values(fields)
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)
        same = Event.objects.filter(
            forum=forum, title=values["title"], starts_at=values["starts_at"]
        )
        known: Event | None = same.first()
        if known is not None:
            return known
        code = "".join(secrets.choice(_SIGNS) for _ in range(6))
        return Event.objects.create(
            forum=forum,
            slug=_slug(forum, values["title"]),
            code=code,
            made_at=now,
            changed_at=now,
            **values,
        )


def _slug(forum: Forum, title: str) -> str:
    base = slugify(title)[:60].strip("-") or "event"
    alike = Event.objects.filter(forum=forum, slug__startswith=base)
    taken = set(alike.values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    return slug


def locked(event: Event) -> Event:
    """Return an event, its row locked: places are given out one after the other."""
    rows = Event.objects.select_for_update(of=("self",)).select_related("forum", "coalition")
    row: Event = rows.get(pk=event.pk)
    return row


class SessionsRefused(Refused):
    """An edit that some sessions could not follow; `titles` are theirs."""

    def __init__(self, reason: str, titles: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.titles = titles


def edit(
    event: Event, *, by: User, now: datetime, seen: Mapping[str, str] | None = None, **fields: Any
) -> Event:
    """Change an event. Who registered is told of another time or place; more places are given out.

    `seen` are the marks of what a page showed. Raises Refused: not one's to do, wrong times,
    cancelled, a session left outside; ChangedMeanwhile where it would overwrite another's change.
    """
    from avow.events.services import registering  # noqa: PLC0415  they give places out together

    _require(by, event.forum)
    values = _values(fields)
    with transaction.atomic():
        row = locked(event)
        _may_change(row, values, seen, now)
        moved = any(getattr(row, name) != values.get(name, getattr(row, name)) for name in TIMES)
        before = Times(row.starts_at, row.ends_at, row.zone)
        for name, value in values.items():
            setattr(row, name, value)
        sessions = _sessions_moved(row, before)
        row.changed_at = now
        row.sequence += 1 if moved else 0
        row.save()
        for one in sessions:
            one.save(update_fields=["starts_at", "ends_at"])
        registering.give_places(row, now)
        if moved and row.state == State.PUBLISHED and now < row.ends_at:
            telling.tell_registered(
                row, "event.changed", f"event.changed:{row.pk}:{row.sequence}", now
            )
    return row


def _may_change(
    row: Event, values: dict[str, Any], seen: Mapping[str, str] | None, now: datetime
) -> None:
    if row.state == State.CANCELLED:
        raise Refused("moved_on")
    names: tuple[str, ...] = ()
    if seen is not None:
        names = rules.changed_meanwhile(seen, marks_on(row, values), marks_of(values))
    if names:
        raise ChangedMeanwhile(row, names)
    whole = bool(values["place"] or values.get("online_url"))
    if row.state == State.PUBLISHED and (reasons := rules.complete(EventFacts(whole), now)):
        raise Refused(*reasons)


def _sessions_moved(row: Event, before: Times) -> list[Session]:
    """Return the sessions that move along where the whole event moves; where it grows, they stay.

    In the order in which none lands on the time of one yet to move. Raises SessionsRefused.
    """
    after = Times(row.starts_at, row.ends_at, row.zone)
    if after == before:
        return []
    order = "-starts_at" if after.starts_at > before.starts_at else "starts_at"
    sessions = list(row.sessions.order_by(order))
    by = rules.whole_move(before, after)
    if by is not None:
        _move_along(sessions, by, before, after)
    begins, ends = after.starts_at, after.ends_at
    outside = [one for one in sessions if not within(one.starts_at, one.ends_at, begins, ends)]
    if outside:
        raise SessionsRefused("session_outside", tuple(one.title for one in outside))
    return sessions if by is not None else []


def _move_along(sessions: list[Session], by: timedelta, before: Times, after: Times) -> None:
    skipped = []
    for one in sessions:
        times = rules.moved_along(Times(one.starts_at, one.ends_at, before.zone), by, after.zone)
        if times is None:
            skipped.append(one.title)
        else:
            one.starts_at, one.ends_at = times.starts_at, times.ends_at
    if skipped:
        raise SessionsRefused("session_jumped_over", tuple(skipped))


def move(event: Event, name: str, *, by: User, reason: str = "", now: datetime) -> Event:
    """Publish or cancel an event; a second click finds it done. Raises Refused."""
    with transaction.atomic():
        row = locked(event)
        if row.state == EVENT.named(name).target:
            return row
        whole = bool(row.title) and bool(row.place or row.online_url)
        facts = EventFacts(whole, now >= row.ends_at, nfc(reason))
        row.state = EVENT.step(name, row.state, roles_in(by, None, row.forum), facts, now).target
        row.changed_at, row.sequence = now, row.sequence + 1
        if name == "publish":
            row.published_at = now
        else:
            row.state_reason = nfc(reason).strip()[:2_000]
            telling.tell_registered(row, "event.cancelled", f"event.cancelled:{row.pk}", now)
        row.save()
        touch(row.forum_id)
        record(
            f"event.{name}",
            forum=row.forum,
            subject=f"event:{row.slug}",
            at=now,
            role=Role.SECRETARIAT,
            data={"title": row.title},
        )
    return row


def add_session(event: Event, *, by: User, now: datetime, **fields: Any) -> Session:
    """Add a session; the same again is the same. Raises Refused: no title, wrong times."""
    _require(by, event.forum)
    title = " ".join(nfc(fields.pop("title")).split())[:200]
    starts_at, ends_at = fields.pop("starts_at"), fields.pop("ends_at")
    if not title:
        raise Refused("event_without_title")
    if ends_at <= starts_at:
        raise Refused("event_times_wrong")
    with transaction.atomic():
        row = locked(event)
        if not within(starts_at, ends_at, row.starts_at, row.ends_at):
            raise Refused("session_outside")
        values = {"ends_at": ends_at, **{key: nfc(value).strip() for key, value in fields.items()}}
        same = Session.objects.filter(event=row, title=title, starts_at=starts_at)
        known: Session | None = same.filter(**values).first()
        if known is not None:
            return known
        made, _new = Session.objects.update_or_create(
            event=row, title=title, starts_at=starts_at, defaults=values
        )
        _parts_changed(row, now)
    return made


def _parts_changed(row: Event, now: datetime) -> None:
    """Tell calendars that the sessions are not what they were."""
    Event.objects.filter(pk=row.pk).update(changed_at=now, sequence=F("sequence") + 1)


def remove_part(event: Event, what: str, pk: int, *, by: User, now: datetime) -> None:
    """Take a session, document or announcement away; again, it is gone. Raises Refused."""
    _require(by, event.forum)
    models = {"session": Session, "document": Document, "announcement": Announcement}
    gone, _of = models[what].objects.filter(event=event, pk=pk).delete()  # type: ignore[attr-defined]
    if gone and what == "session":
        _parts_changed(event, now)
    touch(event.forum_id)


def add_document(
    event: Event,
    *,
    kind: str,
    title: str,
    url: str = "",
    file: UploadedFile[Any] | None = None,
    by: User,
    now: datetime,
) -> Document:
    """Add a recording, stream or document: an address or a file. Raises Refused as files do.

    The same address again is the same document, with its kind and title mended.
    """
    _require(by, event.forum)
    title = " ".join(nfc(title).split())[:200]
    if not title:
        raise Refused("event_without_title")
    if bool(url) == bool(file):
        raise Refused("document_address_or_file")
    if file is None:
        words = {"kind": kind, "title": title}
        made, _new = Document.objects.update_or_create(
            event=event, url=url, defaults=words, create_defaults=words | {"added_at": now}
        )
        return made
    name = clean_name(file.name or "")
    checked(file, name)
    row = Document(event=event, kind=kind, title=title, name=name, added_at=now)
    extension = name.rpartition(".")[2].lower()
    row.content_type = KINDS[extension][0]
    file.seek(0)
    row.file.save(f"{secrets.token_hex(16)}.{extension}", file, save=False)
    row.save()
    return row


def announce(event: Event, refs: Iterable[str], *, by: User, now: datetime) -> list[str]:
    """Say which public commitments were announced at an event; return those that are not public.

    Raises Refused (forbidden).
    """
    _require(by, event.forum)
    wanted = list(dict.fromkeys(ref.strip().upper() for ref in refs if ref.strip()))
    public = Entry.objects.filter(forum=event.forum, ref__in=wanted, is_listed=True)
    known = set(public.values_list("ref", flat=True))
    Announcement.objects.bulk_create(
        (Announcement(event=event, ref=ref, at=now) for ref in wanted if ref in known),
        ignore_conflicts=True,
    )
    touch(event.forum_id)  # the commitments' pages say where they were announced
    return [ref for ref in wanted if ref not in known]
