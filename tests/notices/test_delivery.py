"""Sending: one sender per mail, again after a failure, never again after success."""

import email
import email.policy
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from avow.notices import delivery
from avow.notices.models import Message
from avow.notices.services import tell
from avow.notices.tasks import deliver as deliver_task
from tests.notices.conftest import NOW, address

MINUTE = timedelta(minutes=1)


@pytest.fixture
def failing(monkeypatch):
    """A mail server that answers with the errors in this list, then accepts."""
    errors = []
    right = EmailBackend.send_messages

    def send_messages(self, messages):
        if errors:
            raise errors.pop(0)
        return right(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return errors


def test_a_mail_that_is_due_leaves(mail):
    assert delivery.deliver([mail.pk], NOW) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts, mail.lease_until) == ("sent", NOW, 1, None)
    left = django_mail.outbox[0]
    assert (left.subject, left.body, left.alternatives[0][1]) == (
        mail.subject,
        mail.text,
        "text/html",
    )


def test_a_mail_leaves_once_however_often_it_is_asked_for(mail):
    assert [delivery.deliver([mail.pk, mail.pk], NOW), delivery.deliver_due(NOW)] == [1, 0]
    assert len(django_mail.outbox) == 1


def test_the_worker_s_task_sends(mail):
    assert deliver_task.func([mail.pk]) == 1


def test_a_mail_that_somebody_else_is_sending_is_left_alone(mail):
    Message.objects.update(state="sending", lease_until=NOW + MINUTE, attempts=1)
    assert delivery.deliver([mail.pk], NOW) == 0
    assert delivery.deliver_due(NOW) == 0


def test_a_mail_whose_sender_died_leaves_with_the_same_message_id(mail):
    Message.objects.update(state="sending", lease_until=NOW, attempts=1)
    assert delivery.deliver_due(NOW) == 1
    assert str(mail.message_id) in django_mail.outbox[0].extra_headers["Message-ID"]


def test_a_failure_waits_and_is_tried_again(mail, failing):
    failing.append(SMTPServerDisconnected("gone"))
    assert delivery.deliver_due(NOW) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.next_attempt_at) == ("queued", NOW + MINUTE)
    assert mail.last_error == "SMTPServerDisconnected: gone"
    assert delivery.deliver_due(NOW + MINUTE / 2) == 0
    assert delivery.deliver_due(NOW + MINUTE) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == ("sent", 2, "")


def test_after_six_failures_it_has_failed(mail, failing):
    failing.extend(SMTPServerDisconnected("gone") for _ in range(9))
    now, waits = NOW, []
    for _ in range(6):
        delivery.deliver_due(now)
        mail.refresh_from_db()
        waits.append(mail.next_attempt_at - now)
        now = mail.next_attempt_at
    assert [wait / MINUTE for wait in waits] == [1, 5, 30, 120, 720, 0]
    assert (mail.state, mail.attempts) == ("failed", 6)
    assert delivery.deliver_due(now + timedelta(days=9)) == 0


def test_an_address_the_server_refuses_for_good_fails_at_once(mail, failing):
    failing.append(SMTPRecipientsRefused({mail.to_email: (550, b"no such user")}))
    delivery.deliver_due(NOW)
    mail.refresh_from_db()
    assert mail.state == "failed"


def test_an_address_the_server_refuses_for_now_is_tried_again(mail, failing):
    failing.append(SMTPRecipientsRefused({mail.to_email: (451, b"grey")}))
    delivery.deliver_due(NOW)
    mail.refresh_from_db()
    assert mail.state == "queued"


def test_one_failure_does_not_stop_the_others(forum, failing):
    failing.append(OSError("no route"))
    tell(
        "test.thanks",
        to=[address("a"), address("b")],
        at=NOW,
        forum=forum,
        key="k",
        context={"title": "A"},
    )
    assert delivery.deliver_due(NOW) == 1


def test_a_sender_that_comes_back_too_late_marks_nothing(mail, monkeypatch):
    """While it sent, its lease ran out and somebody else took the mail over."""

    def send(self, *_args):
        Message.objects.update(attempts=2)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert delivery.deliver_due(NOW) == 0
    mail.refresh_from_db()
    assert mail.state == "sending"


def test_replies_go_to_the_forum_and_nothing_tracks(mail):
    Message.objects.update(
        reply_to="secretariat@example.org", unsubscribe_url="https://avow.example/off/1"
    )
    delivery.deliver_due(NOW)
    left = django_mail.outbox[0].message()
    assert left["Reply-To"] == "secretariat@example.org"
    assert left["List-Unsubscribe"] == "<https://avow.example/off/1>"
    assert left["Auto-Submitted"] == "auto-generated"
    assert "<img" not in django_mail.outbox[0].alternatives[0][0]


def test_the_forum_s_contact_is_the_address_for_replies(forum, ana):
    forum.pack = {"contact": {"email": "hello@forum.example"}}
    tell("test.thanks", to=[ana], at=NOW, forum=forum, key="k", context={"title": "A"})
    mail = Message.objects.get()
    assert mail.reply_to == "hello@forum.example"
    assert "hello@forum.example" in mail.text


def test_an_unsubscribe_address_becomes_a_header(forum):
    tell(
        "test.thanks",
        to=[address()],
        at=NOW,
        key="k",
        context={"title": "A", "unsubscribe_url": "/en/off/1"},
    )
    assert Message.objects.get().unsubscribe_url == "http://127.0.0.1:8000/en/off/1"


def test_a_name_cannot_add_a_header(mail):
    Message.objects.update(
        to_name='Eve"\r\nBcc: eve@example.org', subject="A\nBcc: eve@example.org"
    )
    assert delivery.deliver_due(NOW) == 1
    left = django_mail.outbox[0].message()
    assert left["Bcc"] is None
    assert django_mail.outbox[0].recipients() == [left["To"]]


def test_a_slow_mail_server_never_outlasts_the_lease(forum, monkeypatch):
    """Else somebody else would take over, and send again, what this sender has only just begun."""
    people = [address(f"p{number}") for number in range(5)]
    tell("test.thanks", to=people, at=NOW, forum=forum, key="k", context={"title": "A"})
    seconds = iter([0, 0, 200, 241])
    monkeypatch.setattr(delivery, "monotonic", lambda: next(seconds))
    assert delivery.deliver_due(NOW) == 2
    monkeypatch.undo()
    assert delivery.deliver_due(NOW) == 3


class Sink:
    """A mail server that keeps what it gets."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  the library's name
        self.mails.append(envelope)
        return "250 kept"


@pytest.fixture
def sink(settings, unused_tcp_port):
    """A real SMTP server on this machine."""
    handler = Sink()
    server = Controller(handler, hostname="127.0.0.1", port=unused_tcp_port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_tcp_port
    yield handler
    server.stop()


@pytest.fixture
def unused_tcp_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_real_mail_server_gets_a_mail_any_reader_can_show(sink, forum):
    people = [address("a", "ar"), address("b", "fr")]
    tell(
        "test.thanks",
        to=people,
        at=NOW,
        forum=forum,
        key="k",
        context={"title": "ماء é"},
        url="/en/x/",
    )
    assert delivery.deliver_due(NOW) == 2
    got = email.message_from_bytes(sink.mails[0].content, policy=email.policy.default)
    assert got["Subject"] == "Thanks for ماء é"
    assert sink.mails[0].rcpt_tos == ["a@example.org"]
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    assert "ماء é" in got.get_body(("plain",)).get_content()
    assert 'dir="rtl"' in got.get_body(("html",)).get_content()


def test_a_mail_server_that_is_away_costs_no_mail(sink, settings, mail):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert delivery.deliver_due(NOW) == 0
    settings.EMAIL_PORT = port
    assert delivery.deliver_due(NOW + MINUTE) == 1
    assert len(sink.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_send_each_mail_once(world):
    people = [address(f"p{number}") for number in range(12)]
    tell("test.thanks", to=people, at=NOW, forum=world.forum, key="k", context={"title": "A"})

    def work(_number):
        try:
            return delivery.deliver_due(NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 12
    assert len(django_mail.outbox) == 12
    assert Message.objects.filter(state="sent", attempts=1).count() == 12
