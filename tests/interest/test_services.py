"""From first interest to the invitation to apply."""

import re

import pytest

from avow.interest.models import Interest
from avow.interest.services.batches import end_what_is_over, invite_all
from avow.interest.services.handing_in import Hand, apply, confirm, find_by_token, hand_in, invite
from avow.interest.services.letters import receive_letter
from avow.interest.states import State
from avow.jobs.services import run
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.notices.models import Message
from tests.worlds import at

FEBRUARY = at("2021-02-20 10:00")  # interest is open, applications are not
APRIL = at("2021-04-05 10:00")  # both are
NEXT_YEAR = at("2022-04-05 10:00")


def hand(**changes):
    values = {
        "email": "victor@example.org",
        "organisation_name": "Asociación Luz",
        "contact_name": "Victor",
        "language": "en",
    }
    return Hand(**{**values, **changes})


def token_of(interest):
    mail = Message.objects.filter(verb="interest.confirm", to_email=interest.email).latest("pk")
    return re.search(r"/join/confirm/([\w-]+)/", mail.text).group(1)


@pytest.fixture
def received(forum):
    interest = hand_in(forum, hand(), now=FEBRUARY)
    return confirm(interest, now=FEBRUARY)


def test_interest_waits_until_the_address_is_confirmed_by_the_mailed_link(forum, gbv):
    interest = hand_in(forum, hand(coalitions=(gbv,), message="  We train judges. "), now=FEBRUARY)
    assert interest.state == State.UNCONFIRMED
    assert interest.message == "We train judges."
    found = find_by_token(forum, token_of(interest))
    assert confirm(found, now=FEBRUARY).state == State.RECEIVED
    assert Message.objects.filter(verb="interest.received", to_email=interest.email).count() == 1
    assert Entry.objects.filter(verb="interest.confirm").count() == 1


def test_the_ledger_holds_no_address(received):
    assert "victor" not in str(list(Entry.objects.values_list("data", "subject")))


def test_a_closed_window_takes_nothing(forum):
    with pytest.raises(Refused) as refused:
        hand_in(forum, hand(), now=at("2021-02-16 23:59"))
    assert refused.value.reasons == ("interest_closed",)
    assert not Interest.objects.exists()


def test_a_double_click_is_one_interest_and_one_mail(forum):
    first = hand_in(forum, hand(), now=FEBRUARY)
    again = hand_in(
        forum, hand(email="Victor@example.org", organisation_name="asociacion  LUZ"), now=FEBRUARY
    )
    assert first.pk == again.pk
    assert Message.objects.filter(verb="interest.confirm").count() == 1


def test_an_expired_link_says_so_and_handing_in_again_sends_a_new_one(forum):
    interest = hand_in(forum, hand(), now=FEBRUARY)
    late = at("2021-02-27 10:00")
    with pytest.raises(Refused) as refused:
        confirm(interest, now=late)
    assert refused.value.reasons == ("link_expired",)
    renewed = hand_in(forum, hand(), now=late)
    assert renewed.pk == interest.pk
    assert confirm(find_by_token(forum, token_of(renewed)), now=late).state == State.RECEIVED


def test_a_link_followed_twice_confirms_once(forum):
    interest = hand_in(forum, hand(), now=FEBRUARY)
    token = token_of(interest)
    confirm(find_by_token(forum, token), now=FEBRUARY)
    confirm(find_by_token(forum, token), now=FEBRUARY)
    assert Entry.objects.filter(verb="interest.confirm").count() == 1


def test_a_forged_link_finds_nothing(forum, received):
    assert find_by_token(forum, "x" * 32) is None
    assert find_by_token(forum, "") is None


def test_who_confirms_while_applications_are_open_is_invited_at_once(forum):
    interest = confirm(hand_in(forum, hand(), now=APRIL), now=APRIL)
    assert interest.state == State.INVITED
    assert Message.objects.filter(verb="interest.invited").count() == 1


def test_all_who_wait_are_invited_in_one_batch_and_only_once(forum, sofia):
    for n in range(3):
        confirm(hand_in(forum, hand(email=f"v{n}@example.org"), now=FEBRUARY), now=FEBRUARY)
    hand_in(forum, hand(email="silent@example.org"), now=FEBRUARY)
    job = invite_all(forum, by=sofia, now=APRIL)
    assert invite_all(forum, by=sofia, now=APRIL).pk == job.pk
    assert run(job.pk, APRIL)
    job.refresh_from_db()
    assert job.result == {"invited": 3}
    assert Interest.objects.filter(state=State.INVITED).count() == 3
    assert run(invite_all(forum, by=sofia, now=APRIL).pk, APRIL)
    assert Message.objects.filter(verb="interest.invited").count() == 3


def test_nobody_is_invited_before_applications_open(forum, sofia, received):
    with pytest.raises(Refused):
        invite_all(forum, by=sofia, now=FEBRUARY)
    with pytest.raises(Refused):
        invite(received, by=sofia, now=FEBRUARY)


def test_an_application_begun_from_it_takes_the_interest_along(forum, received, red):
    assert apply(received, red, now=APRIL).state == State.APPLIED
    assert apply(received, red, now=APRIL).state == State.APPLIED


def test_interest_lapses_when_nobody_can_apply_any_more(received):
    end_what_is_over(FEBRUARY)
    received.refresh_from_db()
    assert received.state == State.RECEIVED
    assert end_what_is_over(NEXT_YEAR) == 1
    assert end_what_is_over(NEXT_YEAR) == 0
    received.refresh_from_db()
    assert received.state == State.LAPSED


def test_an_address_that_was_never_confirmed_is_forgotten(forum):
    hand_in(forum, hand(), now=FEBRUARY)
    assert end_what_is_over(at("2021-03-05 10:00")) == 0
    assert end_what_is_over(at("2021-03-07 10:00")) == 1
    assert not Interest.objects.exists()


def test_a_letter_of_intent_is_an_interest_that_is_invited_already(forum, red, ana):
    letter, is_new = receive_letter(
        forum, hand(message="We will"), by=ana, organisation=red, now=FEBRUARY
    )
    assert is_new
    assert (letter.state, letter.kind) == (State.INVITED, "letter")


def test_the_same_letter_twice_is_one(forum):
    first, _ = receive_letter(forum, hand(), by=None, now=FEBRUARY, source_row="letters.csv:1")
    again, is_new = receive_letter(forum, hand(), by=None, now=FEBRUARY, source_row="letters.csv:1")
    assert (first.pk, is_new) == (again.pk, False)
