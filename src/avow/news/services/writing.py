"""Write, publish, correct and withdraw updates."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from avow.directory.services import touch
from avow.forums.models import Coalition, Forum
from avow.kernel.clock import day_of
from avow.kernel.due import due
from avow.kernel.lifecycle import Refused
from avow.kernel.meanwhile import unchanged_since
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.news.lifecycle import UPDATE
from avow.news.models import Correction, Update
from avow.news.permissions import POLICY
from avow.news.rules import LONGEST, UpdateFacts
from avow.news.services import sending
from avow.news.states import State
from avow.notices.services import tell
from avow.people.links import link
from avow.people.models import User
from avow.people.roles import Role
from avow.people.seats import champion_users
from avow.people.services.roles import secretariat_of
from avow.people.standing import standing_towards


def roles_towards(
    user: User | None, forum: Forum, coalition: Coalition | None, now: datetime
) -> frozenset[Role]:
    """Return who somebody is towards news of a coalition, or of the forum; None is the calendar."""
    if user is None:
        return frozenset({Role.SYSTEM})
    roles = standing_towards(
        user,
        forum=forum,
        organisation_ids=(),
        coalition_ids=[coalition.pk] if coalition else [],
        now=now,
    )
    return roles if coalition else roles - {Role.CHAMPION}


def begin(
    forum: Forum,
    *,
    coalition: Coalition | None,
    by: User,
    now: datetime,
    translation_of: Update | None = None,
    **words: Any,
) -> Update:
    """Begin an update. Raises Refused: not one's to write, too long, translated already."""
    if not POLICY.allows("update.write", roles_towards(by, forum, coalition, now)):
        raise Refused("not_yours", forbidden=True)
    values = _words(**words)
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)
        _language_is_free(translation_of, values["language"])
        same: Update | None = Update.objects.filter(
            forum=forum, coalition=coalition, written_by=by, state=State.DRAFT, **values
        ).first()
        if same is not None:
            return same
        return Update.objects.create(
            forum=forum,
            coalition=coalition,
            slug=slugify(values["title"])[:60] or "news",
            translation_of=translation_of,
            written_by=by,
            begun_at=now,
            **values,
        )


def _language_is_free(first: Update | None, language: str, *, but: Update | None = None) -> None:
    """Refuse a second text of the same news in one language. `but`: the one that is changed."""
    if first is None:
        return
    texts = Update.objects.filter(Q(pk=first.pk) | Q(translation_of=first))
    if texts.exclude(pk=but.pk if but else None).filter(language=language).exists():
        raise Refused("update_translated_already")


def _words(*, title: str, text: str, language: str) -> dict[str, str]:
    title, text = " ".join(nfc(title).split()), nfc(text).strip()
    if len(title) > 200 or len(text) > LONGEST:
        raise Refused("update_too_long")
    return {"title": title, "text": text, "language": language}


def _locked(update: Update) -> Update:
    rows = Update.objects.select_for_update(of=("self",)).select_related(
        "forum", "coalition", "translation_of"
    )
    row: Update = rows.get(pk=update.pk)
    return row


def edit(
    update: Update, *, by: User, now: datetime, drawn: int | None = None, **words: Any
) -> Update:
    """Change an update that is not public yet.

    `drawn` is the version its page showed: what somebody else saved meanwhile is not overwritten.
    Raises Refused: not one's to do, moved on, changed meanwhile, too long, its language is taken.
    """
    with transaction.atomic():
        row = _locked(update)
        roles = roles_towards(by, row.forum, row.coalition, now)
        if not POLICY.allows("update.edit", roles, row.state):
            may = POLICY.allows("update.write", roles)
            raise Refused("moved_on") if may else Refused("not_yours", forbidden=True)
        values = _words(**words)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        unchanged_since(drawn, row.version)
        _language_is_free(row.translation_of or row, values["language"], but=row)
        for name, value in values.items():
            setattr(row, name, value)
        row.slug = slugify(row.title)[:60] or "news"
        row.version += 1
        row.save()
    return row


def move(
    update: Update,
    name: str,
    *,
    by: User | None,
    now: datetime,
    publish_at: datetime | None = None,
    reason: str = "",
) -> Update:
    """Make one move of an update's life; a second click finds it done. Raises Refused."""
    with transaction.atomic():
        if update.translation_of_id:  # first what is translated: it may be withdrawn just now
            Update.objects.select_for_update().get(pk=update.translation_of_id)
        row = _locked(update)
        if row.state == UPDATE.named(name).target and name in {"submit", "publish", "withdraw"}:
            return row
        roles, before = roles_towards(by, row.forum, row.coalition, now), row.state
        when = publish_at or row.publish_at
        facts = UpdateFacts(bool(row.title), bool(row.text), when, nfc(reason), _original(row))
        row.state = UPDATE.step(name, row.state, roles, facts, now).target
        row.publish_at = publish_at if name == "schedule" else row.publish_at
        row.reason = nfc(reason).strip()[:2_000] if name in {"send_back", "withdraw"} else ""
        if name == "publish":
            row.published_at = now
        row.save()
        if name in {"publish", "withdraw"}:
            _made_public(row, name, roles, now)
        if name == "withdraw":
            _follow(row, by, reason, now)
        if name == "submit":
            _tell_secretariat(row, now)
        if name == "send_back" or (name == "publish" and before != State.DRAFT):
            _tell_champions(row, name, now)
    return row


def _original(row: Update) -> str:
    return row.translation_of.state if row.translation_of else State.PUBLISHED.value


def _follow(first: Update, by: User | None, reason: str, now: datetime) -> None:
    """Withdraw the translations of what was withdrawn; planned ones are drafts again."""
    for row in first.translations.filter(state__in=[State.PUBLISHED, State.SCHEDULED]):
        name = "withdraw" if row.state == State.PUBLISHED else "unschedule"
        move(row, name, by=by, reason=reason, now=now)


def _made_public(row: Update, name: str, roles: frozenset[Role], now: datetime) -> None:
    touch(row.forum_id)
    if name == "publish":
        sending.tell_at_once(row, now)
    role = Role.SYSTEM if Role.SYSTEM in roles else Role.SECRETARIAT
    data = {"title": row.title} if name == "publish" else {}
    record(
        f"update.{name}", forum=row.forum, subject=f"update:{row.pk}", at=now, role=role, data=data
    )


def _tell_secretariat(row: Update, now: datetime) -> None:
    tell(
        "update.submitted",
        to=User.objects.filter(pk__in=secretariat_of(row.forum)),
        at=now,
        forum=row.forum,
        key=f"update.submitted:{row.pk}:{now.isoformat()}",
        context={"title": row.title, "names": row.coalition.names if row.coalition else {}},
        url=link("news:desk_update", row.forum, row.pk),
    )


def _tell_champions(row: Update, name: str, now: datetime) -> None:
    """Tell the coalition's Champions what became of news that one of them wrote."""
    writer = row.written_by
    if row.coalition is None or writer is None:
        return
    champions = champion_users(row.coalition, day_of(now, row.forum.zone))
    if writer not in champions:
        return
    public = name == "publish"
    page = ("news:update", row.pk, row.slug) if public else ("news:desk_update", row.pk)
    tell(
        "update.published" if public else "update.sent_back",
        to=champions,
        at=now,
        forum=row.forum,
        key=f"update.{name}:{row.pk}:{now.isoformat()}",
        context={"title": row.title, "names": row.coalition.names, "reason": row.reason},
        url=link(page[0], row.forum, *page[1:]),
    )


def correct(
    update: Update, text: str, note: str, *, by: User, now: datetime, drawn: int | None = None
) -> Correction:
    """Correct a published update: what it said is kept, and what was wrong stands below it.

    Raises Refused: not one's to do, not public, nothing said of what was wrong, changed meanwhile.
    """
    text, note = nfc(text).strip(), nfc(note).strip()
    with transaction.atomic():
        row = _locked(update)
        roles = roles_towards(by, row.forum, row.coalition, now)
        if not POLICY.allows("update.correct", roles, row.state):
            raise Refused("not_yours", forbidden=True)
        if not text or not note or len(text) > LONGEST:
            raise Refused("update_correction_incomplete")
        unchanged_since(drawn, row.version)
        made = Correction.objects.create(update=row, text=row.text, note=note[:1_000], at=now)
        row.text = text
        row.version += 1
        row.save(update_fields=["text", "version"])
        touch(row.forum_id)
    return made


@due("news: publish what is due")
def publish_due(now: datetime) -> int:
    """Publish the updates whose time has come."""
    done = 0
    for translations in (False, True):  # what is translated comes first
        for row in Update.objects.due(now).filter(translation_of__isnull=not translations):
            done += move(row, "publish", by=None, now=now).state == State.PUBLISHED
    return done
