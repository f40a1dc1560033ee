"""The Core Group objects in time, or its silence passes."""

from datetime import timedelta

import pytest

from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from avow.review.models import Case, SealedStep
from avow.review.services import cast_vote, object_to, overrule, pass_silence, uphold
from avow.review.services.reminding import count_all_again, remind_champions
from tests.factories import represent
from tests.review.conftest import MORNING, MakeCase
from tests.worlds import at

pytestmark = pytest.mark.django_db
END = at("2021-04-11 00:00")
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def case(make_case: MakeCase, dina, emre) -> Case:
    """A case the Champions are for since the morning of 5 April."""
    case = make_case()
    cast_vote(case.pk, choice="approve", by=dina, now=MORNING)
    return cast_vote(case.pk, choice="approve", by=emre, now=MORNING)


def test_silence_passes_exactly_once(case):
    assert pass_silence(END - MOMENT) == 0
    assert pass_silence(END) == 1
    assert pass_silence(END) == 0
    assert Case.objects.get().state == "accepted"
    assert SealedStep.objects.filter(move="accept").count() == 1


def test_an_objection_in_the_last_instant_counts(case, vera, sofia, tom):
    assert object_to(case.pk, reason="Unknown.", by=vera, now=END - MOMENT).state == "objection"
    assert pass_silence(END) == 0
    told = Message.objects.filter(verb="case.object").values_list("to_user", flat=True)
    assert set(told) == {sofia.pk, tom.pk}


def test_an_objection_after_it_is_too_late(case, vera):
    with pytest.raises(Refused) as refusal:
        object_to(case.pk, reason="Unknown.", by=vera, now=END)
    assert (refusal.value.reasons, refusal.value.forbidden) == (("liaison_over",), False)


def test_a_core_group_member_does_not_object_to_their_own(case, vera, red):
    represent(vera, red, "reader")
    with pytest.raises(Refused) as refusal:
        object_to(case.pk, reason="Unknown.", by=vera, now=MORNING)
    assert refusal.value.forbidden


@pytest.mark.parametrize("act, state", [(uphold, "declined"), (overrule, "accepted")])
def test_the_secretariat_answers_with_a_written_reason(case, vera, sofia, act, state):
    object_to(case.pk, reason="Unknown.", by=vera, now=MORNING)
    with pytest.raises(Refused, match="reason_missing"):
        act(case.pk, reason=" ", by=sofia, now=MORNING)
    assert act(case.pk, reason="We asked around.", by=sofia, now=MORNING).state == state
    assert Message.objects.get(verb="case.objection_answered").to_user == vera
    with pytest.raises(Refused, match="moved_on"):
        act(case.pk, reason="Again.", by=sofia, now=MORNING)


def test_champions_who_have_not_voted_are_reminded_once(make_case: MakeCase, dina, emre, farah):
    case = make_case()  # due on 3 May
    cast_vote(case.pk, choice="approve", by=dina, now=MORNING)
    for _ in range(2):
        remind_champions(at("2021-04-19 09:00"))
    told = Message.objects.filter(verb="case.remind").values_list("to_user", flat=True)
    assert sorted(told) == sorted([emre.pk, farah.pk])


def test_a_seat_that_ends_lets_the_others_votes_decide(make_case: MakeCase, gbv, dina):
    case = make_case()
    cast_vote(case.pk, choice="approve", by=dina, now=MORNING)
    for seat in gbv.seats.order_by("pk")[1:]:
        seat.ends_on = at("2021-04-06 00:00").date()
        seat.save()
    assert count_all_again(at("2021-04-06 12:00")) == 0
    assert count_all_again(at("2021-04-07 12:00")) == 1
    assert Case.objects.get().state == "liaison"
