"""Finished pages are kept for the next anonymous reader, and never an old one."""

import gzip
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from avow.directory import validators
from avow.directory.models import Entry
from avow.directory.page_store import PageStore
from avow.directory.services import publish, withdraw
from avow.forums.models import Window
from avow.forums.states import WindowKind
from avow.kernel import moment
from tests.directory.making import public_entry, publish_some

COMMITMENTS = "/en/generation-equality/commitments/"


@pytest.fixture
def store():
    return PageStore(10_000)


@pytest.fixture
def ask():
    return RequestFactory().get("/")


def page(text="x" * 500):
    response = HttpResponse(text)
    response["ETag"] = '"1"'
    return response


def test_a_page_comes_back_as_it_was(store, ask):
    store.put(ask, '"1"', page())
    found = store.get(ask, '"1"')
    assert (found.content, found["ETag"]) == (b"x" * 500, '"1"')


def test_what_is_done_to_a_page_that_came_back_stays_with_it(store, ask):
    store.put(ask, '"1"', page())
    store.get(ask, '"1"').set_cookie("mine", "1")
    store.get(ask, '"1"')["X-Mine"] = "1"
    found = store.get(ask, '"1"')
    assert not found.cookies
    assert not found.has_header("X-Mine")


def test_a_reader_who_takes_it_gets_it_compressed(store):
    ask = RequestFactory().get("/", headers={"accept-encoding": "br, gzip"})
    store.put(ask, '"1"', page())
    found = store.get(ask, '"1"')
    assert gzip.decompress(found.content) == b"x" * 500
    assert (found["Content-Encoding"], found["ETag"]) == ("gzip", 'W/"1"')
    assert "Accept-Encoding" in found["Vary"]


@pytest.mark.parametrize(
    "response",
    [
        StreamingHttpResponse([b"x"]), HttpResponse(status=410), HttpResponse("x" * 2_000_000),
    ],
)  # fmt: skip
def test_what_is_no_whole_page_is_not_kept(store, ask, response):
    store.put(ask, '"1"', response)
    assert store.get(ask, '"1"') is None


def test_a_page_with_a_cookie_is_not_kept(store, ask):
    response = page()
    response.set_cookie("csrftoken", "1")
    store.put(ask, '"1"', response)
    assert store.get(ask, '"1"') is None


def test_links_name_the_server_that_was_asked(store, ask):
    store.put(ask, '"1"', page())
    assert store.get(RequestFactory().get("/", headers={"host": "localhost"}), '"1"') is None


def test_the_least_asked_for_goes_first(store, ask):
    for number in range(20):
        store.put(ask, f'"{number}"', page())
        store.get(ask, '"0"')
    assert store.get(ask, '"0"') is not None
    assert store.get(ask, '"1"') is None


@pytest.fixture
def pages(monkeypatch):
    """Let the process keep pages, as outside of tests."""
    monkeypatch.setattr(validators, "PAGES", PageStore(10_000_000))


@pytest.mark.django_db
def test_a_second_reader_gets_the_same_page_without_its_being_drawn(
    client, forum, pages, django_assert_num_queries
):
    publish_some(forum, 3)
    first = client.get(COMMITMENTS)
    with django_assert_num_queries(2):
        second = client.get(COMMITMENTS)
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["Last-Modified"]


@pytest.mark.django_db
def test_a_withdrawn_commitment_is_gone_from_kept_pages_at_once(client, forum, pages):
    publish(public_entry(forum, ref="GE-1", title="Withdrawn soon"))
    assert b"Withdrawn soon" in client.get(COMMITMENTS).content
    withdraw(forum, "GE-1", reason="No longer possible.")
    assert b"Withdrawn soon" not in client.get(COMMITMENTS).content


@pytest.mark.django_db
def test_a_page_is_another_one_once_a_window_opens(client, forum, pages):
    publish_some(forum, 1)
    before = client.get(COMMITMENTS)
    begun, end = datetime(2021, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    Window.objects.create(
        forum=forum, key="one-more", kind=WindowKind.INTEREST, opens_at=begun, closes_at=end,
        pack_closes_at=end,
    )  # fmt: skip
    after = client.get(COMMITMENTS)
    assert after["ETag"] != before["ETag"]
    assert b"Take part" in after.content


@pytest.mark.django_db
def test_within_a_moment_who_holds_the_page_is_told_so_without_a_query(
    client, forum, pages, settings, django_assert_num_queries
):
    settings.MOMENT_SECONDS = 60
    publish_some(forum, 1)
    try:
        etag = client.get(COMMITMENTS)["ETag"]
        with django_assert_num_queries(0):
            assert client.get(COMMITMENTS, headers={"if-none-match": etag}).status_code == 304
        withdrawn = Entry.objects.get(forum=forum).ref
        withdraw(forum, withdrawn)
        moment.forget()  # as when the moment is over
        assert client.get(COMMITMENTS, headers={"if-none-match": etag}).status_code == 200
    finally:
        moment.forget()


@pytest.mark.django_db
def test_who_is_signed_in_never_gets_what_is_a_moment_old(client, forum, ana, pages, settings):
    settings.MOMENT_SECONDS = 60
    try:
        publish_some(forum, 1)
        client.get(COMMITMENTS)
        publish(public_entry(forum, title="Only just published"))
        client.force_login(ana)
        assert b"Only just published" in client.get(COMMITMENTS).content
    finally:
        moment.forget()
