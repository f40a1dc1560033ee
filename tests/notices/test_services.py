"""Telling people: written with the change, in their language, once."""

import pytest
from django.db import transaction
from django.template import TemplateDoesNotExist
from django_tasks_db.models import DBTaskResult

from avow.kernel.lifecycle import Refused
from avow.notices import services
from avow.notices.models import Message, Notice
from avow.notices.services import Address, mark_read, queue_mail, resend, tell, unread_count
from avow.notices.states import MessageState
from tests.notices.conftest import NOW, address


def thank(to, forum=None, key="thanks:1", **context):
    return tell(
        "test.thanks",
        to=to,
        at=NOW,
        forum=forum,
        key=key,
        context={"title": "A", **context},
        url="/en/x/",
    )


def test_a_user_gets_a_mail_and_a_notice(forum, ana):
    assert thank([ana], forum) == 1
    mail, notice = Message.objects.get(), Notice.objects.get()
    assert (mail.to_email, mail.subject, mail.state, mail.forum) == (
        ana.email,
        "Thanks for A",
        "queued",
        forum,
    )
    assert (notice.user, notice.title, notice.url, notice.read_at) == (
        ana,
        "Thanks for A",
        "/es/x/",
        None,
    )
    assert "We have A." in mail.text
    assert "http://127.0.0.1:8000/es/x/" in mail.text
    assert mail.context == {"title": "A"}


def test_somebody_without_account_gets_a_mail_alone(db):
    assert thank([address()]) == 1
    assert Message.objects.get().to_user is None
    assert not Notice.objects.exists()


def test_each_reads_it_in_their_language(forum):
    thank([address("a", "en"), address("b", "fr"), address("c", "xx"), address("d", "ar")], forum)
    mails = {mail.to_name: mail for mail in Message.objects.all()}
    assert [mails[name].language for name in "ABCD"] == ["en", "fr", "en", "ar"]
    assert "/fr/x/" in mails["B"].text
    assert 'dir="rtl"' in mails["D"].html


def test_for_one_key_nobody_is_told_twice(forum, ana, bea):
    assert thank([ana], forum) == 1
    assert thank([ana, bea, ana], forum) == 1
    assert Message.objects.count() == 2
    assert thank([ana], forum, key="thanks:2") == 1


def test_an_address_counts_once_however_it_is_written(db):
    assert thank([Address("Ana@Example.org"), Address("ana@example.org ")]) == 1


def test_a_changed_address_is_still_the_same_user(forum, ana):
    thank([ana], forum)
    ana.email = "ana.new@example.org"
    assert thank([ana], forum) == 0


def test_who_may_not_sign_in_any_more_is_left_out(forum, ana):
    ana.is_active = False
    assert thank([ana], forum) == 0


def test_when_the_change_is_undone_nobody_is_told(forum, ana):
    with transaction.atomic():
        thank([ana], forum)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_the_worker_is_asked_in_the_same_transaction(forum, ana, bea):
    thank([ana, bea], forum)
    ids = sorted(Message.objects.values_list("pk", flat=True))
    assert DBTaskResult.objects.get().args_kwargs == {"args": [ids], "kwargs": {}}


@pytest.mark.parametrize("receivers", [1, 30])
def test_telling_many_costs_as_many_queries_as_telling_one(
    forum, receivers, django_assert_num_queries
):
    people = [address(f"p{number}") for number in range(receivers)]
    with django_assert_num_queries(6):
        thank(people, forum)


def test_the_values_are_text_never_markup(forum):
    thank([address()], forum, title="<b>R&D</b>")
    mail = Message.objects.get()
    assert mail.subject == "Thanks for <b>R&D</b>"
    assert "We have <b>R&D</b>." in mail.text
    assert "We have &lt;b&gt;R&amp;D&lt;/b&gt;." in mail.html


def test_a_line_break_in_a_value_stays_out_of_the_subject(forum):
    thank([address()], forum, title="A\r\nBcc: eve@example.org")
    assert Message.objects.get().subject == "Thanks for A"


def test_an_unknown_verb_is_an_error_at_once(forum, ana):
    with pytest.raises(TemplateDoesNotExist):
        tell("no.such", to=[ana], at=NOW, forum=forum, key="x", context={})


def test_a_text_without_subject_is_an_error(forum, ana):
    with pytest.raises(ValueError, match="Subject:"):
        tell("test.broken", to=[ana], at=NOW, forum=forum, key="x", context={})


def test_a_context_that_is_not_json_is_an_error(forum, ana):
    with pytest.raises(TypeError):
        thank([ana], forum, when=NOW)


def test_the_account_s_own_mails_need_no_forum(db):
    assert (
        queue_mail("test.thanks", address=address(), context={"title": "A"}, at=NOW, key="code:1")
        == 1
    )
    assert Message.objects.get().forum is None


def sent(mail):
    mail.state, mail.sent_at = MessageState.SENT, NOW
    mail.save()
    return mail


def test_a_mail_sent_again_is_a_row_of_its_own(mail, sofia):
    copy = resend(sent(mail), copy=1, by=sofia, at=NOW)
    assert (copy.resent_from, copy.resent_by, copy.state, copy.text) == (
        mail,
        sofia,
        "queued",
        mail.text,
    )
    assert copy.message_id != mail.message_id


def test_a_double_click_sends_one_copy(mail, sofia):
    first = resend(sent(mail), copy=1, by=sofia, at=NOW)
    assert resend(mail, copy=1, by=sofia, at=NOW) == first
    assert resend(mail, copy=2, by=sofia, at=NOW) != first


def test_a_copy_goes_to_the_user_s_present_address(mail, ana, sofia):
    ana.email = "ana.new@example.org"
    ana.save()
    assert (
        resend(sent(Message.objects.get()), copy=1, by=sofia, at=NOW).to_email
        == "ana.new@example.org"
    )


def test_a_mail_on_its_way_is_not_sent_again(mail, sofia):
    with pytest.raises(Refused) as refused:
        resend(mail, copy=1, by=sofia, at=NOW)
    assert refused.value.reasons == ("mail_not_sent_yet",)


def test_reading_marks_only_one_s_own_notices(forum, ana, bea):
    thank([ana, bea], forum)
    thank([ana], forum, key="thanks:2")
    strange = Notice.objects.get(user=bea)
    assert mark_read(ana, at=NOW, ids=[strange.pk]) == 0
    assert unread_count(ana) == 2
    assert mark_read(ana, at=NOW) == 2
    assert (unread_count(ana), unread_count(bea)) == (0, 1)
    assert mark_read(ana, at=NOW) == 0


def test_the_same_receiver_at_the_same_moment_gets_one_mail(forum, ana, monkeypatch):
    """The other transaction committed after we looked: the database drops ours."""
    thank([ana], forum)
    monkeypatch.setattr(
        services.Message.objects.all().__class__, "values_list", lambda *_a, **_k: []
    )
    monkeypatch.setattr(services, "_enqueue", lambda *_a: None)
    thank([ana], forum)
    monkeypatch.undo()
    assert Message.objects.count() == 1
    assert Notice.objects.count() == 1
