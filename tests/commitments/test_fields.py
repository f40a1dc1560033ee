"""The fuller form: read as people write, asked kindly, kept through an amendment, compared whole."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from avow.commitments import amounts, guard, publication, services
from avow.commitments.comparing import ROW_KEYS, changed_fields
from avow.commitments.contents import content_of
from avow.commitments.drafting import draft_of, notes_of, problems_of
from avow.commitments.form import FIELD_OF
from avow.commitments.models import Commitment, Place, Revision
from avow.commitments.services.revising import sheet_of
from avow.directory.models import Entry, EntryTag
from avow.forums.packs.schema import CommitmentField
from avow.people.models import Organisation
from tests.commitments.conftest import LATER, MORNING, change
from tests.commitments.test_publication import publish

FULL = {
    "regions": ["011", "001"],
    "beneficiary_groups": ["survivors", "girls"],
    "beneficiary_number": "٤٬٠٠٠",
    "beneficiary_note": "in the first year",
    "also_registered_in": "SHE Pays",
    "iati_identifier": "MX-1-7",
    "capacity_kind": "budget",
    "capacity_amount": "2 000 000",
    "capacity_currency": "EUR",
    "capacity_year": "2020",
}


def codes(commitment) -> dict[str, str]:
    return {problem.key: problem.code for problem in problems_of(commitment)}


def test_every_field_a_pack_can_name_has_a_question_and_is_compared(published):
    names = {str(one) for one in CommitmentField}
    assert names == set(FIELD_OF)
    said = content_of(published.public)
    assert names <= {*said.texts, *said.days, *said.codes, *said.rows}
    assert set(said.rows) == set(ROW_KEYS)


def test_a_full_commitment_is_shown_whole(write, maker, ana, sofia):
    commitment = publish(write(**FULL), ana, sofia)
    details = Entry.objects.get(ref=commitment.ref).body.details
    assert details["regions"] == ["001", "011"]
    assert details["places"] == ["MX"]
    assert set(details["beneficiary_groups"]) == {"girls", "survivors"}
    assert (details["beneficiary_number"], details["beneficiary_note"]) == (
        4000,
        "in the first year",
    )
    assert details["capacity"]["amount_usd"] == "2446000.00"
    assert details["capacity"]["rate_source"].startswith("illustrative")


def test_an_amendment_begins_with_every_field_as_it_is(write, maker, ana, sofia):
    earlier = publish(write(), ana, sofia)
    full = publish(write(**FULL, supersedes=earlier.ref), ana, sofia)
    before = Revision.objects.get(pk=full.public_id)
    full.sheet = sheet_of(before, "en", LATER)
    draft = draft_of(full)
    assert draft.problems == []
    assert (draft.regions, draft.countries) == (("001", "011"), ("MX",))
    assert (draft.beneficiary_number, draft.supersedes) == (4000, earlier.ref)
    assert set(draft.beneficiary_groups) == {"survivors", "girls"}
    assert draft.capacity is not None
    assert (draft.capacity.kind, draft.capacity.amount, draft.capacity.year) == (
        "budget",
        2_000_000,
        2020,
    )


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("regions", ["011"], "regions"),
        ("beneficiary_groups", ["girls"], "beneficiary_groups"),
        ("beneficiary_number", "12", "beneficiary_number"),
        ("beneficiary_note", "each year", "beneficiary_number"),
        ("iati_identifier", "XM-1", "iati_identifier"),
        ("also_registered_in", "SHE Pays", "also_registered_in"),
    ],
)
def test_a_change_of_a_new_field_is_a_change_of_that_field(
    published, ana, key, value, field, client
):
    amended = services.amend(published, "We know more.", ana, LATER)
    change(amended, ana, key, value)
    services.resubmit(Commitment.objects.get(pk=amended.pk), ana, LATER)
    row = Commitment.objects.get(pk=amended.pk)
    assert changed_fields(content_of(row.public), content_of(row.current)) == {field}


@pytest.mark.parametrize(
    ("text", "number"),
    [("4000", 4000), ("4 000", 4000), ("4.000", 4000), ("4,000", 4000), ("٤٠٠٠", 4000),
     ("४०००", 4000), ("１２", 12), ("12,34,567", 1_234_567), ("1.234.567", 1_234_567), ("1'000", 1000)],
)  # fmt: skip
def test_people_are_counted_in_any_digits(text, number):
    assert amounts.read_whole(text) == number


@pytest.mark.parametrize(
    "text", ["", "4.5", "about four", "1 00", "-3", "4,00", "1.2345", "4k", "½"]
)
def test_what_is_no_whole_number_is_not_guessed(text):
    with pytest.raises(amounts.Unreadable):
        amounts.read_whole(text)


@given(st.integers(1, 10**14), st.sampled_from([" ", ",", ".", "'", "\u00a0", ""]))
def test_a_whole_number_is_read_as_it_was_written(number, sign):
    assert amounts.read_whole(f"{number:,}".replace(",", sign)) == number


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("four", "number_not_whole"),
        ("0", "amount_not_positive"),
        ("20000000000", "more_than_everybody"),
    ],
)
def test_a_number_of_people_that_cannot_be_is_to_be_mended(write, value, code):
    assert codes(write(beneficiary_number=value)) == {"beneficiary_number": code}


def test_a_region_says_where_as_well_as_a_country(write):
    assert codes(write(countries=[])) == {"countries": "answer_missing"}
    assert codes(write(countries=[], regions=["202"])) != {}  # no region of ours
    assert codes(write(countries=[], regions=["011"])) == {}


def test_the_database_holds_one_of_country_and_region(published):
    for wrong in ({"country": "MX", "region": "011"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.create(revision=published.public, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=published.public_id).update(supersedes=published)


def test_the_main_type_is_one_of_those_chosen(write):
    two = write(types=["policy", "advocacy"])
    assert codes(two) == {"main_type": "answer_missing"}
    wrong = write(types=["policy", "advocacy"], main_type="financial")
    assert codes(wrong) == {"main_type": "main_type_not_chosen"}
    assert draft_of(wrong).types == ("policy", "advocacy")
    # Chosen before, unticked since: the one that is left is the main one.
    assert draft_of(write(types=["policy"], main_type="financial")).types == ("policy",)


def test_a_type_unticked_keeps_its_answers_on_the_sheet_and_out_of_the_text(write, ana):
    commitment = write(types=["policy"], policy_instrument="law", advocacy_audience="Parliament")
    assert draft_of(commitment).type_fields == {"policy": {"instrument": "law"}}
    change(commitment, ana, "types", ["policy", "advocacy"])
    change(commitment, ana, "main_type", "advocacy")
    assert draft_of(commitment).type_fields["advocacy"] == {"audience": "Parliament"}


def test_a_target_before_the_term_is_refused_and_other_days_off_it_are_only_noted(write, ana):
    commitment = write(
        rows={
            "target": [
                {"indicator": "Early", "value": "1", "due_on": "2021-06-30"},
                {"indicator": "Late", "value": "1", "due_on": "2024-01-01"},
            ],
            "milestone": [{"title": "Before", "due_on": "2021-01-01"}],
        }
    )
    assert codes(commitment) == {"target_due_on": "target_before_term"}
    assert [one.code for one in notes_of(commitment)] == [
        "target_after_term",
        "milestone_outside_term",
    ]


def test_capacity_half_said_is_noted_and_keeps_nothing_back(write, maker, ana):
    commitment = write(capacity_amount="5 000")
    assert codes(commitment) == {}
    assert {one.code for one in notes_of(commitment)} == {"capacity_incomplete"}
    services.submit(commitment, ana, MORNING)
    assert not Commitment.objects.get(pk=commitment.pk).current.capacities.exists()


def test_an_earlier_commitment_is_linked_both_ways(write, maker, ana, sofia, client):
    earlier = publish(write(title="The first shelters"), ana, sofia)
    later = publish(write(title="More shelters", supersedes=earlier.ref.lower()), ana, sofia)
    home = "/en/generation-equality/commitments/"
    assert earlier.ref in client.get(f"{home}{later.ref}/").content.decode()
    page = client.get(f"{home}{earlier.ref}/").content.decode()
    assert "A later commitment takes its place" in page
    assert "More shelters" in page
    services.withdraw(later, ana, LATER, "No money.")
    assert "takes its place" not in client.get(f"{home}{earlier.ref}/").content.decode()
    assert not EntryTag.objects.filter(facet="supersedes").exists()


def test_a_commitment_that_is_not_there_or_not_public_is_not_confirmed(
    write, lagos, chidi, forum, maker, ana, sofia
):
    secret = services.create(forum, lagos, chidi, MORNING)
    for ref in (secret.ref, "GE-999999", "nonsense", "GE-\x00"):
        assert codes(write(supersedes=ref)) == {"supersedes": "supersedes_unknown"}
    own = write()
    change(own, ana, "supersedes", own.ref)
    assert codes(own) == {"supersedes": "supersedes_itself"}


def test_two_commitments_do_not_take_each_others_place(write, maker, ana, sofia):
    first = write()
    second = publish(write(supersedes=first.ref), ana, sofia)
    change(first, ana, "supersedes", second.ref)
    assert codes(first) == {"supersedes": "supersedes_each_other"}


def test_nothing_new_says_who_a_protected_maker_is(write, maker, ana, sofia, red, client):
    earlier = publish(write(), ana, sofia)
    commitment = publish(
        write(
            rows={"finance": [{"amount": "900", "currency": "MXN", "source": "own"}]},
            **FULL | {"beneficiary_note": "counted by Red de Mujeres"},
            supersedes=earlier.ref,
        ),
        ana,
        sofia,
    )
    guard.remove()
    commitment.public.finance_lines.update(amount_usd=None, rate=None, rate_day=None)
    Organisation.objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    publication.organisation_changed(Organisation.objects.get(pk=red.pk), LATER)
    entry = Entry.objects.get(ref=commitment.ref)
    details = entry.body.details
    assert not {"regions", "capacity", "supersedes", "files"} & set(details)
    assert details["beneficiary_note"] == "counted by A network"
    assert (details["uncounted"], details["finance"], entry.amount_usd) == (1, [], None)
    page = client.get(f"/en/generation-equality/commitments/{commitment.ref}/").content.decode()
    assert "whose currency is withheld" in page
    assert "MXN" not in page
    assert earlier.ref not in page
