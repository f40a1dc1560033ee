"""Send what is in the outbox: one sender per mail, again after a failure, never after success.

A mail is claimed in one short transaction (state, lease, attempt number), sent outside of any
transaction, and marked in another that only succeeds for the same attempt. If a sender dies between
the mail server's "accepted" and the mark, the lease runs out and the mail is sent once more: that
one gap cannot be closed over SMTP. Both copies then carry the same Message-ID, by which mail
servers and readers drop the second.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db import connection, transaction

from avow.notices import rules
from avow.notices.models import Message
from avow.notices.states import MessageState

logger = logging.getLogger(__name__)
PER_TICK = 200
# A batch ends here, well before its leases do, however slow the mail server; the rest waits a tick.
MOST_SECONDS = 240


def deliver(ids: Iterable[int], now: datetime) -> int:
    """Send those of the mails that are due and that nobody else is sending; return how many.

    A failure is written on its row and never stops the others.
    """
    mailer = get_connection()
    sent, end = 0, monotonic() + MOST_SECONDS
    try:
        for pk in ids:
            if monotonic() > end:
                break
            sent += _deliver_one(pk, now, mailer)
    finally:
        mailer.close()
    return sent


def deliver_due(now: datetime) -> int:
    """Send what waits: retries that are due, mails a dead sender left; return how many."""
    due = Message.objects.due(now).order_by("next_attempt_at", "pk")
    return deliver(list(due.values_list("pk", flat=True)[:PER_TICK]), now)


def compose(message: Message, mailer: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return the mail as it leaves: text and HTML, replies to the forum, nothing that tracks."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    headers = {
        "Message-ID": f"<{message.message_id}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{rules.header(message.unsubscribe_url)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    mail = EmailMultiAlternatives(
        subject=rules.header(message.subject),
        body=message.text,
        to=[sanitize_address((rules.header(message.to_name), message.to_email), "utf-8")],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
        connection=mailer,
    )
    mail.attach_alternative(message.html, "text/html")
    return mail


def _deliver_one(pk: int, now: datetime, mailer: BaseEmailBackend) -> int:
    """Claim, send and mark one mail; return 1 if it left now."""
    message = _claim(pk, now)
    if message is None:
        return 0
    mine = Message.objects.filter(pk=pk, state=MessageState.SENDING, attempts=message.attempts)
    try:
        compose(message, mailer).send()
    except Exception as error:  # noqa: BLE001  whatever a mail server does, the row must say so
        mailer.close()
        _give_back(message, error, now)
        return 0
    return mine.update(state=MessageState.SENT, sent_at=now, lease_until=None, last_error="")


def _claim(pk: int, now: datetime) -> Message | None:
    """Return the mail, now marked as being sent by us, or None if it is not ours to send."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        message = Message.objects.due(now).select_for_update(skip_locked=skip).filter(pk=pk).first()
        if message is None:
            return None
        message.state = MessageState.SENDING
        message.attempts += 1
        message.lease_until = now + rules.LEASE
        message.save(update_fields=["state", "attempts", "lease_until"])
    return message


def _give_back(message: Message, error: Exception, now: datetime) -> None:
    """Put the mail back with its error and the time of the next try, or mark it as failed."""
    again = None if _is_final(error) else rules.next_try(message.attempts, now)
    logger.warning("mail %s not sent (%s), next try %s", message.pk, type(error).__name__, again)
    Message.objects.filter(
        pk=message.pk, state=MessageState.SENDING, attempts=message.attempts
    ).update(
        state=MessageState.QUEUED if again else MessageState.FAILED,
        next_attempt_at=again or message.next_attempt_at,
        lease_until=None,
        last_error=f"{type(error).__name__}: {error}"[:1000],
    )


def _is_final(error: Exception) -> bool:
    """Return whether the server says that this address will never do."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _reply in error.recipients.values())
