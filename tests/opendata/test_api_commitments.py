"""Commitments in the API: the directory's filters, one of them, its texts and reports."""

from decimal import Decimal

import pytest

from avow.directory.entry import MakerShare
from avow.directory.services import publish, withdraw
from tests.directory.making import public_entry, publish_some
from tests.directory.test_views import DETAILS

API = "/api/v1/"
LIST = f"{API}commitments"
pytestmark = pytest.mark.usefixtures("world")


def refs(answer):
    return [row["ref"] for row in answer.json()["results"]]


def test_a_program_finds_a_commitment(client, forum):
    publish(
        public_entry(
            forum,
            ref="GE-1",
            title="Shelters in every city",
            amounts=(("MXN", Decimal("1000000.50")),),
            amount_usd=Decimal("50000.00"),
        )
    )
    answer = client.get(LIST, {"q": "shelter", "country": ["KE", "MX"]})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert (body["count"], body["next"]) == (1, None)
    assert body["results"][0] == {
        "ref": "GE-1",
        "url": "http://testserver/generation-equality/commitments/GE-1/",
        "api_url": "http://testserver/api/v1/commitments/GE-1?forum=generation-equality",
        "title": "Shelters in every city",
        "summary": "Shelters for survivors.",
        "language": "en",
        "organisation": {
            "name": "Red de Mujeres",
            "slug": "red-de-mujeres",
            "type": "womens_rights_org",
            "country": "MX",
            "region": "013",
        },
        "coalitions": ["gender_based_violence"],
        "actions": ["GBV-1"],
        "types": ["policy"],
        "amounts": [{"currency": "MXN", "amount": "1000000.5"}],
        "amount_usd": "50000",
        "starts_on": "2021-07-01",
        "ends_on": "2024-06-30",
        "status": "on_track",
        "state": "published",
        "year": 2021,
        "submitted_at": None,
        "published_at": body["results"][0]["published_at"],
        "updated_at": body["results"][0]["updated_at"],
        "revision": 1,
        "source_id": None,
    }
    assert body["results"][0]["published_at"].endswith("Z")


def test_the_addresses_it_gives_lead_somewhere(client, forum):
    publish(public_entry(forum, ref="GE-1"))
    row = client.get(LIST).json()["results"][0]
    assert client.get(row["url"], follow=True).status_code == 200
    assert client.get(row["api_url"]).json()["ref"] == "GE-1"


def test_filters_are_or_inside_one_and_and_between_them(client, forum):
    publish(public_entry(forum, ref="GE-1", country="MX", types=("policy",)))
    publish(public_entry(forum, ref="GE-2", country="KE", region="014", types=("policy",)))
    publish(public_entry(forum, ref="GE-3", country="KE", region="014", types=("financial",)))
    assert refs(client.get(LIST, {"country": ["MX", "KE"], "type": "policy"})) == ["GE-2", "GE-1"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coalition", "gender_based_violence"), ("action", "GBV-1"), ("type", "policy"),
        ("organisation_type", "womens_rights_org"), ("country", "MX"), ("region", "013"),
        ("status", "on_track"), ("language", "en"), ("year", "2021"),
    ],
)  # fmt: skip
def test_each_of_the_nine_filters_chooses(client, forum, name, value):
    publish(public_entry(forum, ref="GE-1"))
    publish(
        public_entry(
            forum, ref="GE-2", coalitions=("economic_justice",), actions=("EJR-1",),
            types=("financial",), organisation_type="government", country="KE", region="014",
            status="delayed", language="fr", year=2022,
        )
    )  # fmt: skip
    assert refs(client.get(LIST, {name: value})) == ["GE-1"]


def test_the_sort_is_that_of_the_directory(client, forum):
    publish(public_entry(forum, ref="GE-1", title="Beta", amount_usd=Decimal(5)))
    publish(public_entry(forum, ref="GE-2", title="Álpha", amount_usd=None))
    publish(public_entry(forum, ref="GE-3", title="Gamma", amount_usd=Decimal(9)))
    assert refs(client.get(LIST, {"sort": "newest"})) == ["GE-3", "GE-2", "GE-1"]
    assert refs(client.get(LIST, {"sort": "title"})) == ["GE-2", "GE-1", "GE-3"]
    assert refs(client.get(LIST, {"sort": "amount"})) == ["GE-3", "GE-1", "GE-2"]


def test_facets_are_counted_on_request_alone(client, forum):
    publish_some(forum, 2)
    publish(public_entry(forum, country="KE", region="014"))
    assert "facets" not in client.get(LIST).json()
    facets = client.get(LIST, {"facets": "true", "country": "KE"}).json()["facets"]
    assert facets["country"] == {"MX": 2, "KE": 1}
    assert facets["coalition"] == {"gender_based_violence": 1}
    assert len(facets) == 9


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("country=XX", "country"), ("country=mx", "country"), ("coalition=nobody", "coalition"),
        ("type=gift", "type"), ("status=bad", "status"), ("year=21", "year"), ("sort=up", "sort"),
        ("facets=1", "facets"), ("page=0", "page"), ("page=x", "page"), ("page=1_0", "page"),
        ("page_size=201", "page_size"), ("page_size=0", "page_size"), ("cursor=abc", "cursor"),
        ("cursor=%21", "cursor"), ("forum=elsewhere", "forum"), ("contry=MX", "contry"),
        ("page=1&page=2", "page"), ("page=1&cursor=abc", "page"), ("country=", "country"),
        (f"q={'x' * 301}", "q"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_not_left_out(client, forum, query, parameter):
    publish_some(forum, 1)
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == "/api/v1/docs#bad-request"
    assert body["status"] == 400
    assert body["instance"] == LIST
    assert parameter in [one["parameter"] for one in body["errors"]]


def test_another_forum_is_asked_by_its_slug(client, forum, world):
    publish(public_entry(forum, ref="GE-1"))
    assert refs(client.get(LIST, {"forum": "generation-equality"})) == ["GE-1"]
    first = client.get(f"{API}forums").json()["results"]
    assert [row["slug"] for row in first] == ["generation-equality"]


def test_one_commitment_has_everything_that_its_page_shows(client, forum):
    publish(public_entry(forum, ref="GE-1", details=DETAILS))
    body = client.get(f"{LIST}/GE-1").json()
    assert body["description"] == "Twenty shelters."
    assert body["targets"][0] == {
        "indicator": "Beds",
        "unit": "bed",
        "baseline": "0",
        "value": "400",
        "due_on": "2024-06-30",
        "plan_target": None,
    }
    assert body["finance"][0]["amount"] == "1000000"
    assert body["finance"][0]["rate"] == "0.05"
    assert body["finance"][0]["is_oda"] is None
    assert body["milestones"] == [{"title": "First shelter opens", "due_on": "2022-03-01"}]
    assert [link["title"] for link in body["links"]] == ["The plan"], "no address that runs"
    assert body["capacity"] is None


def test_a_withdrawn_one_is_gone_and_says_why_and_nothing_else(client, forum):
    publish(
        public_entry(
            forum, ref="GE-1", title="Shelters", details={"description": "Twenty shelters."}
        )
    )
    withdraw(forum, "GE-1", reason="The house burnt down.")
    for path in ("", "/revisions", "/reports"):
        answer = client.get(f"{LIST}/GE-1{path}")
        assert answer.status_code == 410
        assert answer["Content-Type"] == "application/problem+json"
        body = answer.json()
        assert body["reason"] == "The house burnt down."
        assert body["commitment_title"] == "Shelters"
        assert "Twenty" not in answer.content.decode()
    assert refs(client.get(LIST)) == []


@pytest.mark.parametrize("ref", ["GE-999999", "x", "%F0%9F%92%A9", "..%2F"])
def test_an_unknown_reference_is_not_found(client, ref):
    answer = client.get(f"{LIST}/{ref}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_its_published_texts_are_listed_the_newest_first(client, forum):
    rows = [
        {"number": 1, "at": "2021-07-01T10:00:00Z", "reason": ""},
        {"number": 2, "at": "2022-07-01T10:00:00Z", "reason": "A new year."},
    ]
    publish(public_entry(forum, ref="GE-1", details={"revisions": rows}))
    body = client.get(f"{LIST}/GE-1/revisions").json()
    assert [(row["number"], row["reason"]) for row in body["results"]] == [
        (2, "A new year."),
        (1, None),
    ]
    assert body["results"][1]["url"].endswith("/commitments/GE-1/history/1/")


def test_a_protected_maker_has_its_shown_name_and_neither_slug_nor_place(client, forum):
    publish(
        public_entry(
            forum, ref="GE-1", organisation_slug=None, organisation_name="A women's network",
            country="", region="",
        )
    )  # fmt: skip
    for row in (client.get(LIST).json()["results"][0], client.get(f"{LIST}/GE-1").json()):
        assert row["organisation"] == {
            "name": "A women's network",
            "slug": None,
            "type": "womens_rights_org",
            "country": None,
            "region": None,
        }


def test_a_protected_co_maker_has_no_key_in_the_totals(client, forum):
    makers = (
        MakerShare(
            share=Decimal(50), name="Red de Mujeres", slug="red-de-mujeres",
            organisation_type="womens_rights_org", country="MX", region="013",
        ),
        MakerShare(share=Decimal(50), name="A women's network", organisation_type="network"),
    )  # fmt: skip
    publish(public_entry(forum, ref="GE-1", makers=makers))
    body = client.get(f"{API}statistics", {"by": "maker"}).json()
    assert sorted((row["key"], row["name"]) for row in body["results"] if row["key"]) == [
        ("red-de-mujeres", "Red de Mujeres")
    ]
    assert [row["name"] for row in body["results"] if row["key"] is None] == ["A women's network"]


@pytest.mark.parametrize("rows", [10, 200])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # The forum with the version of its data, the version again, the rows.
        ("page_size=200", 3),
        ("page_size=200&facets=true", 3),
        ("page_size=200&country=MX&q=shelter", 3),
        ("page_size=200&country=MX&coalition=gender_based_violence&facets=true", 4),
        ("page_size=200&type=policy&sort=amount", 3),
    ],
)
def test_a_page_costs_the_same_for_ten_and_for_two_hundred(
    client, forum, rows, query, queries, django_assert_num_queries
):
    publish_some(forum, rows)
    client.get(LIST, {"type": "policy"})  # what is new is read with the first question
    with django_assert_num_queries(queries):
        assert client.get(f"{LIST}?{query}").json()["count"] == rows


def test_ranges_narrow_as_in_the_directory(client, forum):
    publish(public_entry(forum, ref="GE-1", amount_usd=Decimal(10)))
    publish(public_entry(forum, ref="GE-2", amount_usd=Decimal(5000)))
    found = client.get(f"{API}commitments", {"amount_from": "100", "runs_to": "2022-01-01"}).json()
    assert [one["ref"] for one in found["results"]] == ["GE-2"]
    for name, value in (("amount_from", "many"), ("published_to", "2021-02-30"), ("runs_to", "x")):
        assert client.get(f"{API}commitments", {name: value}).status_code == 400
