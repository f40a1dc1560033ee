"""From a first draft to a published text, and every way in which that is refused."""

import pytest

from avow.commitments import services
from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.notices.models import Message
from tests.commitments.conftest import LATER, MORNING, PLAIN, accept, at, fill, reject


def test_a_maker_takes_a_commitment_from_a_draft_to_the_public(write, maker, ana, sofia, forum):
    commitment = write()
    assert commitment.ref == "GE-000001"
    assert services.missing_of(commitment) == []

    commitment = services.submit(commitment, ana, MORNING)
    assert (commitment.state, commitment.due_on.isoformat()) == ("submitted", "2021-05-03")
    assert commitment.current.title == "Shelters in every district"
    assert commitment.sheet.frozen_at == MORNING

    (case,) = services.open_cases(commitment, sofia, MORNING)
    accept(case)
    commitment = services.publish(commitment, sofia, LATER)

    entry = Entry.objects.get(forum=forum, ref="GE-000001")
    assert (entry.title, entry.organisation_name, entry.coalitions, entry.actions) == (
        "Shelters in every district", "Red de Mujeres", ["gender_based_violence"], ["GBV-1"],
    )  # fmt: skip
    verbs = LedgerEntry.objects.filter(subject="commitment:GE-000001").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "commitment.create", "commitment.submit", "commitment.open", "commitment.publish",
    ]  # fmt: skip
    told = Message.objects.filter(to_email="ana@example.org").order_by("pk")
    assert list(told.values_list("verb", flat=True)) == [
        "commitment.submitted",
        "commitment.published",
    ]


def test_a_reference_is_never_given_twice(write):
    assert [write().ref, write().ref, write().ref] == ["GE-000001", "GE-000002", "GE-000003"]


def test_handing_in_twice_finds_that_it_has_moved_on(write, maker, ana):
    commitment = write()
    services.submit(commitment, ana, MORNING)
    with pytest.raises(Refused) as refusal:
        services.submit(commitment, ana, MORNING)
    assert refusal.value.reasons == ("moved_on",)
    assert commitment.revisions.count() == 1


def test_an_incomplete_commitment_stays_a_draft(forum, red, ana, maker):
    commitment = services.create(forum, red, ana, MORNING)
    with pytest.raises(Refused) as refusal:
        services.submit(commitment, ana, MORNING)
    assert refusal.value.reasons == ("commitment_incomplete",)
    assert Commitment.objects.get(pk=commitment.pk).state == "draft"


def test_what_is_missing_is_said_in_words_with_the_way_to_the_question(forum, red, ana):
    commitment = services.create(forum, red, ana, MORNING)
    fill(commitment, {**PLAIN, "summary": ""}, {})
    found = services.missing_of(commitment)
    assert [str(one) for one in found] == [
        "Summary: Answer this question.",
        "Targets: Add at least one.",
    ]
    assert (
        found[0].url == f"/en/generation-equality/my/commitments/{commitment.ref}/what/#q-summary"
    )


def test_an_organisation_that_is_no_maker_hands_in_with_its_application_only(write, ana):
    with pytest.raises(Refused) as refusal:
        services.submit(write(), ana, MORNING)
    assert refusal.value.reasons == ("not_a_maker_yet",)


def test_a_closed_window_refuses(write, maker, ana):
    with pytest.raises(Refused) as refusal:
        services.submit(write(), ana, at("2021-03-01 10:00"))
    assert refusal.value.reasons == ("commitments_closed",)


def test_a_stranger_can_neither_begin_nor_hand_in(write, forum, red, chidi):
    with pytest.raises(Refused) as refusal:
        services.create(forum, red, chidi, MORNING)
    assert refusal.value.forbidden
    with pytest.raises(Refused) as refusal:
        services.submit(write(), chidi, MORNING)
    assert refusal.value.forbidden


def test_nothing_is_published_before_every_coalition_has_answered(in_review, sofia):
    with pytest.raises(Refused) as refusal:
        services.publish(in_review, sofia, LATER)
    assert refusal.value.reasons == ("coalitions_still_decide", "no_coalition_accepted")


def test_only_coalitions_that_accepted_both_are_shown(
    write, maker, ana, sofia, gbv, economy, forum
):
    commitment = services.submit(write(actions=["GBV-1", "EJR-2"]), ana, MORNING)
    cases = services.open_cases(commitment, sofia, MORNING)
    for case in cases:
        accept(case)
    services.publish(commitment, sofia, LATER)
    # Economic justice accepted the text, but Red de Mujeres is no maker there.
    entry = Entry.objects.get(forum=forum, ref=commitment.ref)
    assert (entry.coalitions, entry.actions) == (["gender_based_violence"], ["GBV-1"])


def test_one_that_no_coalition_accepted_is_declined_with_their_reasons(in_review, sofia):
    reject(in_review.coalitions.get().case)
    with pytest.raises(Refused):
        services.publish(in_review, sofia, LATER)
    assert services.decline(in_review, sofia, LATER).state == "declined"
    mail = Message.objects.get(verb="commitment.declined", to_email="ana@example.org")
    assert "No target can be measured." in mail.text


def test_an_accepted_one_cannot_be_declined(in_review, sofia):
    accept(in_review.coalitions.get().case)
    with pytest.raises(Refused) as refusal:
        services.decline(in_review, sofia, LATER)
    assert refusal.value.reasons == ("a_coalition_accepted",)


def test_a_question_opens_the_sheet_and_the_answer_closes_it(submitted, sofia, ana):
    services.ask(submitted, "Who pays?", sofia, MORNING)
    commitment = Commitment.objects.get(pk=submitted.pk)
    assert (commitment.state, commitment.sheet.frozen_at) == ("clarification", None)

    services.answer(commitment, "We do.", ana, LATER)
    commitment = Commitment.objects.get(pk=submitted.pk)
    assert (commitment.state, commitment.sheet.frozen_at) == ("submitted", LATER)
    assert commitment.revisions.count() == 1
    with pytest.raises(Refused) as refusal:
        services.answer(commitment, "We do.", ana, LATER)
    assert refusal.value.reasons == ("moved_on",)


def test_somebody_of_the_secretariat_does_not_decide_on_their_own_organisation(
    in_review, sofia, red
):
    from tests.factories import represent

    represent(sofia, red, "reader")
    accept(in_review.coalitions.get().case)
    with pytest.raises(Refused) as refusal:
        services.publish(in_review, sofia, LATER)
    assert refusal.value.forbidden


def test_withdrawing_closes_the_cases_and_the_public_page(published, ana, forum):
    services.withdraw(published, ana, LATER, "Our plans have changed.")
    entry = Entry.objects.get(forum=forum, ref=published.ref)
    assert (entry.is_listed, entry.summary) == (False, "")


def test_withdrawing_in_review_closes_the_open_case(in_review, ana):
    services.withdraw(in_review, ana, LATER)
    assert in_review.coalitions.get().case.state == "closed"


def test_the_calendar_completes_what_is_over_once(published, forum):
    from avow.commitments.due import complete_those_over

    assert complete_those_over(at("2023-06-30 23:00")) == 0
    assert complete_those_over(at("2023-07-01 00:30")) == 1
    assert complete_those_over(at("2023-07-01 00:30")) == 0
    assert Entry.objects.get(forum=forum, ref=published.ref).state == "completed"


def test_ending_early_needs_a_reason_that_everybody_reads(published, sofia, forum):
    with pytest.raises(Refused):
        services.end(published, " ", sofia, LATER)
    services.end(published, "The organisation has closed.", sofia, LATER)
    entry = Entry.objects.get(forum=forum, ref=published.ref)
    assert (entry.state, entry.body.state_reason) == ("ended", "The organisation has closed.")
