"""Champions vote; the count decides."""

import pytest

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.notices.models import Message
from avow.review.models import Case, Recusal, Vote
from avow.review.services import (
    answer,
    ask,
    cast_vote,
    close_case,
    count_again,
    declare_interest,
    settle_against,
    settle_for,
)
from tests.factories import make_organisation, make_seat, make_user, represent
from tests.review.conftest import MORNING, MakeCase, review_rules
from tests.worlds import at

pytestmark = pytest.mark.django_db


def vote(case: Case, user, choice="approve", reason="", now=MORNING, **more) -> Case:
    return cast_vote(case.pk, choice=choice, reason=reason, by=user, now=now, **more)


def test_two_of_three_seats_for_it_send_it_to_the_core_group(make_case: MakeCase, dina, emre, vera):
    case = make_case()
    assert vote(case, dina).state == "validation"
    case = vote(case, emre)
    assert case.state == "liaison"
    assert case.liaison_until == at("2021-04-11 00:00")  # five whole days after 5 April
    assert Message.objects.filter(verb="case.forward").get().to_user == vera


def test_two_of_three_against_decline_it(make_case: MakeCase, dina, emre):
    case = make_case()
    vote(case, dina, "reject", "Not serious.")
    case = vote(case, emre, "reject", "Nor to me.")
    assert (case.state, case.decided_at) == ("declined", MORNING)


def test_a_vote_can_be_changed_while_the_champions_vote(make_case: MakeCase, dina):
    case = make_case()
    vote(case, dina, "reject", "Not serious.")
    vote(case, dina, "approve", "They answered.")
    assert [(v.choice, v.reason) for v in Vote.objects.all()] == [("approve", "They answered.")]


def test_the_same_vote_sent_twice_is_one_vote_even_when_it_decided(make_case: MakeCase, dina, emre):
    case = make_case()
    vote(case, dina)
    vote(case, emre)
    assert vote(case, emre).state == "liaison"
    assert Vote.objects.count() == 2


def test_another_vote_after_the_decision_is_refused(make_case: MakeCase, dina, emre, farah):
    case = make_case()
    vote(case, dina)
    vote(case, emre)
    with pytest.raises(Refused) as refusal:
        vote(case, farah)
    assert (refusal.value.reasons, refusal.value.forbidden) == (("moved_on",), False)


def test_a_rejection_needs_a_reason(make_case: MakeCase, dina):
    case = make_case()
    with pytest.raises(Refused, match="reason_missing"):
        vote(case, dina, "reject", "  ")


def test_a_choice_that_does_not_exist_is_refused(make_case: MakeCase, dina):
    with pytest.raises(Refused, match="choice_missing"):
        vote(make_case(), dina, "veto")


def test_champions_of_another_coalition_have_no_vote(make_case: MakeCase, gita):
    with pytest.raises(Refused) as refusal:
        vote(make_case(), gita)
    assert refusal.value.forbidden


def test_a_forged_seat_is_refused(make_case: MakeCase, dina, emre):
    case = make_case()
    other = Recusal.objects.none() or case.coalition.seats.order_by("pk")[1]
    with pytest.raises(Refused) as refusal:
        vote(case, dina, seat=other.pk)
    assert (refusal.value.reasons, refusal.value.forbidden) == (("no_seat",), True)
    assert not Vote.objects.exists()


def test_a_champion_who_applies_keeps_out(make_case: MakeCase, world, dina):
    case = make_case(organisation=world.organisation("fundacion-aurora"))
    assert Recusal.objects.get(case=case).is_declared is False
    with pytest.raises(Refused) as refusal:
        vote(case, dina)
    assert refusal.value.forbidden


def test_a_champion_who_is_a_partner_keeps_out(make_case: MakeCase, world, dina):
    case = make_case(partners=[world.organisation("fundacion-aurora")])
    with pytest.raises(Refused) as refusal:
        vote(case, dina)
    assert refusal.value.forbidden


def test_a_consortium_keeps_out_if_one_of_it_is_concerned(make_case: MakeCase, gbv, red):
    other = make_organisation("Other House")
    user = make_user()
    represent(user, other)
    make_seat(gbv, other, red)
    with pytest.raises(Refused, match="recused"):
        vote(make_case(), user)


def test_a_seat_that_rotates_to_the_applicant_loses_its_vote(make_case: MakeCase, gbv, red, dina):
    case = make_case()
    vote(case, dina)
    holder = gbv.seats.order_by("pk")[0].holders.get()
    holder.until = at("2021-04-06 00:00").date()
    holder.save()
    gbv.seats.order_by("pk")[0].holders.create(
        organisation=red, since=at("2021-04-07 00:00").date()
    )
    count_again(case.pk, now=at("2021-04-08 10:00"))
    assert not Vote.objects.filter(case=case).exists()
    assert Recusal.objects.get(case=case).is_declared is False


def test_a_seat_that_rotates_away_from_the_applicant_may_vote(
    make_case: MakeCase, gbv, world, dina
):
    aurora = world.organisation("fundacion-aurora")
    case = make_case(organisation=aurora)
    other, user = make_organisation("Next House"), make_user()
    represent(user, other)
    seat = gbv.seats.order_by("pk")[0]
    seat.holders.update(until=at("2021-04-06 00:00").date())
    seat.holders.create(organisation=other, since=at("2021-04-07 00:00").date())
    vote(case, user, now=at("2021-04-08 10:00"))
    assert Vote.objects.get(case=case).seat == seat
    assert not Recusal.objects.filter(case=case).exists()


def test_declaring_an_interest_takes_the_vote_back_and_tells_the_secretariat(
    make_case: MakeCase, dina, sofia, tom
):
    case = make_case()
    vote(case, dina)
    declare_interest(case.pk, reason="My sister works there.", by=dina, now=MORNING)
    declare_interest(case.pk, reason="My sister works there.", by=dina, now=MORNING)
    assert not Vote.objects.exists()
    assert Recusal.objects.get().reason == "My sister works there."
    assert set(Message.objects.filter(verb="case.recused").values_list("to_user", flat=True)) == {
        sofia.pk,
        tom.pk,
    }
    with pytest.raises(Refused) as refusal:
        vote(case, dina)
    assert (refusal.value.reasons, refusal.value.forbidden) == (("recused",), True)


def test_declaring_an_interest_may_decide_the_case(make_case: MakeCase, dina, emre, farah):
    case = make_case()
    vote(case, emre)
    vote(case, farah, "reject", "No.")
    vote(case, dina, "abstain")
    assert Case.objects.get().state == "validation"  # a tie
    vote(case, emre)
    case = declare_interest(case.pk, reason="I advise them.", by=farah, now=MORNING)
    assert case.state == "liaison"


def test_an_interest_cannot_be_declared_when_it_is_over(make_case: MakeCase, dina):
    case = make_case(state="accepted")
    with pytest.raises(Refused, match="moved_on"):
        declare_interest(case.pk, reason="Late.", by=dina, now=MORNING)


def test_a_tie_is_settled_by_the_secretariat_with_a_reason(
    make_case: MakeCase, dina, emre, farah, sofia
):
    case = make_case()
    vote(case, dina)
    vote(case, emre, "reject", "No.")
    with pytest.raises(Refused, match="champions_still_vote"):
        settle_for(case.pk, reason="Time.", by=sofia, now=MORNING)
    vote(case, farah, "abstain")
    with pytest.raises(Refused, match="reason_missing"):
        settle_for(case.pk, reason="", by=sofia, now=MORNING)
    assert (
        settle_for(case.pk, reason="The criteria are met.", by=sofia, now=MORNING).state
        == "liaison"
    )


def test_when_everybody_keeps_out_the_secretariat_settles_it(
    make_case: MakeCase, dina, emre, farah, sofia
):
    case = make_case()
    for user in (dina, emre, farah):
        declare_interest(case.pk, reason="I advise them.", by=user, now=MORNING)
    case = settle_against(case.pk, reason="Not on the theme.", by=sofia, now=MORNING)
    assert (case.state, case.reason) == ("declined", "Not on the theme.")


def test_when_the_days_to_vote_are_over_the_secretariat_may_settle_it(make_case: MakeCase, sofia):
    case = make_case()
    assert case.validation_until == at("2021-04-20 00:00")
    with pytest.raises(Refused, match="champions_still_vote"):
        settle_for(case.pk, reason="Fine.", by=sofia, now=at("2021-04-19 23:59"))
    assert (
        settle_for(case.pk, reason="Fine.", by=sofia, now=at("2021-04-20 00:00")).state == "liaison"
    )


def test_a_question_stops_the_voting_until_it_is_answered(
    make_case: MakeCase, dina, emre, ana, chidi
):
    case = make_case()
    ask(case.pk, question="Who pays?", by=dina, now=MORNING)
    assert {m.to_user.email for m in Message.objects.filter(verb="case.ask")} == {
        "ana@example.org",
        "bea@example.org",
    }
    with pytest.raises(Refused, match="moved_on"):
        vote(case, emre)
    with pytest.raises(Refused) as refusal:
        answer(case.pk, text="We do.", by=chidi, now=MORNING)
    assert refusal.value.forbidden
    assert answer(case.pk, text="We do.", by=ana, now=MORNING).state == "validation"
    vote(case, emre)


def test_quorum_and_majority_stay_what_they_were_when_the_case_was_opened(
    make_case: MakeCase, forum, gbv, dina, emre
):
    case = make_case()
    review_rules(forum, quorum="1/1", majority="1/1")
    vote(case, dina)
    assert vote(case, emre).state == "liaison"


def test_a_quorum_of_all_waits_for_all(make_case: MakeCase, forum, dina, emre, farah):
    review_rules(forum, quorum="1/1")
    case = make_case(coalition=forum.coalitions.get(code="gender_based_violence"))
    assert case.quorum in {"1/1", "1/2"}
    Case.objects.update(quorum="1/1")
    vote(case, dina)
    assert vote(case, emre).state == "validation"
    assert vote(case, farah, "abstain").state == "liaison"


def test_a_withdrawn_case_closes_once(make_case: MakeCase):
    case = make_case()
    assert close_case(case.pk, now=MORNING).state == "closed"
    assert close_case(case.pk, now=at("2021-05-01 10:00")).decided_at == MORNING


def test_the_public_ledger_does_not_say_how_it_went_before_the_applicant_is_told(
    make_case: MakeCase, dina, emre
):
    case = make_case()
    vote(case, dina, "reject", "No.")
    vote(case, emre, "reject", "No.")
    verbs = [entry.verb for entry in Entry.objects.order_by("seq")]
    assert verbs == ["case.opened", "case.sealed"]
    sealed = Entry.objects.order_by("seq").last()
    assert sealed.subject.startswith("seal:")
    assert set(sealed.data) == {"seal"}
