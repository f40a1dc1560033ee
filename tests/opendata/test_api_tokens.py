"""Tokens of the API: made at `my/api/`, shown once, revoked, and gone with their account."""

import re
from datetime import UTC

import pytest

from avow.kernel.lifecycle import Refused
from avow.opendata.models import ApiToken
from avow.opendata.permissions import POLICY
from avow.opendata.tokens import services
from avow.people.personal import export_of
from avow.people.services import erase_account
from tests.worlds import at

PAGE = "/en/generation-equality/my/api/"
NOW = at("2021-04-07 10:00")
pytestmark = pytest.mark.usefixtures("world")


def seed_in(page):
    return re.search(r'name="seed" value="(\w{32})"', page.content.decode()).group(1)


def token_in(page):
    found = re.search(r"avow_[\w-]{43}", page.content.decode())
    return found.group() if found else ""


def test_somebody_makes_a_token_and_reads_it_this_once(sign_in, ana, client):
    browser = sign_in(ana)
    assert "You have no token" in browser.get(PAGE).content.decode()
    page = browser.post(PAGE, {"name": "  Our   dashboard ", "seed": seed_in(browser.get(PAGE))})
    token = token_in(page)
    assert page.status_code == 200
    assert page["Cache-Control"].count("no-store") == 1
    row = ApiToken.objects.get(user=ana)
    assert row.name == "Our dashboard"
    assert token not in str(row.__dict__)
    assert services.known(token, NOW.date()) == row.pk
    again = browser.get(PAGE)
    assert token_in(again) == ""
    assert "Our dashboard" in again.content.decode()
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/forums", headers=headers).status_code == 200


def test_a_double_click_makes_one_token_and_shows_it(sign_in, ana):
    browser = sign_in(ana)
    posted = {"name": "Dashboard", "seed": seed_in(browser.get(PAGE))}
    first, second = browser.post(PAGE, posted), browser.post(PAGE, posted)
    assert token_in(first) == token_in(second) != ""
    assert ApiToken.objects.count() == 1


def test_the_next_form_makes_another_one(sign_in, ana):
    browser = sign_in(ana)
    page = browser.post(PAGE, {"name": "One", "seed": seed_in(browser.get(PAGE))})
    other = browser.post(PAGE, {"name": "Two", "seed": seed_in(page)})
    assert token_in(page) != token_in(other)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "This field is required"),
        ("\u200b\u200d", "a name that can be read"),
        ("x" * 61, "at most 60"),
        ("Taken", "of this name already"),
    ],
)
def test_a_name_that_cannot_be_is_said_beside_the_field_and_kept(sign_in, ana, name, words):
    services.make(ana, name="Taken", seed="b" * 32, now=NOW)
    page = sign_in(ana).post(PAGE, {"name": name, "seed": "a" * 32})
    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    assert f'value="{name}"' in text or not name
    assert ApiToken.objects.count() == 1


def test_a_forged_seed_makes_an_ordinary_token(sign_in, ana):
    page = sign_in(ana).post(PAGE, {"name": "Mine", "seed": "<b>"})
    assert page.status_code == 200
    assert token_in(page)


def test_two_people_never_share_one(ana, bea):
    made = {services.make(who, name="X", seed="a" * 32, now=NOW) for who in (ana, bea)}
    assert len(made) == 2


def test_five_are_enough(sign_in, ana):
    for number in range(5):
        services.make(ana, name=f"Number {number}", seed="a" * 32, now=NOW)
    with pytest.raises(Refused, match="api_tokens_enough"):
        services.make(ana, name="One more", seed="a" * 32, now=NOW)
    page = sign_in(ana).post(PAGE, {"name": "One more", "seed": "a" * 32})
    assert page.status_code == 422
    assert "five tokens already" in page.content.decode()


def test_one_is_revoked_and_a_second_click_says_the_same(sign_in, ana):
    token = services.make(ana, name="X", seed="a" * 32, now=NOW)
    browser, row = sign_in(ana), ApiToken.objects.get()
    for _ in range(2):
        page = browser.post(f"{PAGE}{row.pk}/revoke/", follow=True)
        assert "The token was revoked" in page.content.decode()
    assert services.known(token, NOW.date()) == 0


def test_somebody_elses_token_is_not_there(sign_in, ana, chidi):
    services.make(ana, name="X", seed="a" * 32, now=NOW)
    answer = sign_in(chidi).post(f"{PAGE}{ApiToken.objects.get().pk}/revoke/")
    assert answer.status_code == 404
    assert ApiToken.objects.count() == 1


def test_visitors_sign_in_first(client):
    assert "/accounts/login/" in client.get(PAGE)["Location"]


def test_who_may_make_one():
    assert POLICY.allows("api.token", {"visitor", "signed_in"})
    assert not POLICY.allows("api.token", {"visitor"})


def test_an_export_names_them_and_an_erased_account_takes_them_along(ana):
    token = services.make(ana, name="Dashboard", seed="a" * 32, now=NOW)
    assert export_of(ana)["api_tokens"] == [
        {"name": "Dashboard", "made_at": NOW.astimezone(UTC).isoformat(), "last_used_on": None}
    ]
    assert services.known(token, NOW.date())
    erase_account(ana, now=NOW)
    assert ApiToken.objects.count() == 0
    assert services.known(token, NOW.date()) == 0
