"""The other resources: forums, coalitions, actions, organisations, reports, figures, events, ledger."""

from decimal import Decimal

import pytest

from avow.directory.services import publish
from avow.events.models import Event
from avow.forums.models import Action
from avow.ledger.models import Entry as LedgerEntry
from avow.ledger.services import record
from avow.people.models import Organisation
from tests.directory.making import PUBLISHED, public_entry, publish_some
from tests.house import crowds, crowds_joint, crowds_people, scene_annual
from tests.worlds import at

API = "/api/v1/"
NOW = at("2021-04-07 10:00")
pytestmark = pytest.mark.usefixtures("world")


def results(client, path, **query):
    answer = client.get(API + path, query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def event(forum, **fields):
    values = {
        "forum": forum, "slug": "meeting", "title": "Meeting", "language": "en", "code": "12345678",
        "starts_at": NOW, "ends_at": at("2021-04-07 12:00"), "zone_name": "UTC", "state": "published",
        "made_at": NOW, "changed_at": NOW, "published_at": NOW,
        "online_url": "https://meet.example.org/secret",
    }  # fmt: skip
    return Event.objects.create(**(values | fields))


def test_a_forum_has_its_calendar_and_what_its_codes_are_called(client, forum):
    body = client.get(f"{API}forums/generation-equality").json()
    assert body["names"]["en"] == "Generation Equality Forum"
    assert body["time_zone"] == forum.zone_name
    assert {"key", "kind", "names", "opens_at", "closes_at"} == set(body["windows"][0])
    assert "policy" in [one["code"] for one in body["commitment_types"]]
    assert body["statuses"][0] == {
        "code": "not_started",
        "names": {"en": "Not started", "fr": "Pas commencé"},
    }
    assert client.get(f"{API}forums/elsewhere").status_code == 404


def test_coalitions_name_their_actions_in_force(client, gbv):
    Action.objects.filter(forum=gbv.forum, code="GBV-2").update(retired_at=NOW)
    row = next(one for one in results(client, "coalitions") if one["code"] == gbv.code)
    assert row["slug"] == gbv.slug
    assert "GBV-1" in row["actions"]
    assert "GBV-2" not in row["actions"]


def test_actions_are_those_of_a_coalition_and_say_what_took_their_place(client, gbv):
    old, new = (Action.objects.get(forum=gbv.forum, code=code) for code in ("GBV-2", "GBV-1"))
    old.successors.add(new)
    Action.objects.filter(pk=old.pk).update(retired_at=NOW)
    rows = {row["code"]: row for row in results(client, "actions", coalition=gbv.code)}
    assert rows["GBV-2"]["successors"] == ["GBV-1"]
    assert rows["GBV-2"]["retired_at"].endswith("Z")
    assert {row["coalition"] for row in rows.values()} == {gbv.code}
    assert client.get(f"{API}actions?coalition=nobody").status_code == 400


def test_actions_are_walked_in_the_order_of_their_coalitions(client, forum):
    whole = [row["code"] for row in results(client, "actions", page_size=200)]
    found, url = [], f"{API}actions?page_size=3"
    while url:
        body = client.get(url).json()
        found += [row["code"] for row in body["results"]]
        url = body["next"]
    assert found == whole
    assert len(whole) > 6


def test_organisations_are_makers_and_champions_with_their_roles(client, forum, red):
    publish(public_entry(forum, ref="GE-1"))
    rows = {row["slug"]: row for row in results(client, "organisations", page_size=200)}
    assert rows["red-de-mujeres"]["commitments"] == 1
    champions = results(client, "organisations", role="champion")
    assert {"role": "champion", "coalitions": ["gender_based_violence"]} in [
        role for row in champions for role in row["roles"]
    ]
    assert [row["slug"] for row in results(client, "organisations", q="Red de")] == [red.slug]
    assert client.get(f"{API}organisations?country=XX").status_code == 400
    assert client.get(f"{API}organisations?role=boss").status_code == 400


def test_one_organisation_has_its_totals(client, forum, red):
    publish(public_entry(forum, ref="GE-1"))
    body = client.get(f"{API}organisations/{red.slug}").json()
    assert body["totals"]["commitments"] == 1
    assert client.get(body["api_url"]).json()["slug"] == red.slug


def test_a_protected_organisation_is_nowhere(client, forum, red):
    publish(public_entry(forum, ref="GE-1"))
    Organisation.objects.filter(pk=red.pk).update(
        is_protected=True, protected_name="A women's network"
    )
    assert red.slug not in [row["slug"] for row in results(client, "organisations")]
    answer = client.get(f"{API}organisations/{red.slug}")
    assert answer.status_code == 404
    assert red.name not in answer.content.decode()


def test_a_merged_organisation_leads_to_what_it_became(client, forum, red, lagos):
    publish(public_entry(forum, ref="GE-1"))
    Organisation.objects.filter(pk=lagos.pk).update(merged_into=red)
    answer = client.get(f"{API}organisations/{lagos.slug}")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/organisations/red-de-mujeres?forum=generation-equality")
    Organisation.objects.filter(pk=red.pk).update(
        is_protected=True, protected_name="A women's network"
    )
    assert client.get(f"{API}organisations/{lagos.slug}").status_code == 404


def test_the_parts_of_the_figures_make_the_whole(client, forum):
    publish(
        public_entry(
            forum,
            ref="GE-1",
            amounts=(("USD", Decimal(10)),),
            amount_usd=Decimal(10),
            details={
                "finance": [
                    {"amount": "10.00", "currency": "USD", "year": 2022, "is_new": True,
                     "amount_usd": "10.00", "source": "own"}
                ]
            },
        )
    )  # fmt: skip
    publish_some(forum, 1)
    body = client.get(f"{API}statistics", {"by": "coalition"}).json()
    assert body["by"] == "coalition"
    assert body["totals"]["commitments"] == 2
    assert body["totals"]["money"]["usd"] == "10"
    assert body["totals"]["new"]["amounts"] == [{"currency": "USD", "amount": "10"}]
    assert body["totals"]["announced"]["usd"] is None
    assert sum(Decimal(row["money"]["usd"] or 0) for row in body["results"]) == Decimal(10)
    assert client.get(f"{API}statistics?by=moon").status_code == 400
    assert client.get(f"{API}statistics?country=KE").json()["totals"]["commitments"] == 0


def test_events_tell_what_their_page_tells_and_not_where_one_dials_in(client, forum):
    event(forum)
    event(forum, slug="draft", state="draft", published_at=None)
    answer = client.get(f"{API}events")
    assert [row["slug"] for row in answer.json()["results"]] == ["meeting"]
    assert "secret" not in answer.content.decode()
    assert "12345678" not in answer.content.decode()


def test_events_to_come_and_events_that_are_over(client, forum, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    event(forum)
    event(forum, slug="past", starts_at=at("2021-01-01 10:00"), ends_at=at("2021-01-01 11:00"))
    assert [row["slug"] for row in results(client, "events")] == ["meeting", "past"]
    assert [row["slug"] for row in results(client, "events", when="upcoming")] == ["meeting"]
    assert [row["slug"] for row in results(client, "events", when="past")] == ["past"]
    assert client.get(f"{API}events?when=never").status_code == 400
    assert client.get(f"{API}events?coalition=nobody").status_code == 400


def test_the_ledger_is_as_its_chain(client, forum):
    record("commitment.publish", forum=forum, subject="commitment:GE-1", at=PUBLISHED)
    entry = LedgerEntry.objects.order_by("-seq")[0]
    rows = results(client, "ledger", subject="commitment:GE-1", verb="commitment.publish")
    assert rows == [entry.as_line()]
    assert results(client, "ledger", page_size=1)[0]["seq"] == entry.seq


def test_annual_reports_come_with_their_files(client, world):
    scene_annual.published(world, 2018)
    row = results(client, "reports", year="2018")[0]
    assert (row["kind"], row["year"], row["edition"]) == ("annual", 2018, 1)
    assert row["pdf"] == "http://testserver/generation-equality/reports/2018.pdf"
    assert row["package"].endswith("/reports/2018/data.zip")
    assert client.get(row["url"], follow=True).status_code == 200
    assert row["organisation"] is None
    assert results(client, "reports", year="2017") == []


def test_annual_reports_are_of_no_maker(client, forum):
    assert results(client, "reports") == []
    answer = client.get(f"{API}reports?ref=GE-1&organisation=red-de-mujeres")
    assert answer.status_code == 400
    assert [one["parameter"] for one in answer.json()["errors"]] == ["ref", "organisation"]


# fmt: off
CROWDS = {
    # path: how its rows are made, the queries it costs
    "organisations?page_size=200": (crowds.makers, 6),
    "events?page_size=200": (crowds_people.events, 3),
    "ledger?page_size=200": (crowds.ledger, 3),
    "statistics?by=maker&page_size=200": (crowds_joint.parts, 9),
}
# fmt: on


@pytest.mark.parametrize("rows", [10, 150])
@pytest.mark.parametrize("path", CROWDS)
def test_a_long_list_costs_no_more_than_a_short_one(
    client, world, path, rows, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: crowds.NOW)
    make, queries = CROWDS[path]
    before = client.get(API + path).json()["count"]
    make(world, rows)
    with django_assert_num_queries(queries):
        body = client.get(API + path).json()
    assert body["count"] - before >= rows
