"""Signing up and in, the language of mails, and forgetting somebody."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from avow.ledger.models import Entry
from avow.notices.models import Message, Notice
from avow.notices.services import tell
from avow.people import services
from avow.people.adapter import home_url, known_language
from avow.people.models import ForumRole, Invitation, User
from avow.people.personal import export_of
from tests.factories import make_user
from tests.worlds import at

NOW = at("2021-04-05 10:00")


def test_a_new_account_keeps_the_language_it_was_made_in_and_gets_a_mail_to_confirm(world):
    client = Client(headers={"accept-language": "fr"})
    client.post(
        "/accounts/signup/", {"email": "zoe@example.org", "password1": "correct horse battery"}
    )
    zoe = User.objects.get(email="zoe@example.org")
    assert zoe.language == "fr"
    assert not zoe.emailaddress_set.get().verified
    assert mail.outbox[0].to == ["zoe@example.org"]


def test_after_confirming_and_signing_in_one_is_where_one_wanted_to_go(world):
    make_user("zoe@example.org")
    wanted = "/en/generation-equality/my/organisations/"
    answer = Client().post(
        f"/accounts/login/?next={wanted}",
        {"login": "zoe@example.org", "password": "correct horse battery", "next": wanted},
    )
    assert answer.url == wanted


def test_a_next_to_another_site_is_ignored(world):
    make_user("zoe@example.org")
    answer = Client().post(
        "/accounts/login/",
        {
            "login": "zoe@example.org",
            "password": "correct horse battery",
            "next": "https://evil.example/",
        },
    )
    assert "evil" not in answer.url


def test_an_address_that_is_not_confirmed_does_not_sign_in(world):
    make_user("zoe@example.org", verified=False)
    client = Client()
    client.post(
        "/accounts/login/", {"login": "zoe@example.org", "password": "correct horse battery"}
    )
    assert "_auth_user_id" not in client.session


def test_a_reset_mail_is_in_the_persons_language_and_its_link_works(world):
    make_user("zoe@example.org", language="fr")
    with translation.override("en"):
        Client().post("/accounts/password/reset/", {"email": "zoe@example.org"})
    link = re.search(r"http://\S+", mail.outbox[0].body)
    assert link
    assert Client().get(link[0].replace("http://testserver", "")).status_code == 302


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr-CA", "fr"), ("xx", "en"), (None, "en"), ("zh", "zh"), ("pt-BR", "pt")],
)
def test_a_language_we_do_not_speak_becomes_the_nearest_we_do(tag, language):
    assert known_language(tag) == language


def test_home_is_in_the_forum_that_runs_and_in_ones_language(world, ana):
    assert home_url(ana, NOW).startswith("/es/generation-equality/")


def test_the_export_has_every_part(world, ana, red):
    tell("people.removed", to=[ana], at=NOW, key="x", context={"organisation": "Red"})
    data = export_of(ana)
    assert {"account", "organisations", "roles", "invitations", "mails"} <= set(data)
    assert len(data["mails"]) == 1


def test_after_an_erasure_no_row_names_the_person(world, sofia, bea, red):
    services.invite(
        red, email="zoe@example.org", role="reader", by=sofia, forum=world.forum, now=NOW
    )
    zoe = make_user("zoe@example.org", name="Zoe Q.")
    services.grant_role(zoe, world.forum, "secretariat", by=sofia, now=NOW)
    tell("people.removed", to=[zoe], at=NOW, key="x", context={"organisation": "Red"})
    Message.objects.filter(key="x").update(state="sent", sent_at=NOW)
    for _ in range(2):
        services.erase_account(zoe, now=NOW)
    zoe.refresh_from_db()
    left = [
        zoe.email,
        zoe.name,
        *map(str, Invitation.objects.values()),
        *map(str, Notice.objects.values()),
    ]
    left += map(str, Message.objects.exclude(verb="people.erased").values())
    left += map(str, Entry.objects.values())
    assert not [text for text in left if "zoe@" in text or "Zoe" in text]
    assert not ForumRole.objects.filter(user=zoe).exists()
    assert Message.objects.filter(verb="people.erased").count() == 1
    assert not Invitation.objects.unanswered().exists()


def test_making_an_account_that_exists_tells_the_owner_and_nobody_else(world, ana):
    signup = {"email": ana.email, "password1": "correct horse battery"}
    known = Client().post("/accounts/signup/", signup)
    fresh = Client().post("/accounts/signup/", signup | {"email": "zoe@example.org"})
    assert known.status_code == fresh.status_code
    assert known.url == fresh.url
    assert {message.to[0] for message in mail.outbox} == {ana.email, "zoe@example.org"}


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_asking_for_a_new_password_does_not_tell_who_has_an_account(world, email):
    answer = Client().post("/accounts/password/reset/", {"email": email})
    assert answer.url == "/accounts/password/reset/done/"
    assert mail.outbox[0].subject.startswith("[")
