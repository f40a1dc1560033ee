"""Nobody decides on their own organisation, whichever route is tried."""

import pytest

from avow.applications.models import Application
from avow.applications.services import outcome, screening
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.review import services
from avow.review.models import Case, Vote
from tests.desk.conftest import MORNING, into_review, make_commitment, tick_all
from tests.factories import give_role, make_seat, represent
from tests.review.conftest import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BASE = "/en/generation-equality/"


@pytest.fixture
def zoe(world, red, gbv):
    """Of the secretariat and the Core Group, in a Champion's seat; and she reads for Red de Mujeres."""
    from tests.factories import make_organisation, make_user

    zoe, house = make_user("zoe@example.org"), make_organisation("Casa Abierta")
    represent(zoe, house)
    make_seat(gbv, house)
    represent(zoe, red, "reader")
    give_role(zoe, world.forum, "secretariat")
    give_role(zoe, world.forum, "core_group")
    return zoe


SCREENING = {
    "submitted": [lambda pk, by: screening.screen(pk, by=by, now=MORNING)],
    "screening": [
        lambda pk, by: screening.ask(pk, question="?", by=by, now=MORNING),
        lambda pk, by: screening.refuse(pk, reason="No.", by=by, now=MORNING),
        lambda pk, by: screening.pass_(pk, by=by, now=MORNING),
        lambda pk, by: tick_all(Application.objects.get(pk=pk), by),
        lambda pk, by: screening.assign(pk, by, by=by, now=MORNING),
    ],
    "ineligible": [
        lambda pk, by: outcome.prepare(pk, message="No.", reasons={}, by=by, now=MORNING),
        lambda pk, by: outcome.release(pk, by=by, now=MORNING),
    ],
}
CASES = {
    "validation": [
        lambda pk, by: services.cast_vote(pk, choice="approve", by=by, now=MORNING),
        lambda pk, by: services.ask(pk, question="?", by=by, now=MORNING),
        lambda pk, by: services.declare_interest(pk, reason="x", by=by, now=MORNING),
        lambda pk, by: services.settle_for(pk, reason="x", by=by, now=MORNING),
        lambda pk, by: services.settle_against(pk, reason="x", by=by, now=MORNING),
    ],
    "liaison": [lambda pk, by: services.object_to(pk, reason="x", by=by, now=MORNING)],
    "objection": [
        lambda pk, by: services.uphold(pk, reason="x", by=by, now=MORNING),
        lambda pk, by: services.overrule(pk, reason="x", by=by, now=MORNING),
    ],
}


def refused(act, pk, by) -> None:
    with pytest.raises(Refused) as refusal:
        act(pk, by)
    assert refusal.value.forbidden


@pytest.mark.parametrize("state", SCREENING)
def test_no_service_of_screening_or_outcome_serves_them(state, make_application, zoe):
    decided = {"decided_at": MORNING, "prepared_at": MORNING} if state == "ineligible" else {}
    application = make_application(state=state, **decided)
    before = Entry.objects.count()
    for act in SCREENING[state]:
        refused(act, application.pk, zoe)
    application.refresh_from_db()
    assert (application.state, application.told_at, Entry.objects.count()) == (state, None, before)


@pytest.mark.parametrize("state", CASES)
def test_no_service_of_review_serves_them(state, make_application, zoe, sofia):
    (case,) = into_review(make_application(), sofia)
    put(case, state)
    for act in CASES[state]:
        refused(act, case.pk, zoe)
    assert Case.objects.get().state == state
    assert not Vote.objects.exists()


@pytest.mark.parametrize("state", CASES)
def test_nor_whoever_represents_a_partner(
    state, make_application, world, gbv, lagos, sofia, zoe, red
):
    application = make_application(organisation=lagos)
    commitment = make_commitment(application, gbv)
    commitment.current.partners.create(organisation=red, name="Red de Mujeres", state="asked")
    for case in into_review(application, sofia):
        put(case, state)
        for act in CASES[state]:
            refused(act, case.pk, zoe)


def test_nor_may_a_partner_screen(make_application, gbv, lagos, zoe, red):
    application = make_application(organisation=lagos, state="screening")
    commitment = make_commitment(application, gbv)
    commitment.current.partners.create(organisation=red, name="Red de Mujeres", state="asked")
    for act in SCREENING["screening"]:
        refused(act, application.pk, zoe)


def test_no_page_knows_the_thing(make_application, gbv, sofia, zoe, sign_in):
    application = make_application()
    commitment = make_commitment(application, gbv)
    (case,) = into_review(application, sofia)
    browser = sign_in(zoe)
    for path in (
        f"desk/applications/{application.pk}/",
        f"desk/cases/{case.pk}/",
        f"desk/outcomes/{application.pk}/",
        f"desk/commitments/{commitment.ref}/",
        f"champions/cases/{case.pk}/",
        f"core-group/cases/{case.pk}/",
    ):
        assert browser.get(BASE + path).status_code == 404, path
    for path in ("desk/applications/?state=all", "desk/cases/?state=all", "champions/?state=all"):
        assert "Red de Mujeres" not in browser.get(BASE + path).content.decode()


POSTS = [
    ("desk/applications/{app}/act/", {"move": "pass"}),
    ("desk/applications/{app}/check/", {}),
    ("desk/applications/{app}/assign/", {}),
    ("desk/outcomes/{app}/prepare/", {"message": "x"}),
    ("desk/outcomes/{app}/release/", {}),
    ("desk/cases/{case}/act/", {"move": "settle_for", "text": "x"}),
    ("champions/cases/{case}/vote/", {"choice-{case}": "approve"}),
    ("champions/cases/{case}/ask/", {"question": "x"}),
    ("champions/cases/{case}/interest/", {"reason": "x"}),
    ("core-group/cases/{case}/object/", {"reason": "x"}),
]


@pytest.mark.parametrize("path, data", POSTS)
def test_no_posted_form_with_a_forged_number_works(
    path, data, make_application, sofia, zoe, sign_in
):
    application = make_application()
    (case,) = into_review(application, sofia)
    ids = {"app": application.pk, "case": case.pk}
    filled = {key.format(**ids): value for key, value in data.items()}
    assert sign_in(zoe).post(BASE + path.format(**ids), filled).status_code == 404
    assert not Vote.objects.exists()


@pytest.mark.parametrize("act", ["assign", "screen", "pass", "prepare", "release"])
def test_no_bulk_act_reaches_it(act, make_application, zoe, sign_in):
    application = make_application(state="screening" if act == "pass" else "submitted")
    answer = sign_in(zoe).post(
        f"{BASE}desk/applications/many/", {"act": act, "id": [application.pk], "assignee": zoe.pk}
    )
    assert "Nothing was chosen" in answer.content.decode()
    assert Application.objects.get().state == application.state


def test_nor_the_commitments_in_bulk(make_application, gbv, zoe, sign_in):
    make_commitment(make_application(), gbv)
    number = Application.objects.get().commitment_links.get().commitment_id
    answer = sign_in(zoe).post(f"{BASE}desk/commitments/many/", {"act": "open", "id": [number]})
    assert "Nothing was chosen" in answer.content.decode()


def test_a_superuser_gets_nothing_extra(make_application, sofia, sign_in):
    from avow.people.models import User

    root = User.objects.create_superuser("root@example.org", "x")
    (case,) = into_review(make_application(), sofia)
    for path in ("desk/", f"champions/cases/{case.pk}/", "core-group/"):
        assert sign_in(root).get(BASE + path).status_code == 403
