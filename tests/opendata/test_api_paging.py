"""Pages of a list: by number, or by a cursor that skips nothing and repeats nothing."""

import base64
import contextlib
import json
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.directory.models import Entry
from avow.directory.services import publish
from avow.opendata.api.paging import Key, Order, read, write
from avow.opendata.api.problems import Problem
from tests.directory.making import PUBLISHED, public_entry, publish_some

LIST = "/api/v1/commitments"


def walk(client, query):
    """Yield the references, page by page."""
    url = f"{LIST}?{query}"
    while url:
        body = client.get(url).json()
        yield [row["ref"] for row in body["results"]]
        url = body["next"]


def test_without_a_page_the_next_one_is_named_by_a_cursor(client, forum):
    publish_some(forum, 5)
    body = client.get(f"{LIST}?page_size=2").json()
    assert body["count"] == 5
    assert "cursor=" in body["next"]
    assert "page_size=2" in body["next"]
    assert client.get(f"{LIST}?page_size=2")["Link"].count(f'<{body["next"]}>; rel="next"') == 1


def test_with_a_page_the_next_one_is_named_by_its_number(client, forum):
    publish_some(forum, 5)
    body = client.get(f"{LIST}?page_size=2&page=2").json()
    assert len(body["results"]) == 2
    assert urlsplit(body["next"]).query == "page_size=2&page=3"
    last = client.get(body["next"]).json()
    assert (len(last["results"]), last["next"]) == (1, None)


def test_a_page_after_the_last_is_not_there(client, forum):
    publish_some(forum, 1)
    assert client.get(f"{LIST}?page=1").status_code == 200
    answer = client.get(f"{LIST}?page=2")
    assert answer.status_code == 404
    assert answer.json()["detail"] == "There is no page 2: there are 1 in all."


def test_the_first_page_of_nothing_is_empty(client, forum):
    assert client.get(f"{LIST}?page=1").json() == {"count": 0, "next": None, "results": []}


@pytest.mark.parametrize("query", ["sort=newest", "sort=title", "sort=amount", "q=shelters"])
def test_a_walk_comes_by_every_commitment_once(client, forum, query):
    for number in range(9):
        publish(
            public_entry(
                forum,
                title=f"The same {number // 3}",
                published_at=PUBLISHED,
                amount_usd=None if number % 3 else Decimal(number // 4),
            )
        )
    pages = list(walk(client, f"{query}&page_size=2"))
    assert [len(page) for page in pages] == [2, 2, 2, 2, 1]
    found = [ref for page in pages for ref in page]
    whole = [row["ref"] for row in client.get(f"{LIST}?{query}").json()["results"]]
    assert found == whole


def test_what_is_published_and_withdrawn_meanwhile_moves_nothing(client, forum):
    publish_some(forum, 6)
    before = [row["ref"] for row in client.get(LIST).json()["results"]]
    pages = walk(client, "page_size=2")
    first = next(pages)
    publish_some(forum, 3)
    Entry.objects.filter(ref=first[-1]).delete()
    assert first + [ref for page in pages for ref in page] == before


def test_a_cursor_of_another_order_is_refused(client, forum):
    publish_some(forum, 3)
    following = client.get(f"{LIST}?page_size=1&sort=title").json()["next"]
    answer = client.get(following.replace("sort=title", "sort=newest"))
    assert answer.status_code == 400
    assert "another order" in answer.json()["detail"]


def forged(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        forged("newest"),
        forged("newest", "2021-07-01T00:00:00+00:00"),
        forged("newest", "2021-07-01T00:00:00+00:00", "1"),
        forged("newest", "2021-07-01T00:00:00+00:00", True),
        forged("newest", "2021-07-01T00:00:00+00:00", 2**63),
        forged("newest", "0001-01-01T00:00:00+14:00", 1),
        forged("newest", "yesterday", 1),
        forged("newest", None, 1),
        forged("newest", [], {}),
        forged(),
        forged({}, 1, 2),
        "AAAA",
        "e30",
    ],
)
def test_a_forged_cursor_is_refused(client, forum, cursor):
    answer = client.get(f"{LIST}?sort=newest&cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize(
    ("sort", "value"),
    [("title", "\x00"), ("title", "\ud800"), ("amount", "NaN"), ("amount", "1e99"), ("amount", 5)],
)
def test_a_forged_value_never_reaches_the_database(client, forum, sort, value):
    answer = client.get(f"{LIST}?sort={sort}&cursor={forged(sort, value, 1)}")
    assert answer.status_code == 400


ORDER = Order("o", (Key("a", "text"), Key("b", "decimal", may_lack=True), Key("pk", "number")))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@given(
    TEXTS,
    st.none() | st.decimals(-(10**15), 10**15, places=2, allow_nan=False),
    st.integers(0, 2**63 - 1),
)
def test_a_cursor_is_read_as_it_was_written(text, number, key):
    said = [text, None if number is None else format(number, "f"), key]
    assert read(write(ORDER, said), ORDER) == [text, number, key]


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"))
def test_no_cursor_breaks_anything(cursor):
    with contextlib.suppress(Problem):
        assert len(read(cursor, ORDER)) == len(ORDER.keys)
