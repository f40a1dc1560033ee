"""An application's life through the services: dates, undertakings, notices, ledger; one test per refusal."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from avow.answers import services as answers
from avow.answers.models import Snapshot
from avow.applications.models import Application, Undertaking
from avow.applications.services import (
    answering,
    moving,
    screening,
    starting,
    submitting,
    withdrawing,
)
from avow.applications.states import State
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.notices.models import Message
from avow.people.windows import grant_exception
from tests.applications.making import CODES, MORNING, draft, in_state, submitted
from tests.worlds import at

CLOSED = at("2022-07-01 12:00")


def mails(verb):
    return sorted(Message.objects.filter(verb=verb).values_list("to_email", flat=True))


def test_handing_in_freezes_dates_records_and_tells(world):
    application = submitted(world)
    assert application.state == State.SUBMITTED
    assert (application.promise_days, application.due_on) == (28, date(2021, 5, 3))
    assert application.sheet.frozen_at == MORNING
    assert Entry.objects.filter(verb="application.submit").get().data == {
        "from": "draft",
        "to": "submitted",
        "coalitions": list(CODES),
        "due_on": "2021-05-03",
    }
    assert mails("application_submit") == ["ana@example.org", "bea@example.org"]
    assert mails("application_submit_desk") == ["sofia@example.org", "tom@example.org"]


def test_undertakings_are_recorded_word_for_word_in_the_language_they_were_read_in(world):
    application = draft(world)
    submitting.submit(application.pk, by=world.user("ana"), now=MORNING, language="fr")
    pack = world.forum.settings
    rows = Undertaking.objects.filter(application=application)
    assert {(row.scope, row.code) for row in rows} == {
        *((code, name) for code in CODES for name in ("events", "mobilise")),
        ("", "transparency"),
        ("", "reporting"),
    }
    row = rows.get(code="transparency")
    terms = pack.undertaking("transparency")
    assert (row.wording, row.language) == (terms.texts["fr"], "fr")
    assert (row.version, row.dated, row.accepted_at) == (terms.version, terms.dated, MORNING)
    assert row.accepted_by == world.user("ana")


def test_begun_twice_it_is_the_same_draft(world):
    first, second = draft(world), draft(world)
    assert first.pk == second.pk


def test_another_organisation_cannot_be_applied_for(world, red, chidi):
    with pytest.raises(Refused) as caught:
        starting.start(world.forum, red, [], by=chidi, now=MORNING)
    assert caught.value.forbidden


def test_before_the_window_nothing_is_begun(world, red, ana):
    with pytest.raises(Refused) as caught:
        starting.start(world.forum, red, [], by=ana, now=at("2021-02-01 10:00"))
    assert caught.value.reasons == ("applications_closed",)


def test_an_incomplete_application_is_not_taken(world, ana):
    application = draft(world, complete=False)
    with pytest.raises(Refused) as caught:
        submitting.submit(application.pk, by=ana, now=MORNING)
    assert caught.value.reasons == ("application_incomplete",)
    assert Application.objects.get().state == State.DRAFT
    assert not Undertaking.objects.exists()


def test_an_incomplete_profile_holds_it_up(world, red, ana):
    red.principles = ""
    red.save()
    with pytest.raises(Refused):
        submitted(world)


def test_after_the_window_a_draft_stays_and_is_not_taken(world, ana):
    application = draft(world)
    with pytest.raises(Refused) as caught:
        submitting.submit(application.pk, by=ana, now=CLOSED)
    assert caught.value.reasons == ("applications_closed",)
    saved = answers.save_answer(
        application.sheet, "", "motivation.motivation", "Still writing",
        seen_version=1, by=ana, now=CLOSED,
    )  # fmt: skip
    assert saved.changed


def test_an_exception_for_one_organisation_opens_the_window_for_it(world, red, ana, sofia):
    application = draft(world)
    window = world.window("applications")
    until = window.closes_at + timedelta(days=5)
    grant_exception(window, red, until=until, reason="Flood.", by=sofia, now=MORNING)
    late = window.closes_at + timedelta(days=4)
    assert submitting.submit(application.pk, by=ana, now=late).promise_days == window.promise_days


def test_handed_in_twice_is_handed_in_once(world, ana):
    application = submitted(world)
    with pytest.raises(Refused) as caught:
        submitting.submit(application.pk, by=ana, now=MORNING + timedelta(seconds=1))
    assert caught.value.reasons == ("moved_on",)
    assert Entry.objects.filter(verb="application.submit").count() == 1
    assert Undertaking.objects.count() == 6


def test_a_stale_tab_moves_nothing(world, sofia):
    application = submitted(world)
    screening.screen(application.pk, by=sofia, now=MORNING)
    with pytest.raises(Refused) as caught:
        moving.move(application.pk, "screen", by=sofia, now=MORNING, seen_state="submitted")
    assert caught.value.reasons == ("moved_on",)


def test_a_question_opens_the_answers_and_its_answer_freezes_them_again(world, ana):
    application = in_state(world, "clarification")
    assert application.sheet.frozen_at is None
    answers.save_answer(
        application.sheet, "", "motivation.motivation", "Changed since",
        seen_version=1, by=ana, now=MORNING,
    )  # fmt: skip
    later = MORNING + timedelta(days=2)
    application = answering.answer(application.pk, text="With Lagos.", by=ana, now=later)
    assert application.state == State.SCREENING
    assert application.clarifications.get().answer == "With Lagos."
    first, second = Snapshot.objects.filter(sheet=application.sheet).order_by("number")
    place = ("", "motivation.motivation")
    assert answers.handed_in(first)[place] == "Words on motivation."
    assert answers.handed_in(second)[place] == "Changed since"
    assert mails("application_answer_desk") == ["sofia@example.org", "tom@example.org"]


def test_an_answer_needs_words(world, ana):
    application = in_state(world, "clarification")
    with pytest.raises(Refused) as caught:
        answering.answer(application.pk, text="  ", by=ana, now=MORNING)
    assert caught.value.reasons == ("answer_words_missing",)
    assert Application.objects.get().state == State.CLARIFICATION


def test_waiting_does_not_stop_the_clock_unless_the_pack_says_so(world, ana):
    application = in_state(world, "clarification")
    asked = answering.answer(application.pk, text="Yes.", by=ana, now=MORNING + timedelta(days=6))
    assert asked.due_on == date(2021, 5, 3)


def test_where_the_pack_stops_the_clock_the_due_date_moves_by_the_days_spent_waiting(world, ana):
    stop_the_clock(world)
    application = in_state(world, "clarification")
    application = answering.answer(
        application.pk, text="Yes.", by=ana, now=MORNING + timedelta(days=6)
    )
    assert application.due_on == date(2021, 5, 9)
    assert Entry.objects.get(verb="application.due_moved").data == {
        "due_on": "2021-05-09",
        "days_waited": 6,
    }


def test_a_coalitions_question_moves_it_too_and_its_cases_follow(world, ana, dina):
    from avow.review.services import ask

    stop_the_clock(world)
    application = in_state(world, "in_review")
    case = application.coalitions.get(coalition__code=CODES[0]).case
    ask(case.pk, question="How?", by=dina, now=MORNING)
    answering.answer_case(case.pk, text="So.", by=ana, now=MORNING + timedelta(days=3))
    application.refresh_from_db()
    assert application.due_on == date(2021, 5, 6)
    days = set(application.coalitions.values_list("case__due_on", flat=True))
    assert days == {date(2021, 5, 6)}


def stop_the_clock(world):
    pack = world.forum.pack
    pack["review"]["clarification_stops_clock"] = True
    world.forum.save()


def test_withdrawn_its_cases_are_closed_and_both_sides_told(world, ana):
    application = in_state(world, "in_review")
    withdrawing.withdraw(application.pk, by=ana, now=MORNING, reason="We merge.")
    states = set(application.coalitions.values_list("case__state", flat=True))
    assert states == {"closed"}
    assert mails("application_withdraw_desk") == ["sofia@example.org", "tom@example.org"]


def test_a_withdrawn_draft_is_nobody_elses_business(world, ana):
    application = draft(world)
    withdrawing.withdraw(application.pk, by=ana, now=MORNING)
    assert mails("application_withdraw_desk") == []


def test_after_a_withdrawal_the_organisation_can_apply_again(world):
    first = in_state(world, "withdrawn")
    assert draft(world).pk != first.pk


def test_an_outcome_is_sealed_in_the_public_ledger_until_release(world):
    application = in_state(world, "ineligible")
    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))
    assert "application.refuse" not in verbs
    assert Entry.objects.get(verb="application.sealed").data == {
        "seal": moving.seal_of(application, "refuse")
    }


def test_coalitions_taken_out_keep_their_answers_and_get_them_back(world, ana, gbv, economy):
    application = draft(world)
    starting.choose_coalitions(application.pk, [gbv], by=ana, now=MORNING)
    assert list(application.coalitions.values_list("coalition__code", flat=True)) == [gbv.code]
    starting.choose_coalitions(application.pk, [gbv, economy], by=ana, now=MORNING)
    values = answers.answers_of(application.sheet)
    assert values[economy.code, "engagement.evidence"] == "Words on evidence."


def test_coalitions_of_an_application_handed_in_stay(world, ana, gbv):
    application = submitted(world)
    with pytest.raises(Refused) as caught:
        starting.choose_coalitions(application.pk, [gbv], by=ana, now=MORNING)
    assert caught.value.reasons == ("sheet_frozen",)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_hand_in_once(world):
    application, ana = draft(world), world.user("ana")
    gate, results = threading.Barrier(2), []

    def click():
        gate.wait()
        try:
            submitting.submit(application.pk, by=ana, now=MORNING)
            results.append("handed in")
        except Refused as refusal:
            results.append(refusal.reasons[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(results) == ["handed in", "moved_on"]
    assert Entry.objects.filter(verb="application.submit").count() == 1
    assert Message.objects.filter(verb="application_submit").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_beginning_at_the_same_moment_get_one_draft(world):
    red, people = world.organisation("red-de-mujeres"), [world.user("ana"), world.user("bea")]
    gate, found = threading.Barrier(2), []

    def begin(person):
        gate.wait()
        try:
            found.append(starting.start(world.forum, red, [], by=person, now=MORNING).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=(person,)) for person in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(found)) == 1
    assert Application.objects.count() == 1
