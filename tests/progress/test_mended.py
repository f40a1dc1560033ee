"""What a hostile reader found in reporting, each as a sentence that holds now."""

import pytest

from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from avow.people.models import Representation
from avow.people.services import members
from avow.progress import due, services
from avow.progress.models import Report
from tests.progress.conftest import LATE, ON_TIME, OPENED, fill
from tests.progress.my_kit import HOME, body, clock, fresh, ours, page, typed  # noqa: F401  fixtures
from tests.worlds import at

# ruff: noqa: F811  fixtures are imported
pytestmark = pytest.mark.django_db


def test_who_left_the_organisation_neither_reads_nor_writes_the_report_given_to_them(
    draft, ana, bea, sign_in, page, clock
):
    services.delegate(draft, bea, ana, ON_TIME)
    browser = sign_in(bea)
    assert browser.get(page).status_code == 200
    row = Representation.objects.get(user=bea, organisation=draft.organisation)
    members.remove_representative(row, by=ana, forum=draft.cycle.forum, now=ON_TIME)
    assert browser.get(page).status_code == 404
    assert draft.commitment.ref not in body(browser.get(HOME))
    with pytest.raises(Refused):
        services.save(draft, "barriers", "Rain", seen="", by=bea, now=ON_TIME)
    assert fresh(draft).barriers == ""


def test_once_the_due_date_is_later_its_reminders_come_again(cycle, ana):
    def reminders():
        return Message.objects.filter(verb="report.reminder", to_user=ana).count()

    due.remind(OPENED)
    for day in ("2022-07-01", "2022-07-24", "2022-07-30"):
        due.remind(at(f"{day} 12:00"))
    assert reminders() == 3
    window = cycle.window
    window.closes_at = at("2022-09-01 00:00")
    window.save()
    for day in ("2022-08-01", "2022-08-02", "2022-08-25", "2022-08-31"):
        for _twice in range(2):
            due.remind(at(f"{day} 12:00"))
    assert reminders() == 6


def test_a_good_practice_and_the_consent_to_it_are_sent_together(ours, draft, page):
    sent = typed(draft, good_practice="We asked first", may_share="true", save="1")
    assert ours.post(page, sent).status_code in {200, 302}
    row = fresh(draft)
    assert (row.good_practice, row.may_share) == ("We asked first", True)


@pytest.mark.parametrize("act", ["ask", "verify", "publish"])
def test_nothing_is_decided_on_the_report_of_a_withdrawn_commitment(handed_in, ana, sofia, act):
    from avow.commitments import services as commitments

    commitments.withdraw(handed_in.commitment, ana, LATE, "Gone")
    acts = {
        "ask": lambda row: services.ask(row, "Where?", sofia, LATE),
        "verify": lambda row: services.verify(row, "Seen", sofia, LATE),
        "publish": lambda row: services.publish(row, sofia, LATE),
    }
    with pytest.raises(Refused):
        acts[act](Report.objects.get(pk=handed_in.pk))


def test_words_that_say_nothing_answer_and_explain_nothing(shown, ana):
    with pytest.raises(Refused, match="statement_missing"):
        services.answer(shown, " \u200b ", "en", ana, LATE)


def test_a_status_is_not_explained_by_signs_that_nobody_sees(draft, ana):
    row = fill(draft, ana, status="delayed", status_reason="\u200b")
    with pytest.raises(Refused, match="report_status_unexplained"):
        services.hand_in(Report.objects.get(pk=row.pk), ana, ON_TIME)


def test_a_language_that_is_none_is_not_kept(draft, ana):
    with pytest.raises(Refused, match="report_value_wrong"):
        services.save(draft, "language", "zz", seen=draft.language, by=ana, now=ON_TIME)
