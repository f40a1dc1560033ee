"""A term is made longer, followed by another, completed: by its maker, and by the calendar once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from avow.answers import services as answers
from avow.commitments import due, services
from avow.commitments.models import Commitment, RenewalInvitation
from avow.directory.models import Entry
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.notices.models import Message
from tests.commitments.conftest import LATER, MORNING, accept, change
from tests.commitments.test_amending import again
from tests.factories import make_seat
from tests.worlds import at

NEAR = at("2023-06-01 10:00")  # the published one ends on 30 June 2023
OVER = at("2023-07-01 00:30")


def answered(commitment, key):
    return answers.answers_of(commitment.sheet)[("", key)]


def asked():
    return list(RenewalInvitation.objects.order_by("pk").values_list("ends_on", "days"))


def test_an_extension_is_an_amendment_that_begins_with_the_new_last_day(published, ana, sofia):
    row = services.extend(published, date(2025, 6, 30), "It works.", ana, NEAR)
    assert (row.state, answered(row, "ends_on")) == ("amended", "2025-06-30")
    assert Entry.objects.get(ref=row.ref).ends_on == date(2023, 6, 30)
    services.resubmit(again(row), ana, NEAR)
    # The pack looks at another last day again.
    for link in again(row).coalitions.all():
        accept(link.case)
    services.publish(again(row), sofia, NEAR)
    entry = Entry.objects.get(ref=row.ref)
    assert (entry.ends_on, entry.revision) == (date(2025, 6, 30), 2)
    assert "commitment.extend" in LedgerEntry.objects.values_list("verb", flat=True)


@pytest.mark.parametrize(
    "day", [date(2023, 6, 30), date(2022, 6, 30), date(2023, 12, 31), date(2027, 6, 30), None]
)
def test_only_the_last_days_that_are_offered_can_be_asked_for(published, ana, day):
    with pytest.raises(Refused) as refusal:
        services.extend(published, day, "More.", ana, NEAR)
    assert refusal.value.reasons == ("last_day_not_possible",)
    assert again(published).state == "published"


def test_an_extension_needs_a_reason_and_its_maker(published, ana, chidi, sofia):
    with pytest.raises(Refused) as refusal:
        services.extend(published, date(2024, 6, 30), " ", ana, NEAR)
    assert refusal.value.reasons == ("reason_missing",)
    for other in (chidi, sofia):
        with pytest.raises(Refused) as refusal:
            services.extend(published, date(2024, 6, 30), "More", other, NEAR)
        assert refusal.value.forbidden


def test_a_champions_term_is_not_made_longer(published, ana, red, gbv):
    make_seat(gbv, red, starts_on=date(2021, 1, 1))
    with pytest.raises(Refused) as refusal:
        services.extend(published, date(2024, 6, 30), "More", ana, NEAR)
    assert refusal.value.reasons == ("champions_term_is_fixed",)


def test_the_next_term_begins_the_day_after_with_the_public_text(published, ana, sofia):
    draft = services.renew(published, ana, NEAR)
    assert (draft.state, draft.renews) == ("draft", published)
    assert answered(draft, "title") == "Shelters in every district"
    assert (answered(draft, "starts_on"), answered(draft, "ends_on")) == (
        "2023-07-01",
        "2025-06-30",
    )
    assert services.missing_of(draft) == []
    # A second click finds the first one's draft.
    assert services.renew(published, ana, NEAR) == draft
    assert Commitment.objects.count() == 2

    services.submit(draft, ana, NEAR)
    for case in services.open_cases(draft, sofia, NEAR):
        accept(case)
    services.publish(draft, sofia, NEAR)
    earlier, later = (Entry.objects.get(ref=one.ref).body.details for one in (published, draft))
    assert (earlier["next_term"], later["earlier_term"]) == (draft.ref, published.ref)
    assert due.complete_those_over(OVER) == 1
    assert (again(published).state, again(draft).state) == ("completed", "published")


def test_a_next_term_that_is_given_up_leaves_room_for_another(published, ana):
    draft = services.renew(published, ana, NEAR)
    services.withdraw(draft, ana, NEAR)
    assert services.renew(again(published), ana, NEAR).pk != draft.pk


def test_a_next_term_does_not_begin_before_the_end_of_the_one_before(published, ana):
    draft = services.renew(published, ana, NEAR)
    change(draft, ana, "starts_on", "2023-06-30")
    change(draft, ana, "ends_on", "2024-06-29")
    assert [one.code for one in services.missing_of(again(draft))] == ["term_before_earlier"]


def test_it_is_not_renewed_too_early_nor_by_others(published, ana, sofia):
    with pytest.raises(Refused) as refusal:
        services.renew(published, ana, LATER)
    assert refusal.value.reasons == ("renewal_too_early",)
    with pytest.raises(Refused) as refusal:
        services.renew(published, sofia, NEAR)
    assert refusal.value.forbidden
    Commitment.objects.filter(pk=published.pk).update(state="ended")
    with pytest.raises(Refused) as refusal:
        services.renew(published, ana, NEAR)
    assert refusal.value.reasons == ("not_renewable",)


def test_the_database_keeps_one_next_term_and_never_its_own(published, write):
    other, third = write(), write()
    Commitment.objects.filter(pk=other.pk).update(renews=published)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=third.pk).update(renews=published)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=other.pk).update(renews=other)


def test_a_wrong_term_says_which_days_are_possible(write, maker):
    draft = write(starts_on="2025-01-01", ends_on="2026-06-30")
    (item,) = services.missing_of(draft)
    assert "31 December 2025 · 31 December 2026" in item.text
    draft = write(starts_on="2026-03-01", ends_on="2027-02-28")
    (item,) = services.missing_of(draft)
    assert "from 1 January 2021 to 1 January 2026" in item.text


def test_makers_are_invited_once_each_day_of_the_pack(published, ana, bea):
    for day in ("2022-12-31", "2023-01-01", "2023-01-02", "2023-05-01", "2023-06-16", "2023-06-30"):
        for hour in ("09:00", "10:00"):
            due.invite_to_renew(at(f"{day} {hour}"))
    last = date(2023, 6, 30)
    assert asked() == [(last, 180), (last, 60), (last, 14)]
    mails = Message.objects.filter(verb="commitment.renewal")
    assert sorted(mails.values_list("to_user__email", flat=True)) == sorted(
        [ana.email, bea.email] * 3
    )
    assert LedgerEntry.objects.filter(verb="commitment.renewal_invited").count() == 3
    text = mails.filter(to_user=ana).order_by("pk")[0].text
    assert "30 June 2026" in text or "30 juin 2026" in text or "30 de junio de 2026" in text


def test_after_a_gap_only_the_latest_invitation_goes_out(published):
    assert due.invite_to_renew(at("2023-06-20 09:00")) == 1
    assert asked() == [(date(2023, 6, 30), 14)]


@pytest.mark.parametrize("state", ["ended", "withdrawn", "completed"])
def test_who_is_over_is_not_invited(published, state):
    Commitment.objects.filter(pk=published.pk).update(state=state)
    assert due.invite_to_renew(NEAR) == 0


def test_who_renews_already_or_can_do_nothing_is_not_invited(published, ana, red, gbv):
    services.renew(published, ana, NEAR)
    assert due.invite_to_renew(NEAR) == 0
    Commitment.objects.filter(renews=published).update(renews=None)
    make_seat(gbv, red, starts_on=date(2021, 1, 1))
    assert due.invite_to_renew(NEAR) == 0
    assert not Message.objects.filter(verb="commitment.renewal").exists()


def test_a_later_last_day_is_invited_about_anew(published, ana, sofia):
    due.invite_to_renew(NEAR)
    services.extend(published, date(2024, 6, 30), "More.", ana, NEAR)
    services.resubmit(again(published), ana, NEAR)
    for link in again(published).coalitions.all():
        accept(link.case)
    services.publish(again(published), sofia, NEAR)
    assert due.invite_to_renew(at("2024-01-02 09:00")) == 1
    assert asked()[-1] == (date(2024, 6, 30), 180)


def test_the_calendar_completes_once_and_tells_its_makers(published, ana):
    assert due.complete_those_over(at("2023-06-30 23:59")) == 0
    assert due.complete_those_over(OVER) == 1
    assert due.complete_those_over(OVER) == 0
    assert again(published).state == "completed"
    (line,) = LedgerEntry.objects.filter(verb="commitment.complete")
    assert (line.role, line.data["revision"], len(line.data["digest"])) == ("system", 1, 64)
    assert Message.objects.filter(verb="commitment.completed", to_user=ana).count() == 1


def test_a_change_that_was_never_handed_in_does_not_keep_a_term_open(published, ana):
    services.amend(published, "A word.", ana, NEAR)
    assert due.complete_those_over(OVER) == 1
    row = again(published)
    assert (row.state, row.current, row.sheet.frozen_at) == ("completed", row.public, OVER)


def test_a_change_handed_in_is_answered_first(published, ana, sofia):
    services.extend(published, date(2024, 6, 30), "More.", ana, NEAR)
    services.resubmit(again(published), ana, NEAR)
    assert due.complete_those_over(OVER) == 0
    for link in again(published).coalitions.all():
        accept(link.case)
    services.publish(again(published), sofia, OVER)
    assert due.complete_those_over(OVER) == 0
    assert again(published).state == "published"


def test_a_change_that_is_declined_after_the_last_day_is_completed_by_the_next_tick(
    published, ana, sofia
):
    services.extend(published, date(2024, 6, 30), "More.", ana, NEAR)
    services.resubmit(again(published), ana, NEAR)
    for link in again(published).coalitions.all():
        link.case.state, link.case.decided_at, link.case.reason = "declined", OVER, "No."
        link.case.save()
    services.decline(again(published), sofia, OVER)
    assert due.complete_those_over(OVER + timedelta(hours=1)) == 1


def test_ending_one_that_is_being_changed_gives_the_change_up(published, ana, sofia):
    services.amend(published, "A word.", ana, NEAR)
    change(again(published), ana, "title", "Houses")
    services.resubmit(again(published), ana, NEAR)
    services.end(again(published), "It has closed.", sofia, NEAR)
    row = again(published)
    assert (row.state, row.current) == ("ended", row.public)
    assert Entry.objects.get(ref=row.ref).body.state_reason == "It has closed."


@pytest.mark.parametrize("state", ["published", "amended"])
def test_what_was_public_is_not_withdrawn_without_a_reason(published, ana, state):
    if state == "amended":
        services.amend(published, "A word.", ana, LATER)
    with pytest.raises(Refused) as refusal:
        services.withdraw(again(published), ana, LATER, "  ")
    assert refusal.value.reasons == ("reason_missing",)
    services.withdraw(again(published), ana, LATER, "No money.")
    assert again(published).state == "withdrawn"


def test_the_invitations_of_many_cost_the_same_number_of_questions(
    published, write, ana, sofia, django_assert_max_num_queries
):
    for _number in range(3):
        one = services.submit(write(), ana, MORNING)
        for case in services.open_cases(one, sofia, MORNING):
            accept(case)
        services.publish(one, sofia, LATER)
    assert due.invite_to_renew(NEAR) == 4
    with django_assert_max_num_queries(8):  # one for each stage, none for each commitment
        assert due.invite_to_renew(NEAR) == 0


def test_clock_of_the_forum_decides_the_day(published):
    """It is still 30 June in New York when July has begun in Geneva."""
    geneva = datetime.fromisoformat("2023-07-01T04:00:00+02:00")
    assert due.complete_those_over(geneva) == 0
