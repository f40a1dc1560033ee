"""What moderators do: approve, hold, keep, remove, bring back, answer appeals, block authors."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.moderation.lifecycle import TEXT
from avow.moderation.models import Appeal, Decision, PublicText
from avow.moderation.permissions import POLICY
from avow.moderation.rules import APPEAL_DAYS, TextFacts
from avow.moderation.services.writing import locked
from avow.moderation.states import Act, Reason, State
from avow.notices.services import tell
from avow.participants.models import Participant
from avow.participants.services import entering
from avow.people.authority import roles_in
from avow.people.links import link
from avow.people.models import ForumRole, User
from avow.people.roles import Role

_REPEATED = frozenset({Act.APPROVE, Act.HOLD, Act.RESTORE})  # a second click changes nothing


def roles_towards(user: User, row: PublicText) -> frozenset[str]:
    """Return who somebody is towards a text: its author is that first of all."""
    roles = set(roles_in(user, None, row.forum))
    if row.author is not None and row.author.user_id == user.pk:
        roles.add(Role.AUTHOR.value)
    return frozenset(roles)


def decide(
    text: PublicText,
    act: str,
    *,
    by: User,
    reason: str = "",
    words: str = "",
    now: datetime,
) -> PublicText:
    """Approve, hold, keep, remove or restore a text; its reports count as looked at.

    A removal goes to the ledger by its reason, and its author is told with the way to appeal.
    Approved, hidden or brought back again, it is done. Raises Refused: not one's to do, moved on,
    no reason of the list to remove it, nothing to keep it against, an appeal that waits for words.
    """
    with transaction.atomic():
        if act == Act.RESTORE and text.appeals.filter(answered_at=None).exists():
            raise Refused("appeal_open")
        row = locked(text)
        if act in _REPEATED and row.state == TEXT.named(act).target:
            return row
        facts = TextFacts(reason, tuple(Reason.values), row.open_reports)
        step = TEXT.step(act, row.state, roles_towards(by, row), facts, now)
        row.state, row.decided_at = step.target, now
        row.reason = reason if act == Act.REMOVE else ""
        if row.state == State.VISIBLE:
            row.shown_at = row.shown_at or now
        row.open_reports = 0
        row.save()
        Decision.objects.create(
            of=row, act=act, by=by, reason=row.reason, text=nfc(words).strip()[:2000], at=now
        )
        if act == Act.REMOVE:
            _removed(row, words, now)
    return row


def _removed(row: PublicText, words: str, now: datetime) -> None:
    record(
        "text.remove",
        forum=row.forum,
        subject=f"text:{row.pk}",
        at=now,
        role=Role.SECRETARIAT,
        data={"reason": row.reason, "kind": row.kind},
    )
    if row.author is None or row.author.is_erased:
        return
    tell(
        "text.removed",
        to=[entering.address_of(row.author)],
        at=now,
        forum=row.forum,
        key=f"text.removed:{row.pk}:{now.isoformat()}",
        context={
            "excerpt": row.text[:200],
            "reason": row.reason,
            "words": nfc(words).strip()[:2000],
            "days": APPEAL_DAYS,
        },
        url=link("moderation:mine", row.forum, language=row.author.language),
    )


def answer_appeal(appeal: Appeal, *, upheld: bool, words: str, by: User, now: datetime) -> Appeal:
    """Let a removal stand (`upheld`) or bring the text back, with the reason; answered once.

    Raises Refused: nothing said; one's own text; whoever removed it, where the forum has another
    moderator.
    """
    words = nfc(words).strip()
    if not words:
        raise Refused("text_empty")
    with transaction.atomic():
        row = locked(appeal.of)
        mine: Appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
        if mine.answered_at is not None:
            return mine
        roles = roles_towards(by, row)
        if not POLICY.allows("text.answer_appeal", roles, row.state):
            raise Refused("not_yours", forbidden=True)
        if _removed_by(row) == by.pk and _others(row.forum, by):
            raise Refused("appeal_own_removal", forbidden=True)
        mine.answered_by, mine.answered_at, mine.answer, mine.upheld = by, now, words, upheld
        mine.save()
        if not upheld:
            decide(row, Act.RESTORE, by=by, words=words, now=now)
        _tell_answered(row, mine, now)
    return mine


def _removed_by(row: PublicText) -> int | None:
    last = row.decisions.filter(act=Act.REMOVE).first()
    return last.by_id if last else None


def _others(forum: Forum, by: User) -> bool:
    rows = ForumRole.objects.filter(forum=forum, role=Role.SECRETARIAT.value, user__is_active=True)
    return rows.exclude(user=by).exists()


def _tell_answered(row: PublicText, appeal: Appeal, now: datetime) -> None:
    if row.author is None or row.author.is_erased:
        return
    tell(
        "text.appeal_answered",
        to=[entering.address_of(row.author)],
        at=now,
        forum=row.forum,
        key=f"text.appeal_answered:{appeal.pk}",
        context={"upheld": bool(appeal.upheld), "words": appeal.answer, "excerpt": row.text[:200]},
        url=row.url or link("moderation:mine", row.forum, language=row.author.language),
    )


def block(author: Participant, *, by: User, now: datetime, blocked: bool = True) -> None:
    """Let an author take no further part, or again. Raises Refused: not one's to do, oneself."""
    roles = roles_in(by, None, author.forum)
    if not POLICY.allows("text.block_author", roles) or author.user_id == by.pk:
        raise Refused("not_yours", forbidden=True)
    if blocked:
        entering.block(author, now=now)
    else:
        entering.unblock(author)


def figures(forum: Forum) -> dict[str, Any]:
    """Return how many texts were shown and removed by reason, for the public; two queries."""
    rows = PublicText.objects.filter(forum=forum)
    removed = rows.filter(state=State.REMOVED).values_list("reason").annotate(n=Count("pk"))
    return {"shown": rows.visible().count(), "removed": dict(removed.order_by())}
