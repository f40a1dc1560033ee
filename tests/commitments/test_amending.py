"""A published text changes on a copy; the public reads the old one until the new one is published."""

import re

import pytest

from avow.commitments import services
from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.kernel.lifecycle import Refused
from tests.commitments.conftest import LATER, accept, change, reject


def again(commitment) -> Commitment:
    """Return the commitment as it stands now."""
    return Commitment.objects.get(pk=commitment.pk)


@pytest.fixture
def amended(published, ana):
    """A commitment whose maker is changing it."""
    return services.amend(published, "We can do more.", ana, LATER)


def test_a_small_change_goes_to_no_coalition_and_is_published(amended, ana, sofia, client, forum):
    change(amended, ana, "summary", "Fourteen shelters, run by survivors.")
    services.resubmit(again(amended), ana, LATER)
    assert Entry.objects.get(ref=amended.ref).summary == "Twelve shelters, run by survivors."
    services.publish(again(amended), sofia, LATER)

    commitment = again(amended)
    assert (commitment.state, commitment.public.number, commitment.revisions.count()) == (
        "published",
        2,
        2,
    )
    entry = Entry.objects.get(ref=amended.ref)
    assert (entry.summary, entry.coalitions) == (
        "Fourteen shelters, run by survivors.",
        ["gender_based_violence"],
    )
    page = client.get(
        f"/en/generation-equality/commitments/{amended.ref}/history/"
    ).content.decode()
    words = re.sub(r"<span[^>]*>[^<]*</span>", "", page)
    assert "<del>Twelve</del><ins>Fourteen</ins> shelters" in words
    assert "We can do more." in page


def test_a_change_that_matters_is_looked_at_again(amended, ana, sofia, forum):
    change(amended, ana, "types", ["policy", "programme"])
    change(amended, ana, "main_type", "policy")
    services.resubmit(again(amended), ana, LATER)
    with pytest.raises(Refused) as refusal:
        services.publish(again(amended), sofia, LATER)
    assert refusal.value.reasons == ("coalitions_still_decide",)
    # Meanwhile the public sees it where it was.
    from avow.directory.services import rebuild

    rebuild(forum)
    assert Entry.objects.get(ref=amended.ref).coalitions == ["gender_based_violence"]
    accept(again(amended).coalitions.get().case)
    assert list(Commitment.objects.ready_to_publish(LATER.date())) == [amended]
    services.publish(again(amended), sofia, LATER)
    assert Entry.objects.get(ref=amended.ref).types == ["policy", "programme"]


def test_a_declined_change_leaves_the_public_text(amended, ana, sofia):
    change(amended, ana, "types", ["policy"])
    services.resubmit(again(amended), ana, LATER)
    reject(again(amended).coalitions.get().case)
    with pytest.raises(Refused) as refusal:
        services.publish(again(amended), sofia, LATER)
    assert refusal.value.reasons == ("a_coalition_declined",)
    services.decline(again(amended), sofia, LATER)
    commitment = again(amended)
    assert (commitment.state, commitment.current, Entry.objects.get(ref=amended.ref).types) == (
        "published", commitment.public, ["programme"],
    )  # fmt: skip


def test_a_change_without_a_change_is_refused(amended, ana):
    with pytest.raises(Refused) as refusal:
        services.resubmit(amended, ana, LATER)
    assert refusal.value.reasons == ("nothing_changed",)
    assert again(amended).sheet.frozen_at is None


def test_a_dropped_change_leaves_everything_as_it_was(amended, ana):
    change(amended, ana, "title", "Another title")
    services.resubmit(again(amended), ana, LATER)
    services.drop(again(amended), ana, LATER)
    commitment = again(amended)
    assert (commitment.state, commitment.current.title) == (
        "published",
        "Shelters in every district",
    )


def test_a_change_needs_a_reason(published, ana):
    with pytest.raises(Refused) as refusal:
        services.amend(published, "  ", ana, LATER)
    assert refusal.value.reasons == ("reason_missing",)


def test_handing_the_change_in_twice_is_refused(amended, ana):
    change(amended, ana, "title", "Shelters in each town")
    services.resubmit(again(amended), ana, LATER)
    with pytest.raises(Refused) as refusal:
        services.resubmit(again(amended), ana, LATER)
    assert refusal.value.reasons == ("moved_on",)


def test_a_copy_reads_as_the_published_text_did(write, maker, ana, sofia):
    """Every kind of answer survives the way from sheet to revision and back."""
    rows = {
        "finance": [{"amount": "1,234.50", "currency": "EUR", "year": "2022", "source": "own", "is_oda": True, "gender_marker": "2"},
                    {"amount": "1.2345", "currency": "USD", "source": "own"}],
        "target": [{"indicator": "Rate", "value": "12.1250", "baseline": "-3"}],
        "milestone": [{"title": "First", "due_on": "2022-01-01"}],
        "partner": [{"name": "Friends", "role": "help"}],
        "link": [{"url": "https://example.org/a", "title": "More"}],
    }  # fmt: skip
    rows["finance"].pop()
    commitment = services.submit(
        write(rows=rows, sdg_targets=["5.2"], types=["financial"], financial_channel="fund"),
        ana,
        LATER,
    )
    for case in services.open_cases(commitment, sofia, LATER):
        accept(case)
    services.publish(commitment, sofia, LATER)
    commitment = services.amend(again(commitment), "A word", ana, LATER)
    assert services.missing_of(commitment) == []
    with pytest.raises(Refused) as refusal:
        services.resubmit(commitment, ana, LATER)
    assert refusal.value.reasons == ("nothing_changed",)
