"""The public pages of the directory, as a visitor sees them."""

from decimal import Decimal

import pytest

from avow.directory.services import publish, withdraw
from avow.ledger.services import record
from tests.directory.making import PUBLISHED, public_entry, publish_some

COMMITMENTS = "/en/generation-equality/commitments/"
ORGANISATIONS = "/en/generation-equality/organisations/"

pytestmark = pytest.mark.usefixtures("world")


def text_of(response):
    return response.content.decode()


def test_a_visitor_finds_a_commitment(client, forum):
    publish(public_entry(forum, title="Shelters in every city", amount_usd=Decimal("1200000.00")))
    page = client.get(COMMITMENTS, {"q": "shelter"})
    assert page.status_code == 200
    assert "<mark>Shelters</mark> in every city" in text_of(page)
    assert "US$1,200,000" in text_of(page)
    assert page["Vary"].startswith("HX-Request") or "HX-Request" in page["Vary"]


def test_an_empty_forum_says_that_nothing_is_published_yet(client):
    assert "No commitment is published yet" in text_of(client.get(COMMITMENTS))


def test_filters_are_or_inside_a_facet_and_and_between_facets(client, forum):
    publish(public_entry(forum, title="Alpha", country="MX", types=("policy",)))
    publish(public_entry(forum, title="Beta", country="KE", region="014", types=("policy",)))
    publish(public_entry(forum, title="Gamma", country="KE", region="014", types=("financial",)))
    page = text_of(client.get(COMMITMENTS, {"country": ["MX", "KE"], "type": "policy"}))
    assert ("Alpha" in page, "Beta" in page, "Gamma" in page) == (True, True, False)


def test_each_active_filter_can_be_dropped_by_its_chip(client, forum):
    publish_some(forum, 1)
    page = text_of(client.get(COMMITMENTS, {"country": ["MX", "KE"], "q": "shelter"}))
    assert 'href="?country=MX&amp;country=KE"' in page
    assert 'href="?country=KE&amp;q=shelter"' in page


def test_unknown_values_are_left_out_with_a_notice(client, forum):
    publish_some(forum, 1)
    page = client.get(
        COMMITMENTS, {"country": "XX", "status": "<script>", "sort": "up", "year": "9"}
    )
    assert page.status_code == 200
    assert "were left out" in text_of(page)
    assert "<script>&" not in text_of(page)
    assert "<strong>1 commitment" in text_of(page)


@pytest.mark.parametrize(
    ("number", "shown"), [("99", "21–21 of 21"), ("zero", "1–20 of 21"), ("-1", "21–21 of 21")]
)
def test_a_page_out_of_range_shows_the_nearest(client, forum, number, shown):
    publish_some(forum, 21)
    assert shown in text_of(client.get(COMMITMENTS, {"page": number}))


def test_htmx_gets_the_part_and_a_restored_history_the_page(client, forum):
    publish_some(forum, 1)
    part = text_of(client.get(COMMITMENTS, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert 'hx-swap-oob="innerHTML:#count"' in part
    whole = client.get(
        COMMITMENTS, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in text_of(whole)


@pytest.mark.parametrize("rows", [10, 200])
@pytest.mark.parametrize(
    "query", ["", "?q=shelter", "?q=shelter&country=MX&type=policy", "?sort=amount&page=2"]
)
def test_the_list_costs_the_same_for_ten_and_for_two_hundred(
    client, forum, rows, query, django_assert_num_queries
):
    publish_some(forum, rows)
    client.get(COMMITMENTS)
    with django_assert_num_queries(6 + WINDOW):
        client.get(COMMITMENTS + query)


# The frame of every page asks whether one may register interest.
WINDOW = 1


def test_a_reader_who_holds_the_page_is_told_so_with_two_queries(
    client, forum, django_assert_num_queries
):
    publish_some(forum, 3)
    etag = client.get(COMMITMENTS)["ETag"]
    with django_assert_num_queries(2):
        assert client.get(COMMITMENTS, headers={"If-None-Match": etag}).status_code == 304
    publish_some(forum, 1)
    assert client.get(COMMITMENTS, headers={"If-None-Match": etag}).status_code == 200
    assert client.get(COMMITMENTS + "?q=a", headers={"If-None-Match": etag}).status_code == 200


def test_the_page_of_somebody_signed_in_is_never_kept(sign_in, ana, forum):
    publish_some(forum, 1)
    assert "ETag" not in sign_in(ana).get(COMMITMENTS)


DETAILS = {
    "description": "Twenty shelters.",
    "sdg_targets": ["5.2"],
    "targets": [
        {
            "indicator": "Beds",
            "unit": "bed",
            "baseline": "0",
            "value": "400",
            "due_on": "2024-06-30",
        }
    ],
    "steps": [{"title": "First shelter opens", "due_on": "2022-03-01"}],
    "partners": [{"name": "City of Example", "role": "gives land", "slug": ""}],
    "places": ["MX", "GT"],
    "finance": [
        {
            "amount": "1000000.00",
            "currency": "MXN",
            "year": 2022,
            "source": "own",
            "amount_usd": "50000.00",
            "rate": "0.05000000",
            "rate_day": "2021-06-30",
            "is_new": True,
            "gender_marker": 2,
        }
    ],
    "links": [
        {"url": "https://example.org/plan", "title": "The plan"},
        {"url": "javascript:x", "title": "Bad"},
    ],
}


def test_a_commitment_shows_everything_it_holds(client, forum):
    publish(
        public_entry(
            forum,
            ref="GE-1",
            title="Shelters",
            amounts=(("MXN", Decimal("1000000.00")),),
            details=DETAILS,
        )
    )
    record("commitment.publish", forum=forum, subject="commitment:GE-1", at=PUBLISHED)
    page = client.get(COMMITMENTS + "GE-1/")
    words = [
        "Twenty shelters.", "5.2", "Beds", "400", "First shelter opens", "City of Example", "gives land", "Guatemala",
        "MX$1,000,000", "US$50,000", "1 MXN = US$ 0.05", "https://example.org/plan", "ledger entry", "Red de Mujeres",
    ]  # fmt: skip
    missing = [word for word in words if word not in text_of(page)]
    assert missing == []
    assert "javascript:" not in text_of(page)


def test_a_withdrawn_commitment_says_so_and_why_and_keeps_nothing_else(client, forum):
    publish(
        public_entry(
            forum, ref="GE-1", title="Shelters", details={"description": "Twenty shelters."}
        )
    )
    withdraw(forum, "GE-1", reason="The house burnt down.")
    page = client.get(COMMITMENTS + "GE-1/")
    assert page.status_code == 410
    assert "The house burnt down." in text_of(page)
    assert "Twenty shelters." not in text_of(page)
    assert "GE-1" not in text_of(client.get(COMMITMENTS))


def test_an_ended_commitment_keeps_its_reason(client, forum):
    publish(
        public_entry(
            forum, ref="GE-1", state="ended", status="ended", state_reason="Money ran out."
        )
    )
    page = client.get(COMMITMENTS + "GE-1/")
    assert page.status_code == 200
    assert "Ended early" in text_of(page)
    assert "Money ran out." in text_of(page)


@pytest.mark.parametrize("ref", ["GE-999999", "x", "..%2F", "%F0%9F%92%A9"])
def test_an_unknown_reference_is_not_found(client, ref):
    assert client.get(f"{COMMITMENTS}{ref}/").status_code == 404


def test_a_commitment_of_another_forum_is_not_found(client, forum):
    publish(public_entry(forum, ref="GE-1"))
    assert client.get("/en/elsewhere/commitments/GE-1/").status_code == 404


def test_a_protected_organisation_has_its_shown_name_and_no_profile(client, forum):
    publish(
        public_entry(
            forum,
            ref="GE-1",
            organisation_slug=None,
            organisation_name="A group at risk",
            country="",
            region="",
        )
    )
    page = text_of(client.get(COMMITMENTS + "GE-1/"))
    assert "A group at risk" in page
    assert "name withheld for safety" in page
    assert "/organisations/None" not in page


def test_a_protected_organisation_with_a_place_is_refused(forum):
    with pytest.raises(ValueError, match="no public place"):
        public_entry(forum, organisation_slug=None)
