"""Public reports in the API: through the same wall as on the pages."""

import pytest

from avow.commitments.publication import organisation_changed
from avow.progress import services
from avow.progress.models import Report
from tests.progress.conftest import LATE, ON_TIME, fill, say
from tests.worlds import at

API = "/api/v1/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2022-10-02 10:00"))


@pytest.fixture
def told(draft, ana, sofia):
    """A verified and published report that names its maker in its answers."""
    fill(draft, ana, status="delayed", status_reason="Red de Mujeres waited for a permit")
    say(draft, ana, evidence="none", reported_elsewhere="In the register of Mexico", barriers="Red de Mujeres had no car")  # fmt: skip
    services.hand_in(Report.objects.get(pk=draft.pk), ana, ON_TIME)
    report = services.publish(Report.objects.get(pk=draft.pk), sofia, ON_TIME)
    services.answer(report, "Red de Mujeres goes on.", "en", ana, LATE)
    return report


def protect(organisation):
    type(organisation).objects.filter(pk=organisation.pk).update(
        is_protected=True, protected_name="A network"
    )
    organisation_changed(type(organisation).objects.get(pk=organisation.pk), ON_TIME)


def test_a_published_report_is_listed_and_told(client, told, promise, red):
    row = client.get(f"{API}reports?kind=progress").json()["results"][0]
    assert (row["kind"], row["year"], row["ref"]) == ("progress", 2022, promise.ref)
    assert (row["organisation_slug"], row["status"]) == (red.slug, "delayed")
    body = client.get(row["api_url"]).json()
    assert body["count"] == 1
    one = body["results"][0]
    assert one["texts"]["barriers"] == "Red de Mujeres had no car"
    assert one["values"][0]["target"]
    assert one["replies"][0]["text"] == "Red de Mujeres goes on."
    assert client.get(one["url"], follow=True).status_code == 200


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("year=2022", 1), ("year=2021", 0), ("organisation=red-de-mujeres", 1),
        ("organisation=lagos-youth-network", 0), ("ref=GE-999999", 0),
    ],
)  # fmt: skip
def test_they_are_chosen_by_year_commitment_and_maker(client, told, query, number):
    assert client.get(f"{API}reports?kind=progress&{query}").json()["count"] == number


def test_nothing_says_who_a_protected_maker_is(client, told, promise, red):
    protect(red)
    assert client.get(f"{API}reports?kind=progress").json()["results"] == []
    answer = client.get(f"{API}commitments/{promise.ref}/reports")
    one = answer.json()["results"][0]
    assert (one["organisation"], one["organisation_slug"]) == ("A network", None)
    assert one["replies"][0]["text"] == "A network goes on."
    for secret in ("Red de Mujeres", red.slug, "Mexico", "EUR"):
        assert secret not in answer.content.decode(), secret


def test_the_list_costs_the_same_for_each_report(client, told, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(f"{API}reports?kind=progress")
