"""From the screening desk to the mail that tells the applicant."""

import pytest

from avow.applications.models import Application
from avow.applications.services import bulk, outcome, screening
from avow.applications.services.reminding import remind_secretariat
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.ledger.services import verify
from avow.notices.models import Message
from avow.review.models import Maker
from tests.desk.conftest import MORNING, accept, decline, into_review, make_commitment, tick_all
from tests.worlds import at

pytestmark = pytest.mark.django_db
LATER = at("2021-04-20 10:00")


@pytest.fixture
def decided(make_application, gbv, economy, sofia, dina, emre, gita, hugo):
    """Red de Mujeres: accepted in gender-based violence, declined in economic justice."""
    application = make_application(coalitions=[gbv, economy])
    first, second = into_review(application, sofia)
    if first.coalition != gbv:
        first, second = second, first
    accept(first, dina, emre)
    decline(second, gita, hugo)
    return Application.objects.get(pk=application.pk)


def reasons(application):
    return {case.pk: "It lies outside this theme." for case in outcome.cases_of(application)}


def test_an_application_is_accepted_in_one_coalition_and_declined_in_the_other(
    decided, sofia, ana, bea
):
    assert decided.state == "decided"
    outcome.prepare(decided.pk, message="Thank you.", reasons=reasons(decided), by=sofia, now=LATER)
    mails = outcome.preview(Application.objects.get(pk=decided.pk))
    outcome.release(decided.pk, by=sofia, now=LATER)
    sent = Message.objects.filter(verb="application_outcome")
    assert {m.to_user for m in sent} == {ana, bea}
    assert {m.text for m in sent} == {mail.text for mail in mails}
    assert {m.language for m in sent} == {mail.language for mail in mails}
    assert all(f"/apply/{decided.pk}/" in m.url for m in sent)
    assert [m.coalition.code for m in Maker.objects.all()] == ["gender_based_violence"]


def test_nothing_is_told_before_the_release(decided):
    assert not Message.objects.filter(verb="application_outcome").exists()
    assert not Maker.objects.exists()
    said = " ".join(f"{entry.verb} {entry.data}" for entry in Entry.objects.all())
    for word in ("accepted", "declined", "decided", "reject", "forward", "accept'"):
        assert word not in said, word


def test_the_release_opens_what_the_ledger_had_sealed(decided, sofia):
    from hashlib import sha256

    outcome.prepare(decided.pk, message="", reasons=reasons(decided), by=sofia, now=LATER)
    outcome.release(decided.pk, by=sofia, now=LATER)
    seals = {entry.data["seal"] for entry in Entry.objects.filter(verb__endswith=".sealed")}
    opened = Entry.objects.get(verb="application.released").data["opened"]
    again = {
        sha256(
            "|".join([o["nonce"], o["case"], o["move"], o["role"], o["coalition"]]).encode()
        ).hexdigest()
        for o in opened
        if "case" in o
    }
    assert len(again) == 3
    assert again < seals
    assert verify().fault is None


def test_a_declined_coalition_needs_its_reason(decided, sofia):
    with pytest.raises(Refused, match="coalition_reason_missing"):
        outcome.prepare(decided.pk, message="", reasons={}, by=sofia, now=LATER)


def test_an_outcome_is_prepared_before_it_is_released(decided, sofia):
    with pytest.raises(Refused, match="outcome_not_prepared"):
        outcome.release(decided.pk, by=sofia, now=LATER)


def test_a_second_release_changes_nothing(decided, sofia, tom):
    outcome.prepare(decided.pk, message="", reasons=reasons(decided), by=sofia, now=LATER)
    outcome.release(decided.pk, by=sofia, now=LATER)
    outcome.release(decided.pk, by=tom, now=at("2021-04-21 10:00"))
    assert Message.objects.filter(verb="application_outcome").count() == 2
    assert Application.objects.get().told_by == sofia
    with pytest.raises(Refused, match="already_told"):
        outcome.prepare(decided.pk, message="x", reasons=reasons(decided), by=sofia, now=LATER)


def test_the_secretariat_is_told_when_the_last_coalition_has_answered(decided, sofia, tom):
    told = Message.objects.filter(verb="application_decided_desk").values_list("to_user", flat=True)
    assert set(told) == {sofia.pk, tom.pk}


def test_an_ineligible_application_is_released_with_its_reason(make_application, sofia, ana):
    application = make_application()
    screening.screen(application.pk, by=sofia, now=MORNING)
    screening.refuse(application.pk, reason="Not an organisation.", by=sofia, now=MORNING)
    with pytest.raises(Refused, match="reason_missing"):
        outcome.prepare(application.pk, message=" ", reasons={}, by=sofia, now=MORNING)
    outcome.prepare(
        application.pk, message="Not an organisation.", reasons={}, by=sofia, now=MORNING
    )
    outcome.release(application.pk, by=sofia, now=MORNING)
    mail = Message.objects.filter(verb="application_outcome", to_user=ana).get()
    assert "Not an organisation." in mail.text
    assert not Maker.objects.exists()


def test_an_organisation_without_people_is_told_at_its_address(make_application, red, sofia):
    red.representations.all().delete()
    application = make_application()
    screening.screen(application.pk, by=sofia, now=MORNING)
    screening.refuse(application.pk, reason="No.", by=sofia, now=MORNING)
    outcome.prepare(application.pk, message="No.", reasons={}, by=sofia, now=MORNING)
    outcome.release(application.pk, by=sofia, now=MORNING)
    assert Message.objects.get(verb="application_outcome").to_email == red.contact_email


def test_passing_needs_the_whole_checklist(make_application, sofia):
    application = make_application()
    screening.screen(application.pk, by=sofia, now=MORNING)
    with pytest.raises(Refused, match="checklist_open"):
        screening.pass_(application.pk, by=sofia, now=MORNING)
    code = screening.checklist(application.forum)[0].code
    tick_all(application, sofia)
    screening.check(application.pk, {code: screening.Given("no", "none")}, by=sofia, now=MORNING)
    with pytest.raises(Refused, match="checklist_failed"):
        screening.pass_(application.pk, by=sofia, now=MORNING)


def test_passing_opens_a_case_for_each_coalition_and_commitment(
    make_application, gbv, economy, sofia
):
    application = make_application(coalitions=[gbv, economy])
    commitment = make_commitment(application, gbv)
    into_review(application, sofia)
    cases = commitment.coalitions.get().case
    assert (cases.subject, cases.title, cases.due_on) == (
        "commitment",
        "Ten shelters",
        application.due_on,
    )
    assert application.coalitions.filter(case__isnull=False).count() == 2
    assert Message.objects.filter(verb="case.opened").count() == 6  # three Champions of each, once


def test_whoever_begins_takes_it_on_and_another_can_be_given_it(make_application, sofia, tom, vera):
    application = make_application()
    assert screening.screen(application.pk, by=sofia, now=MORNING).assigned_to == sofia
    screening.assign(application.pk, tom, by=sofia, now=MORNING)
    assert Message.objects.get(verb="application_assigned").to_user == tom
    with pytest.raises(Refused, match="cannot_be_assigned"):
        screening.assign(application.pk, vera, by=sofia, now=MORNING)


def test_a_stale_tab_changes_nothing(make_application, sofia, tom):
    application = make_application()
    screening.screen(application.pk, by=sofia, now=MORNING, seen_state="submitted")
    screening.refuse(application.pk, reason="No.", by=sofia, now=MORNING, seen_state="screening")
    with pytest.raises(Refused, match="moved_on"):
        screening.ask(application.pk, question="?", by=tom, now=MORNING, seen_state="screening")


def test_many_are_released_as_one_job_which_is_started_once(decided, sofia, forum):
    outcome.prepare(decided.pk, message="", reasons=reasons(decided), by=sofia, now=LATER)
    first = bulk.release_as_job([decided], forum, by=sofia, now=LATER)
    assert bulk.release_as_job([decided], forum, by=sofia, now=LATER) == first
    from avow.jobs.services import run

    run(first.pk, LATER)
    first.refresh_from_db()
    assert (first.state, first.result) == ("done", {"released": 1, "refused": []})
    assert Application.objects.get().told_at == LATER


def test_bulk_acts_say_what_became_of_each(make_application, lagos, sofia):
    one, other = make_application(), make_application(organisation=lagos)
    screening.screen(one.pk, by=sofia, now=MORNING)
    rows = bulk.screen([one, other], by=sofia, now=MORNING)
    assert [(row.done, row.reasons) for row in rows] == [(False, ("moved_on",)), (True, ())]


@pytest.mark.parametrize(
    "day, stage", [("2021-04-14", 0), ("2021-04-15", 1), ("2021-04-23", 2), ("2021-04-30", 5)]
)
def test_the_secretariat_is_reminded_once_for_each_stage(make_application, sofia, tom, day, stage):
    make_application()  # due on 29 April
    remind_secretariat(at(f"{day} 08:00"))
    remind_secretariat(at(f"{day} 09:00"))
    assert Message.objects.filter(verb="application_due").count() == (2 if stage else 0)


def test_reminders_come_on_fourteen_seven_three_one_days_and_when_late(make_application, sofia):
    from datetime import timedelta

    application = make_application()
    screening.assign(application.pk, sofia, by=sofia, now=MORNING)
    days = [at("2021-04-10 08:00") + timedelta(days=n) for n in range(30)]
    told = [day.date().isoformat() for day in days if remind_secretariat(day)]
    assert told == ["2021-04-15", "2021-04-22", "2021-04-26", "2021-04-28", "2021-04-30"]
