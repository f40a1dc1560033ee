"""One's notices, the secretariat's outbox, the texts, and the local mail page."""

import pytest
from django.urls import reverse

from avow.notices.models import Message, Notice
from avow.notices.services import tell
from tests.notices.conftest import NOW, address

STAFF_PAGES = ["outbox", "previews", "message", "message_html", "preview", "preview_html"]


def url(name, forum, *args):
    return reverse(f"notices:{name}", args=[forum.slug, *args])


def page_url(name, forum, mail):
    extra = {
        "message": [mail.pk],
        "message_html": [mail.pk],
        "preview": ["test.thanks"],
        "preview_html": ["test.thanks"],
    }
    return url(name, forum, *extra.get(name, []))


def fill(forum, user, rows):
    for number in range(rows):
        tell(
            "test.thanks",
            to=[user],
            at=NOW,
            forum=forum,
            key=f"thanks:{number}",
            context={"title": "A"},
            url="/en/x/",
        )


def test_one_reads_one_s_own_notices(sign_in, forum, ana, bea, mail):
    page = sign_in(ana).get(url("list", forum))
    assert "Thanks for A" in page.text
    assert page.context["unread"] == 1
    assert "Thanks for A" not in sign_in(bea).get(url("list", forum)).text


def test_opening_a_notice_marks_it_and_goes_to_its_page(sign_in, forum, ana, mail):
    notice = Notice.objects.get()
    answer = sign_in(ana).post(url("read", forum, notice.pk))
    assert answer["Location"] == "/es/x/"
    assert Notice.objects.unread().count() == 0
    assert sign_in(ana).post(url("read", forum, notice.pk)).status_code == 302


def test_all_are_marked_at_once(sign_in, forum, ana):
    fill(forum, ana, 3)
    assert sign_in(ana).post(url("read_all", forum))["Location"] == url("list", forum)
    assert Notice.objects.unread().count() == 0


def test_a_stranger_s_notice_does_not_exist(sign_in, forum, bea, mail):
    assert sign_in(bea).post(url("read", forum, Notice.objects.get().pk)).status_code == 404
    assert Notice.objects.unread().count() == 1


def test_notices_are_for_those_who_signed_in(client, forum):
    assert "login" in client.get(url("list", forum))["Location"]


@pytest.mark.parametrize("name", ["read_all"])
def test_marking_needs_a_post(sign_in, forum, ana, name):
    assert sign_in(ana).get(url(name, forum)).status_code == 405


@pytest.mark.parametrize("rows", [10, 200])
def test_the_lists_cost_the_same_for_any_number(
    sign_in, forum, ana, sofia, rows, django_assert_max_num_queries
):
    fill(forum, ana, rows)
    for user, name, most in ((ana, "list", 12), (sofia, "outbox", 12)):
        browser = sign_in(user)
        browser.get(url(name, forum))
        with django_assert_max_num_queries(most):
            assert browser.get(url(name, forum)).status_code == 200


def test_the_secretariat_sees_the_forum_s_mails(sign_in, forum, sofia, mail):
    page = sign_in(sofia).get(url("outbox", forum))
    assert [row.pk for row in page.context["page"]] == [mail.pk]
    assert mail.to_email in page.text


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_the_secretariat_sees_every_page_of_the_outbox(sign_in, forum, sofia, mail, name):
    assert sign_in(sofia).get(page_url(name, forum, mail)).status_code == 200


@pytest.mark.parametrize("name", STAFF_PAGES)
@pytest.mark.parametrize("who", ["ana", "dina", "vera"])
def test_nobody_else_sees_any(sign_in, world, forum, mail, name, who):
    assert sign_in(world.user(who)).get(page_url(name, forum, mail)).status_code == 403


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_the_anonymous_sign_in_first(client, forum, mail, name):
    assert client.get(page_url(name, forum, mail)).status_code == 302


@pytest.mark.parametrize(
    "query, found",
    [
        ("state=queued", 1),
        ("state=sent", 0),
        ("state=nonsense", 1),
        ("verb=test.thanks", 1),
        ("verb=x", 0),
        ("to=ANA", 1),
        ("to=bea", 0),
    ],
)
def test_the_outbox_is_narrowed_down(sign_in, forum, sofia, mail, query, found):
    page = sign_in(sofia).get(f"{url('outbox', forum)}?{query}")
    assert len(page.context["page"].object_list) == found


def test_a_mail_of_another_forum_does_not_exist(sign_in, forum, sofia):
    tell("test.thanks", to=[address()], at=NOW, key="k", context={"title": "A"})
    mail = Message.objects.get()
    for name in ("message", "message_html"):
        assert sign_in(sofia).get(url(name, forum, mail.pk)).status_code == 404
    assert sign_in(sofia).post(url("resend", forum, mail.pk), {"copy": "1"}).status_code == 404


def sent(mail):
    Message.objects.filter(pk=mail.pk).update(state="sent", sent_at=NOW)


def test_the_secretariat_sends_a_mail_again_once_per_click(sign_in, forum, sofia, mail):
    sent(mail)
    browser = sign_in(sofia)
    assert browser.get(url("message", forum, mail.pk)).context["next_copy"] == 1
    for _ in range(2):
        assert browser.post(url("resend", forum, mail.pk), {"copy": "1"}).status_code == 302
    assert mail.copies.get().resent_by == sofia
    assert browser.get(url("message", forum, mail.pk)).context["next_copy"] == 2


@pytest.mark.parametrize("copy", ["", "x", "0", "-1", "3"])
def test_a_forged_copy_number_is_a_404(sign_in, forum, sofia, mail, copy):
    sent(mail)
    assert sign_in(sofia).post(url("resend", forum, mail.pk), {"copy": copy}).status_code == 404


def test_a_mail_on_its_way_is_not_sent_again(sign_in, forum, sofia, mail):
    assert sign_in(sofia).post(url("resend", forum, mail.pk), {"copy": "1"}).status_code == 409
    assert not mail.copies.exists()


def test_others_cannot_send_again(sign_in, forum, ana, mail):
    sent(mail)
    assert sign_in(ana).post(url("resend", forum, mail.pk), {"copy": "1"}).status_code == 403


def test_a_mail_shown_alone_can_load_and_run_nothing(sign_in, forum, sofia, mail):
    policy = sign_in(sofia).get(url("message_html", forum, mail.pk))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src 'none'" in policy
    assert "'self'" not in policy


def test_a_text_is_shown_with_its_sample_in_each_language(sign_in, forum, sofia):
    page = sign_in(sofia).get(url("preview", forum, "test.thanks") + "?language=fr")
    assert page.context["letter"].language == "fr"
    assert "Thanks for &lt;Water &amp; work&gt;" in page.text


def test_an_unknown_text_is_a_404(sign_in, forum, sofia):
    assert sign_in(sofia).get(url("preview", forum, "no.such")).status_code == 404


def test_local_mails_are_readable_by_anybody_on_this_machine(client, mail):
    page = client.get(reverse("local_mail:mails"))
    assert "We have A." in page.text
    assert 'href="http://127.0.0.1:8000/es/x/"' in page.text
    assert client.get(reverse("local_mail:html", args=[mail.pk])).status_code == 200
    assert len(client.get(reverse("local_mail:mails") + "?to=bea").context["page"].object_list) == 0


def test_on_a_server_there_is_no_such_page(client, mail, settings):
    settings.LOCAL_MAIL_PAGE = False
    assert client.get(reverse("local_mail:mails")).status_code == 404
    assert client.get(reverse("local_mail:html", args=[mail.pk])).status_code == 404
