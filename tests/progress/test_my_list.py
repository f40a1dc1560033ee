"""Whose reports a person finds, in which state, and what they do besides writing them."""

import pytest

from avow.commitments import services as commitments
from avow.people.models import WindowGrant
from avow.progress import due, services
from avow.progress.models import Report
from tests.factories import make_user, represent
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, walk
from tests.progress.my_kit import FETCH, HOME, body, clock, fresh, ours, page, typed  # noqa: F401  fixtures
from tests.worlds import at

# ruff: noqa: F811  fixtures are imported


@pytest.mark.parametrize("where", ["", "figures/", "evidence/1/"])
def test_somebody_elses_report_does_not_exist(sign_in, draft, page, chidi, sofia, clock, where):
    for other in (chidi, sofia):
        assert sign_in(other).get(page + where).status_code == 404


@pytest.mark.parametrize("where", ["", "begin/", "autosave/", "colleague/", "statement/"])
def test_nobody_else_posts_to_it_and_who_only_reads_may_not(
    sign_in, draft, page, red, chidi, clock, where
):
    reader = make_user("reader@example.org")
    represent(reader, red, "reader")
    post = {"field": "lessons", "value": "x", "version": "", "text": "x", "lessons": "x"}
    assert sign_in(chidi).post(page + where, post).status_code == 404
    assert sign_in(reader).post(page + where, post).status_code == 403
    assert sign_in(reader).get(page).status_code == 200
    assert fresh(draft).lessons == ""


def test_a_forged_year_reference_or_choice_is_not_found(ours, draft, page):
    assert ours.get(f"{HOME}2021/{draft.commitment.ref}/").status_code == 404
    assert ours.get(f"{HOME}2022/GE-999999/").status_code == 404
    assert ours.get(f"{page}?of={draft.pk + 99}").status_code == 404
    assert ours.get(f"{page}?of=x").status_code == 404


def test_a_colleague_who_only_reads_writes_what_was_given_to_them_and_does_not_hand_in(
    ours, sign_in, draft, page, red, chidi
):
    reader = make_user("reader@example.org", name="Rita Reader")
    represent(reader, red, "reader")
    assert ours.post(f"{page}colleague/", {"to": str(chidi.pk)}).status_code == 404
    assert ours.post(f"{page}colleague/", {"to": str(reader.pk)}).status_code == 302
    theirs = sign_in(reader)
    assert "given to you" in body(theirs.get(HOME))
    shown = body(theirs.get(page))
    assert 'name="hand_in"' not in shown
    assert theirs.post(page, typed(draft, lessons="Rita’s.")).status_code == 302
    assert fresh(draft).lessons == "Rita’s."
    assert theirs.post(f"{page}colleague/", {"to": ""}).status_code == 403
    assert ours.post(f"{page}colleague/", {"to": ""}).status_code == 302
    assert theirs.post(page, typed(draft, lessons="Too late")).status_code == 403


def test_a_returned_report_shows_the_question_and_is_handed_in_again_with_an_answer(
    ours, handed_in, page, sofia
):
    services.ask(handed_in, "Where can the register be read?", sofia, ON_TIME)
    assert "Where can the register be read?" in body(ours.get(HOME))
    assert "Where can the register be read?" in body(ours.get(page))
    home = body(ours.get("/en/generation-equality/my/"))
    assert "The secretariat has a question about a report" in home
    post = typed(handed_in) | {"question_answer": "At the town hall."}
    # Saving alone sends no answer, and does not lose it either.
    assert "At the town hall." in body(ours.post(page, post | {"save": "1"}))
    assert ours.post(page, post | {"hand_in": "1"}).status_code == 302
    assert handed_in.questions.get().answer == "At the town hall."
    assert fresh(handed_in).state == "submitted"
    assert "At the town hall." in body(ours.get(page))


def test_a_published_report_is_answered_in_public_also_after_the_freeze(
    sign_in, ana, shown, page, clock
):
    clock(OVER)
    walk(OVER)
    ours = sign_in(ana)
    assert "frozen" in body(ours.get(page))
    empty = ours.post(f"{page}statement/", {"text": "  "})
    assert empty.status_code == 422
    assert "Write the answer." in body(empty)
    for _ in range(2):
        post = {"text": "The road was closed.", "language": "xx"}
        assert ours.post(f"{page}statement/", post).status_code == 302
    said = shown.statements.get()
    assert (said.text, said.language) == ("The road was closed.", shown.language)
    assert "The road was closed." in body(ours.get(page))
    assert ours.post(f"{page}statement/", {"text": "x" * 5001}).status_code == 422


def test_what_the_figures_said_stays_as_it_was_when_the_report_was_handed_in(
    sign_in, ana, shown, page, clock
):
    then = body(sign_in(ana).get(page))
    assert "52 % of the term is over." in then
    clock(at("2023-07-20 10:00"))
    assert "52 % of the term is over." in body(sign_in(ana).get(page))


def test_nobody_answers_in_public_to_a_report_that_is_not_published(ours, draft, page):
    assert ours.post(f"{page}statement/", {"text": "Early."}).status_code == 409
    assert not draft.statements.exists()


def test_a_late_report_is_taken_and_shown_as_late(ours, complete, page, clock):
    clock(LATE)
    assert "It was due on" in body(ours.get(page))
    assert ours.post(page, typed(complete) | {"hand_in": "1"}).status_code == 302
    assert "came late" in body(ours.get(page))
    assert "came late" in body(ours.get(HOME))


def test_when_the_cycle_is_over_what_was_typed_is_still_on_the_page(
    sign_in, ana, draft, page, clock
):
    clock(OVER)
    ours = sign_in(ana)
    answer = ours.post(page, typed(draft, lessons="Written too late."))
    assert answer.status_code == 409
    assert "No report is taken now." in body(answer)
    assert "Written too late." in body(answer)
    assert fresh(draft).lessons == ""
    post = {"field": "lessons", "value": "x", "version": ""}
    assert ours.post(f"{page}autosave/", post, **FETCH).status_code == 422


def test_a_withdrawn_commitment_owes_nothing_and_its_page_says_so(ours, draft, page, ana):
    commitments.withdraw(draft.commitment, ana, ON_TIME, "It ended.")
    shown = body(ours.get(page))
    assert "no report is owed any more" in shown
    assert 'name="hand_in"' not in shown


def test_the_list_shows_what_is_owed_with_its_day_and_a_grant_moves_it(ours, report, red, page):
    shown = body(ours.get(HOME))
    assert "Reports for 2022" in shown
    assert "31 July 2022" in shown
    assert "11 days left" in shown
    assert "takes reports" in shown
    home = body(ours.get("/en/generation-equality/my/"))
    assert "1 report waits for you" in home
    assert "It is due on 31 July 2022." in home
    WindowGrant.objects.create(
        window=report.cycle.window,
        organisation=red,
        until=at("2022-08-11 00:00"),
        reason="Flood",
        granted_at=ON_TIME,
    )
    assert "10 August 2022" in body(ours.get(HOME))
    assert "10 August 2022" in body(ours.get(page))


def test_without_any_report_the_list_says_when_there_will_be_one(sign_in, chidi, clock):
    assert "No report is owed yet" in body(sign_in(chidi).get(HOME))


def test_who_acts_for_two_makers_of_one_commitment_chooses_between_their_reports(
    sign_in, together, ana, lagos, clock
):
    due.turn(OPENED)
    represent(ana, lagos)
    lead, other = Report.objects.order_by("-is_lead")
    browser = sign_in(ana)
    page = f"{HOME}2022/{together.ref}/"
    assert "Your share is 60 per cent" in body(browser.get(page))
    theirs = body(browser.get(f"{page}?of={other.pk}"))
    assert "Your share is 40 per cent" in theirs
    assert lead.page.replace("&", "&amp;") in theirs
    assert "not handed in" in theirs
    browser.post(f"{page}begin/?of={other.pk}")
    assert (fresh(lead).state, fresh(other).state) == ("not_started", "draft")


def test_who_lost_their_session_finds_what_they_typed_after_signing_in(
    client, draft, page, ana, clock
):
    answer = client.post(page, typed(draft, lessons="Do not lose me."))
    assert answer.status_code == 403
    assert "Do not lose me." in body(answer)
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Do not lose me." in body(client.get(page))
    assert fresh(draft).lessons == ""


def test_once_it_is_late_ones_own_page_says_so(sign_in, ana, report, clock):
    clock(LATE)
    home = body(sign_in(ana).get("/en/generation-equality/my/"))
    assert "It was due on 31 July 2022; late reports are still taken." in home
    clock(OVER)
    assert "waits for you" not in body(sign_in(ana).get("/en/generation-equality/my/"))


def test_several_reports_lead_to_the_list_with_the_first_day(sign_in, together, ana, lagos, clock):
    due.turn(OPENED)
    represent(ana, lagos)
    home = body(sign_in(ana).get("/en/generation-equality/my/"))
    assert "2 reports wait for you" in home
    assert "The first is due on 31 July 2022." in home
