"""How often the API may be asked: fairly by address, more with a token, never by a query."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from avow.opendata.api import limits
from avow.opendata.models import ApiToken
from avow.opendata.tokens import services
from tests.worlds import at

FORUMS = "/api/v1/forums"
NOW = at("2021-04-07 10:00")
pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands, seven seconds after a minute."""
    moment = datetime(2021, 4, 7, 10, 0, 7, tzinfo=UTC).timestamp()
    monkeypatch.setattr(limits.time, "time", lambda: clock.moment)
    clock.moment = moment


@pytest.fixture
def few(settings):
    """Ten a minute, two in five seconds; with a token ten times as many."""
    settings.API_PER_MINUTE, settings.API_PER_MINUTE_WITH_TOKEN = 10, 100


def statuses(client, number, **more):
    return [client.get(FORUMS, **more).status_code for _ in range(number)]


def test_every_answer_says_what_is_left(client):
    answer = client.get(FORUMS)
    assert answer["RateLimit-Policy"] == '"burst";q=60;w=5, "minute";q=300;w=60'
    assert answer["RateLimit"] == '"burst";r=59;t=3, "minute";r=299;t=53'


def test_too_many_at_once_are_told_how_long_to_wait(client, few):
    assert statuses(client, 3) == [200, 200, 429]
    answer = client.get(FORUMS)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"] == "3"
    assert answer["RateLimit"] == '"burst";r=0;t=3, "minute";r=6;t=53'
    assert answer.json()["type"] == "/api/v1/docs#too-many-requests"
    assert answer["Access-Control-Allow-Origin"] == "*"
    clock.moment += 3
    assert statuses(client, 1) == [200]


def test_too_many_in_a_minute_wait_for_the_next(client, few):
    for _ in range(5):
        assert statuses(client, 2) == [200, 200]
        clock.moment += 5
    answer = client.get(FORUMS)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "28"
    clock.moment += 28
    assert statuses(client, 1) == [200]


def test_each_address_is_counted_for_itself_and_a_household_of_ipv6_together(client, few):
    assert statuses(client, 3, REMOTE_ADDR="198.51.100.1") == [200, 200, 429]
    assert statuses(client, 1, REMOTE_ADDR="198.51.100.2") == [200]
    assert statuses(client, 2, REMOTE_ADDR="2001:db8:1:2::1") == [200, 200]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:2:ffff::9") == [429]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:3::1") == [200]


def test_counting_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/api/v1/openapi.json").status_code == 200


def test_zero_is_no_limit(client, settings):
    settings.API_PER_MINUTE = 0
    assert "RateLimit" not in client.get(FORUMS)
    assert set(statuses(client, 80)) == {200}


def test_questions_of_browsers_whether_they_may_ask_are_not_counted(client, few):
    for _ in range(5):
        assert client.options(FORUMS).status_code == 204
    assert statuses(client, 1) == [200]


def test_a_cache_that_does_not_answer_refuses_nobody(client, few, monkeypatch):
    def broken(*_args, **_names):
        raise ConnectionError("no cache")

    monkeypatch.setattr(cache, "add", broken, raising=False)
    assert statuses(client, 5) == [200] * 5


def bearer(token):
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def test_with_a_token_more_is_answered_and_it_is_looked_up_once(
    client, few, ana, django_assert_num_queries
):
    token = services.make(ana, name="Dashboard", seed="a" * 32, now=NOW)
    assert set(statuses(client, 19, **bearer(token))) == {200}
    with django_assert_num_queries(2):  # the number of forums, and the forums
        answer = client.get(FORUMS, **bearer(token))
    assert answer["RateLimit-Policy"] == '"burst";q=20;w=5, "minute";q=100;w=60'
    assert statuses(client, 1, **bearer(token)) == [429]
    assert statuses(client, 1) == [200], "without it one is anybody"


def test_the_day_of_its_last_use_is_kept(client, ana, monkeypatch):
    token = services.make(ana, name="Dashboard", seed="a" * 32, now=NOW)
    assert ApiToken.objects.get().last_used_on is None
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.get(FORUMS, **bearer(token))
    assert ApiToken.objects.get().last_used_on == NOW.date()


def test_an_unknown_token_is_refused_and_counts_as_anybody(client, few, ana):
    answer = client.get(FORUMS, **bearer("avow_nobody"))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert answer["Content-Type"] == "application/problem+json"
    assert statuses(client, 2, **bearer("avow_other")) == [401, 429]


def test_a_revoked_token_is_unknown_at_once(client, ana):
    token = services.make(ana, name="Dashboard", seed="a" * 32, now=NOW)
    assert statuses(client, 1, **bearer(token)) == [200]
    services.revoke(ApiToken.objects.get())
    assert statuses(client, 1, **bearer(token)) == [401]


def test_other_ways_to_sign_in_are_none_of_ours(client):
    assert statuses(client, 1, HTTP_AUTHORIZATION="Basic YTpi") == [200]
