"""Commitments side by side: what differs is marked, and what cannot be compared is said."""

from decimal import Decimal

import pytest

from avow.directory.comparing import asked_of
from avow.directory.services import publish, withdraw
from avow.forums.loading import load
from avow.forums.models import Forum
from avow.forums.packs.reading import read_pack
from tests.directory.making import public_entry
from tests.worlds import at

COMPARE = "/en/generation-equality/commitments/compare/"

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def two(forum):
    """Two commitments that differ in country and money, and agree in the rest."""
    publish(public_entry(forum, ref="GE-000001", title="Alpha", amounts=(("USD", Decimal(5)),)))
    publish(
        public_entry(
            forum,
            ref="GE-000002",
            title="Beta",
            country="KE",
            region="014",
            amounts=(("EUR", Decimal(5)),),
        )
    )


def another_forum():
    load(read_pack("nourish"), at("2021-01-04 09:00"))
    return Forum.objects.get(slug="nourish")


def asked(client, *refs, **more):
    return client.get(COMPARE, {"ref": list(refs), **more})


def text_of(response):
    return response.content.decode()


def row_of(page, title):
    """Return the HTML of the row with a title."""
    return next(row for row in page.split("<tr") if f'<th scope="row">{title}' in row)


def test_two_commitments_stand_side_by_side_and_what_differs_is_marked(client, two):
    page = text_of(asked(client, "GE-000001", "GE-000002"))
    assert "Mexico" in row_of(page, "Country")
    assert "Kenya" in row_of(page, "Country")
    assert "differs" in row_of(page, "Country")
    assert "differs" not in row_of(page, "Status")


def test_the_same_figure_in_another_currency_differs(client, two):
    row = row_of(text_of(asked(client, "GE-000001", "GE-000002")), "Money pledged")
    assert ("US$5" in row, "€5" in row, "differs" in row) == (True, True, True)


def test_rows_that_agree_can_be_left_out(client, two):
    page = text_of(asked(client, "GE-000001", "GE-000002", only="differing"))
    assert '<th scope="row">Country' in page
    assert '<th scope="row">Status' not in page


def test_each_one_can_be_removed_by_an_address(client, two):
    page = text_of(asked(client, "GE-000001", "GE-000002"))
    assert 'href="?ref=GE-000001"' in page
    assert 'href="?ref=GE-000002"' in page


def test_another_is_added_by_its_reference_or_the_address_of_its_page(client, two):
    page = text_of(asked(client, "GE-000001"))
    assert '<input type="hidden" name="ref" value="GE-000001">' in page
    pasted = "https://example.org/fr/generation-equality/commitments/ge-000002/?x=1"
    page = text_of(asked(client, "GE-000001", pasted))
    assert ("Alpha" in page, "Beta" in page) == (True, True)


def test_one_alone_is_shown_with_the_way_to_add_another(client, two):
    page = text_of(asked(client, "GE-000001"))
    assert "One commitment is chosen" in page
    assert "differs" not in page.partition("<tbody>")[2]


def test_none_says_how_to_begin(client):
    page = text_of(client.get(COMPARE))
    assert "Nothing to compare yet" in page
    assert 'name="ref"' in page


def test_a_fifth_is_left_out_and_named(client, forum):
    refs = [f"GE-00000{number}" for number in range(1, 6)]
    for ref in refs:
        publish(public_entry(forum, ref=ref))
    page = text_of(asked(client, *refs))
    assert "Only 4 commitments are compared" in page
    assert "GE-000005</bdi>" in page
    assert page.count('<th scope="col">') == 4
    assert "Remove one to add another" in page


def test_an_unknown_one_is_named(client, two):
    page = asked(client, "GE-000001", "GE-999999")
    assert page.status_code == 200
    assert "There is no such commitment" in text_of(page)
    assert "GE-999999" in text_of(page)


def test_one_of_another_forum_is_unknown_here(client, forum):
    other = another_forum()
    publish(public_entry(other, ref="NO-000001", coalitions=(), actions=()))
    assert "There is no such commitment" in text_of(asked(client, "NO-000001"))


def test_a_withdrawn_one_is_not_compared_and_shows_no_word_of_its_text(client, forum, two):
    withdraw(forum, "GE-000002", reason="Said goodbye.")
    page = text_of(asked(client, "GE-000001", "GE-000002"))
    assert "Withdrawn commitments are not compared" in page
    assert "Beta" not in page


def test_what_is_no_reference_is_said_and_does_no_harm(client):
    page = text_of(asked(client, "<script>alert(1)</script>", "' OR 1=1 --", "x" * 5000))
    assert "This is no reference of a commitment" in page
    assert "<script>alert" not in page


def test_a_huge_address_is_read_to_its_end_and_no_further():
    found = asked_of(f"GE-{number}" for number in range(1000))
    assert (len(found.refs), len(found.over)) == (4, 10)


def test_a_title_that_is_markup_stays_text(client, forum):
    publish(public_entry(forum, ref="GE-000009", title="<img src=x onerror=alert(1)>"))
    assert "<img src=x" not in text_of(asked(client, "GE-000009"))


def test_a_protected_maker_has_no_place_here_either(client, forum):
    publish(
        public_entry(
            forum, ref="GE-000003", organisation_slug=None, organisation_name="An organisation",
            country="", region="",
        )
    )  # fmt: skip
    page = text_of(asked(client, "GE-000003"))
    assert "An organisation" in page
    assert '<th scope="row">Country' not in page


@pytest.mark.parametrize("number", [1, 4])
def test_four_cost_as_many_queries_as_one(client, forum, number, django_assert_num_queries):
    refs = [f"GE-00000{one}" for one in range(1, number + 1)]
    for ref in refs:
        publish(public_entry(forum, ref=ref))
    with django_assert_num_queries(6):
        asked(client, *refs)


def test_who_holds_the_page_gets_it_again_only_after_a_change(client, forum, two):
    first = asked(client, "GE-000001")
    again = client.get(COMPARE, {"ref": "GE-000001"}, headers={"If-None-Match": first["ETag"]})
    publish(public_entry(forum))
    later = client.get(COMPARE, {"ref": "GE-000001"}, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, later.status_code) == (304, 200)
