"""The pages of the work places: each shows what it should, to whom it should, at one price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.applications.models import Application
from avow.events.models import Event
from avow.moderation.models import PublicText
from avow.review.models import Case, Maker
from avow.review.services import ask, cast_vote, declare_interest, object_to
from tests.consultation import kit as consulted
from tests.desk.conftest import MORNING, accept, into_review, make_commitment
from tests.factories import make_organisation
from tests.participants.kit import known
from tests.worlds import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BASE = "/en/generation-equality/"
SECRET = "Their figures are invented."


@pytest.fixture
def case(make_application, sofia) -> Case:
    """The case of Red de Mujeres before gender-based violence."""
    return into_review(make_application(), sofia)[0]


LISTS = [
    ("sofia", "desk/"),
    ("sofia", "desk/applications/?state=all"),
    ("sofia", "desk/cases/?state=all"),
    ("sofia", "desk/outcomes/"),
    ("sofia", "desk/commitments/?state=all"),
    ("sofia", "desk/calendar/"),
    ("sofia", "desk/promise/"),
    ("dina", "champions/?state=all"),
    ("vera", "core-group/?state=all"),
]


@pytest.mark.parametrize("who, path", LISTS)
def test_each_list_opens(who, path, case, world, sign_in):
    page = sign_in(world.user(who)).get(BASE + path)
    assert page.status_code == 200


@pytest.mark.parametrize("who, path", LISTS)
@pytest.mark.parametrize("stranger", ["ana", "chidi"])
def test_nobody_else_comes_in(who, path, stranger, case, world, sign_in, client):
    assert sign_in(world.user(stranger)).get(BASE + path).status_code == 403
    assert client.get(BASE + path).status_code == 302


def test_the_desk_sees_beside_an_application_how_undertakings_were_met(case, sofia, gbv, sign_in):
    Maker.objects.create(
        forum=gbv.forum, organisation=case.organisation, coalition=gbv, since=at("2021-01-05 10:00")
    )
    Event.objects.create(
        forum=gbv.forum,
        slug="opening",
        title="Opening forum",
        language="en",
        is_main=True,
        zone_name="Europe/Paris",
        place="Paris",
        starts_at=at("2021-02-01 09:00"),
        ends_at=at("2021-02-01 18:00"),
        state="published",
        made_at=at("2021-01-05 10:00"),
        published_at=at("2021-01-05 10:00"),
        changed_at=at("2021-01-05 10:00"),
    )
    application = Application.objects.get()
    page = sign_in(sofia).get(f"{BASE}desk/applications/{application.pk}/").content.decode()
    assert "At 0 of 1 main event" in page
    assert "was not there" in page


def test_the_champion_reads_votes_and_goes_on(make_application, lagos, sofia, dina, case, sign_in):
    other = into_review(make_application(organisation=lagos), sofia)[0]
    browser = sign_in(dina)
    page = browser.get(f"{BASE}champions/cases/{case.pk}/")
    assert f'name="choice-{case.pk}"' in page.content.decode()
    answer = browser.post(
        f"{BASE}champions/cases/{case.pk}/vote/", {f"choice-{case.pk}": "approve", "next": "1"}
    )
    assert answer["Location"].endswith(f"/champions/cases/{other.pk}/")
    assert case.votes.get().choice == "approve"


def test_one_page_votes_on_the_application_and_its_commitment(
    make_application, gbv, sofia, dina, sign_in
):
    application = make_application()
    commitment = make_commitment(application, gbv)
    (case,) = into_review(application, sofia)
    promised = commitment.coalitions.get().case
    browser = sign_in(dina)
    assert (
        "Ten shelters in five towns."
        in browser.get(f"{BASE}champions/cases/{case.pk}/").content.decode()
    )
    answer = browser.post(
        f"{BASE}champions/cases/{promised.pk}/vote/",
        {
            f"choice-{case.pk}": "approve",
            f"choice-{promised.pk}": "reject",
            f"reason-{promised.pk}": "",
        },
    )
    assert answer.status_code == 409
    assert "Write a reason." in answer.content.decode()
    assert case.votes.count() == 1
    assert promised.votes.count() == 0


def test_a_recused_champion_finds_nothing_of_the_others_votes(case, emre, dina, sign_in):
    cast_vote(case.pk, choice="reject", reason=SECRET, by=emre, now=MORNING)
    browser = sign_in(dina)
    path = f"{BASE}champions/cases/{case.pk}/"
    assert SECRET in browser.get(path).content.decode()
    declare_interest(case.pk, reason="My sister works there.", by=dina, now=MORNING)
    page = browser.get(path).content.decode()
    assert SECRET not in page
    assert "desk-tally" not in page
    assert "desk-votes" not in page
    assert "You keep out of this case" in page
    assert SECRET not in browser.get(f"{BASE}champions/?state=all").content.decode()


def test_nor_through_the_desk_or_the_core_group(case, emre, dina, farah, vera, world, sign_in):
    from tests.factories import give_role

    give_role(dina, world.forum, "secretariat")
    give_role(dina, world.forum, "core_group")
    cast_vote(case.pk, choice="approve", reason=SECRET, by=emre, now=MORNING)
    declare_interest(case.pk, reason="My sister works there.", by=dina, now=MORNING)
    browser = sign_in(dina)
    application = Application.objects.get()
    for path in (
        f"desk/cases/{case.pk}/",
        f"desk/applications/{application.pk}/",
        "desk/cases/?state=all",
    ):
        assert SECRET not in browser.get(BASE + path).content.decode()
    cast_vote(case.pk, choice="approve", by=farah, now=MORNING)
    for path in (
        f"core-group/cases/{case.pk}/",
        f"desk/cases/{case.pk}/",
        f"desk/applications/{application.pk}/",
    ):
        page = browser.get(BASE + path)
        assert page.status_code == 200
        assert SECRET not in page.content.decode()


def test_when_it_is_decided_the_recused_may_read(case, emre, farah, dina, sign_in):
    declare_interest(case.pk, reason="My sister works there.", by=dina, now=MORNING)
    for user in (emre, farah):
        cast_vote(case.pk, choice="reject", reason=SECRET, by=user, now=MORNING)
    assert SECRET in sign_in(dina).get(f"{BASE}champions/cases/{case.pk}/").content.decode()


def test_the_core_group_objects_and_is_answered(case, dina, emre, vera, sofia, sign_in):
    for user in (dina, emre):
        cast_vote(case.pk, choice="approve", by=user, now=MORNING)
    browser = sign_in(vera)
    page = browser.get(f"{BASE}core-group/cases/{case.pk}/").content.decode()
    assert "Object" in page
    browser.post(
        f"{BASE}core-group/cases/{case.pk}/object/", {"reason": "They are not known here."}
    )
    assert Case.objects.get().state == "objection"
    desk = sign_in(sofia)
    assert "They are not known here." in desk.get(f"{BASE}desk/cases/{case.pk}/").content.decode()
    desk.post(f"{BASE}desk/cases/{case.pk}/act/", {"move": "overrule", "text": "They are."})
    assert Case.objects.get().state == "accepted"


def test_the_desk_screens_passes_prepares_and_releases(
    make_application, sofia, dina, emre, sign_in
):
    application = make_application()
    desk, path = sign_in(sofia), f"{BASE}desk/applications/{application.pk}/"
    assert desk.get(path).status_code == 200
    desk.post(f"{path}act/", {"move": "screen", "seen": "submitted"})
    page = desk.get(path).content.decode()
    codes = {item.code for item in application.forum.settings.eligibility}
    codes |= {item.code for item in application.forum.settings.due_diligence}
    assert all(f'name="check-{code}"' in page for code in codes)
    desk.post(f"{path}check/", {f"check-{code}": "yes" for code in codes})
    desk.post(f"{path}act/", {"move": "pass", "seen": "screening"})
    accept(Case.objects.get(), dina, emre)
    outcome = f"{BASE}desk/outcomes/{application.pk}/"
    assert desk.get(f"{BASE}desk/outcomes/").content.decode().count("desk/outcomes/") > 1
    answer = desk.post(f"{outcome}prepare/", {"message": "Welcome."}, follow=True)
    assert "ana@example.org" in answer.content.decode()
    desk.post(f"{outcome}release/")
    desk.post(f"{outcome}release/")
    assert Application.objects.get().told_by == sofia


def test_bulk_release_says_row_by_row(make_application, sofia, sign_in):
    application = make_application()
    answer = sign_in(sofia).post(
        f"{BASE}desk/applications/many/", {"act": "release", "id": [application.pk, 999999]}
    )
    assert answer.status_code == 200
    assert "not done" in answer.content.decode()


def test_forged_numbers_are_not_found(case, sofia, dina, vera, gita, sign_in):
    for who, path in (
        (sofia, "desk/applications/999999/"),
        (sofia, "desk/cases/999999/"),
        (sofia, "desk/outcomes/999999/"),
        (sofia, "desk/commitments/GE-999999/"),
        (dina, "champions/cases/999999/"),
        (gita, f"champions/cases/{case.pk}/"),  # another coalition's
        (vera, f"core-group/cases/{case.pk}/"),  # still with the Champions
    ):
        assert sign_in(who).get(BASE + path).status_code == 404, path


def test_a_protected_organisation_shows_its_other_name_to_reviewers(
    make_application, red, sofia, dina, emre, vera, sign_in
):
    red.is_protected, red.protected_name = True, "A group in Central America"
    red.save()
    (case,) = into_review(make_application(), sofia)
    for path in ("champions/", f"champions/cases/{case.pk}/", "champions/?state=all&q=Red"):
        assert "Red de Mujeres" not in sign_in(dina).get(BASE + path).content.decode()
    for user in (dina, emre):
        cast_vote(case.pk, choice="approve", by=user, now=MORNING)
    for path in ("core-group/", f"core-group/cases/{case.pk}/"):
        page = sign_in(vera).get(BASE + path).content.decode()
        assert "A group in Central America" in page
        assert "Red de Mujeres" not in page
    from avow.notices.models import Message

    for message in Message.objects.filter(verb__in=["case.opened", "case.forward"]):
        assert "Red de Mujeres" not in message.text + message.subject


def test_a_question_is_asked_from_the_page(case, dina, sign_in):
    sign_in(dina).post(f"{BASE}champions/cases/{case.pk}/ask/", {"question": "Who pays?"})
    assert case.clarifications.get().question == "Who pays?"
    with pytest.raises(Exception, match="moved_on"):
        ask(case.pk, question="And who else?", by=dina, now=MORNING)


def test_an_objection_without_words_is_refused(case, dina, emre, vera):
    for user in (dina, emre):
        cast_vote(case.pk, choice="approve", by=user, now=MORNING)
    with pytest.raises(Exception, match="reason_missing"):
        object_to(case.pk, reason=" ", by=vera, now=MORNING)


def fill(make_application, gbv, rows):
    """Make applications, each with a commitment, whose cases stand before the Core Group."""
    from avow.applications.models import ApplicationCoalition
    from avow.commitments.models import CommitmentCoalition
    from tests.review.conftest import put

    for number in range(rows):
        organisation = make_organisation()
        application = make_application(
            organisation=organisation,
            state="decided" if number % 2 else "in_review",
            decided_at=MORNING if number % 2 else None,
        )
        commitment = make_commitment(application, gbv, state="in_review")
        for subject, link in (
            ("application", ApplicationCoalition.objects.get(application=application)),
            ("commitment", CommitmentCoalition.objects.get(commitment=commitment)),
        ):
            case = Case.objects.create(
                forum=gbv.forum, coalition=gbv, organisation=organisation, subject=subject,
                title=organisation.name, quorum="1/2", majority="1/2", liaison_days=5,
                due_on=application.due_on, opened_at=MORNING,
            )  # fmt: skip
            put(case, "liaison")
            seat = gbv.seats.first()
            case.votes.create(seat=seat, choice="approve", cast_at=MORNING)
            link.case = case
            link.save()


def test_every_list_costs_the_same_for_ten_rows_and_for_two_hundred(
    make_application, gbv, world, sign_in
):
    browsers = {who: sign_in(world.user(who)) for who in ("sofia", "dina", "vera")}

    def cost(who, path):
        with CaptureQueriesContext(connection) as queries:
            assert browsers[who].get(BASE + path).status_code == 200
        return len(queries)

    fill(make_application, gbv, 10)
    for who, path in LISTS:
        cost(who, path)  # what is asked once for each session
    ten = {path: cost(who, path) for who, path in LISTS}
    fill(make_application, gbv, 190)
    assert {path: cost(who, path) for who, path in LISTS} == ten
    assert max(ten.values()) < 40


def test_a_champion_finds_plan_comments_and_news_from_the_first_page(
    world, gbv, dina, sign_in, forum
):
    version = consulted.draft(world)
    before = sign_in(dina).get(f"{BASE}champions/").content.decode()
    assert "<strong>0</strong> comments to answer" in before
    said = consulted.say(version, known(forum, consulted.DURING))
    PublicText.objects.filter(pk=said.text_id).update(state="visible", shown_at=consulted.DURING)
    page = sign_in(dina).get(f"{BASE}champions/").content.decode()
    assert "<strong>1</strong> comment to answer" in page
    for path in (
        f"champions/blueprint/{gbv.slug}/", f"champions/consultation/{gbv.slug}/", "desk/news/"
    ):  # fmt: skip
        assert f'href="{BASE}{path}"' in page
        assert sign_in(dina).get(f"{BASE}{path}").status_code == 200


def test_the_desk_counts_the_texts_that_wait_for_a_moderator(world, sofia, sign_in, forum):
    version = consulted.draft(world)
    said = consulted.say(version, known(forum, consulted.DURING))
    PublicText.objects.filter(pk=said.text_id).update(state="held")
    page = sign_in(sofia).get(f"{BASE}desk/").content.decode()
    assert "<strong>1</strong> public texts to look at" in page
