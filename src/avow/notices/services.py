"""Tell people what happened: rows of the outbox and notices in the app."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from avow.forums.models import Forum
from avow.kernel.account import Account
from avow.kernel.lifecycle import Refused
from avow.notices import letters
from avow.notices.models import Message, Notice
from avow.notices.states import MessageState

BATCH = 50  # mails per task
COPIED = (
    "verb",
    "to_name",
    "to_user",
    "forum",
    "language",
    "subject",
    "text",
    "html",
    "url",
    "context",
    "reply_to",
    "unsubscribe_url",
)


@dataclass(frozen=True, slots=True)
class Address:
    """A receiver without an account."""

    email: str
    name: str = ""
    language: str = "en"


Receiver = Account | Address


def receiver_of(to: Receiver) -> str:
    """Return the receiver's lasting name in the outbox; a new address does not change a user's."""
    return f"mail:{to.email.strip().lower()}" if isinstance(to, Address) else f"user:{to.pk}"


def tell(
    verb: str,
    *,
    to: Iterable[Receiver],
    at: datetime,
    key: str,
    context: Mapping[str, Any],
    forum: Forum | None = None,
    url: str = "",
) -> int:
    """Write a mail to each receiver, and a notice in the app to each user. Return how many are new.

    The rows are of the caller's transaction; the mails leave after its commit. The texts are
    rendered now, in each receiver's language, from `notices/<verb>.txt`. `key` names the occasion
    (`application.submit:12`): who was told for that key is not told again. `context` holds plain
    JSON values. `url` is the page it is about, as a path. `unsubscribe_url` in the context makes a
    List-Unsubscribe header. Inactive users are left out. Raises TemplateDoesNotExist for a verb
    without a text.
    """
    people = {receiver_of(one): one for one in to if one.email and getattr(one, "is_active", True)}
    with transaction.atomic():
        told = Message.objects.filter(key=key, receiver__in=people).values_list(
            "receiver", flat=True
        )
        for receiver in set(told):
            del people[receiver]
        written = [_written(verb, r, p, at, key, context, forum, url) for r, p in people.items()]
        Message.objects.bulk_create(
            [mail for mail, _ in written], ignore_conflicts=True, batch_size=500
        )
        notices = [notice for _, notice in written if notice is not None]
        Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)
        _enqueue(key, list(people))
    return len(written)


def queue_mail(
    verb: str, *, address: Address, context: Mapping[str, Any], at: datetime, key: str
) -> int:
    """Write a mail of no forum: a sign-in code, an address to confirm."""
    return tell(verb, to=[address], at=at, key=key, context=context)


def _written(
    verb: str,
    receiver: str,
    to: Receiver,
    at: datetime,
    key: str,
    context: Mapping[str, Any],
    forum: Forum | None,
    url: str,
) -> tuple[Message, Notice | None]:
    """Return the unsaved mail and, for a user, the unsaved notice."""
    letter = letters.write(
        verb, language=to.language, context=context, forum=forum, name=to.name, url=url
    )
    user_id = None if isinstance(to, Address) else to.pk
    shared = {
        "verb": verb,
        "key": key,
        "forum": forum,
        "url": letter.url,
        "language": letter.language,
    }
    message = Message(
        **shared,
        receiver=receiver,
        to_email=to.email.strip(),
        to_name=to.name,
        to_user_id=user_id,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        context=dict(context),
        reply_to=letters.contact_of(forum),
        unsubscribe_url=letters.absolute(str(context.get("unsubscribe_url", ""))),
        next_attempt_at=at,
        created_at=at,
    )
    if user_id is None:
        return message, None
    return message, Notice(**shared, user_id=user_id, title=letter.subject, body=letter.body, at=at)


def _enqueue(key: str, receivers: list[str]) -> None:
    """Ask the worker to send the fresh mails of one key, by rows of this transaction."""
    from avow.notices.tasks import deliver  # noqa: PLC0415  tasks call services, and this one task back

    fresh = Message.objects.filter(key=key, receiver__in=receivers, state=MessageState.QUEUED)
    ids = list(fresh.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        deliver.enqueue(ids[start : start + BATCH])


def resend(message: Message, *, copy: int, by: Account, at: datetime) -> Message:
    """Send a mail again, word for word, as a row of its own that says who asked; return that row.

    `copy` is the number of the copy (1 for the first), as the page that asked showed it: a double
    click asks twice for the same copy and gets one. Raises Refused while the mail is on its way.
    """
    if message.state not in {MessageState.SENT, MessageState.FAILED}:
        raise Refused("mail_not_sent_yet")
    values: dict[str, Any] = {name: getattr(message, name) for name in COPIED}
    # A user who changed their address gets the copy at the new one.
    values["to_email"] = message.to_user.email if message.to_user else message.to_email
    key = f"{message.key}~{copy}"
    with transaction.atomic():
        row, made = Message.objects.get_or_create(
            key=key,
            receiver=message.receiver,
            defaults={
                **values,
                "resent_from": message,
                "resent_by_id": by.pk,
                "created_at": at,
                "next_attempt_at": at,
            },
        )
        if made:
            _enqueue(key, [message.receiver])
    return row


def mark_read(user: Account, *, at: datetime, ids: Iterable[int] | None = None) -> int:
    """Mark a user's own notices as read (all, or those named); what was read stays as it was."""
    notices = Notice.objects.for_user(user).unread()
    if ids is not None:
        notices = notices.filter(pk__in=list(ids))
    return notices.order_by().update(read_at=at)


def unread_count(user: Account) -> int:
    """Return how many notices the user has not read."""
    return Notice.objects.for_user(user).unread().order_by().count()
