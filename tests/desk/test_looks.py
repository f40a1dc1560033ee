"""Who reads the real name of an organisation at risk: the secretariat, and each look is kept."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.answers.models import Answer, Attachment
from avow.answers.rules import is_asked, scopes_of
from avow.answers.services import definition_of
from avow.commitments.models import Partner
from avow.notices.models import Message
from avow.people.models import Look
from avow.review.services import ask, cast_vote
from tests.desk.conftest import MORNING, accept, into_review, make_commitment
from tests.factories import make_organisation, make_user, represent
from tests.review.conftest import put
from tests.worlds import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BASE = "/en/generation-equality/"
NAME, SHOWN = "Red de Mujeres", "A group in Central America"


@pytest.fixture
def red(red):
    """Red de Mujeres, at risk."""
    red.is_protected, red.protected_name, red.slug = True, SHOWN, "protected-1"
    red.website, red.contact_email = "https://www.redm.example/", "office@redm.example"
    red.save()
    return red


@pytest.fixture
def application(make_application, gbv, red):
    """Its application, with a commitment, an answer and a file that say who it is."""
    application = make_application()
    commitment = make_commitment(application, gbv, title=f"Ten shelters of {NAME}")
    commitment.current.summary = "RedM builds; see www.redm.example or office@redm.example."
    commitment.current.save()
    scope, question = next(
        (scope, question)
        for section, question in definition_of(application.sheet).questions()
        for scope in scopes_of(section, [gbv.code], {})
        if question.kind in {"text", "longtext"} and is_asked(question, scope, {})
    )
    Answer.objects.create(
        sheet=application.sheet,
        scope=scope,
        key=question.key,
        value=f"We, the red  de mujeres, and {NAME}",
        updated_at=MORNING,
    )
    return application


def looks():
    return sorted(Look.objects.values_list("page", flat=True))


def read(client, path):
    page = client.get(BASE + path)
    assert page.status_code == 200, path
    return page.content.decode()


def test_each_page_of_the_desk_that_shows_the_name_is_a_look(
    application, sofia, dina, emre, sign_in
):
    (case,) = into_review(application, sofia)
    commitment = application.commitment_links.get().commitment
    client = sign_in(sofia)
    paths = {
        "application": f"desk/applications/{application.pk}/",
        "case": f"desk/cases/{case.pk}/",
        "commitment": f"desk/commitments/{commitment.ref}/",
    }
    for name, path in paths.items():
        Look.objects.all().delete()
        assert NAME in read(client, path)
        assert looks() == [name]
    look = Look.objects.get()
    assert (look.user, look.organisation, look.at) == (sofia, application.organisation, MORNING)


def test_the_outcome_is_a_look(application, sofia, red, sign_in):
    application.state, application.decided_at = "ineligible", MORNING
    application.save()
    assert NAME in read(sign_in(sofia), f"desk/outcomes/{application.pk}/")
    assert looks() == ["outcome"]


def test_a_page_read_again_within_the_hour_is_one_look(application, sofia, world, clock, sign_in):
    path = f"desk/applications/{application.pk}/"
    for _ in range(3):
        read(sign_in(sofia), path)
    assert looks() == ["application"]
    clock(at("2021-04-05 11:01"))
    read(sign_in(sofia), path)
    read(sign_in(world.user("tom")), path)
    assert looks() == ["application"] * 3


LISTS = [
    "desk/",
    "desk/applications/?state=all",
    f"desk/applications/?state=all&q={NAME}",
    "desk/cases/?state=all",
    "desk/commitments/?state=all",
    f"desk/commitments/?state=all&q={NAME}",
    "desk/outcomes/",
    "desk/organisations/",
    "desk/outbox/",
]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_the_protected_name_and_is_no_look(path, application, sofia, sign_in):
    into_review(application, sofia)
    page = read(sign_in(sofia), path).replace(f'value="{NAME}"', "")
    assert NAME not in page
    assert "redm" not in page.lower()
    assert looks() == []


def test_a_list_says_that_the_name_is_protected(application, sofia, sign_in):
    for path in ("desk/applications/", f"desk/applications/?q={SHOWN[:9]}"):
        page = read(sign_in(sofia), path)
        assert SHOWN in page
        assert "protected name" in page
    assert SHOWN not in read(sign_in(sofia), f"desk/applications/?q={NAME}")


def test_reviewers_read_nothing_that_says_who_it_is(
    application, red, sofia, dina, emre, vera, sign_in
):
    (case,) = into_review(application, sofia)
    assert "red  de mujeres" in read(sign_in(sofia), f"desk/applications/{application.pk}/")
    Look.objects.all().delete()
    ask(case.pk, question=f"Who leads {NAME}?", by=sofia, now=MORNING)
    case.clarifications.update(answer="RedM is led by Ana.", answered_at=MORNING)
    put(case, "validation")
    for user in (dina, emre):
        cast_vote(case.pk, choice="approve", reason=f"I know {NAME}.", by=user, now=MORNING)
    pages = [
        read(sign_in(dina), "champions/?state=all"),
        read(sign_in(dina), f"champions/?state=all&q={NAME}").replace(f'value="{NAME}"', ""),
        read(sign_in(dina), f"champions/cases/{case.pk}/"),
        read(sign_in(vera), "core-group/?state=all"),
        read(sign_in(vera), f"core-group/cases/{case.pk}/"),
    ]
    for page in pages:
        for word in ("red de mujeres", "red  de mujeres", "redm"):
            assert word not in page.lower()
    assert f"We, the {SHOWN}" in pages[2]
    assert f"{SHOWN} is led by Ana." in pages[4]
    mails = Message.objects.filter(to_user__in=[dina, emre, vera])
    assert mails.exists()
    assert not [one for one in mails if NAME in one.subject + one.text + one.html]
    assert looks() == []


def test_reviewers_get_no_file_of_it_and_the_secretariats_download_is_a_look(
    application, sofia, dina, sign_in
):
    (case,) = into_review(application, sofia)
    files = [
        row
        for section in application.sheet.definition.definition["sections"]
        for row in section["questions"]
        if row["kind"] == "files"
    ]
    file = Attachment.objects.create(
        sheet=application.sheet,
        key=files[0]["key"] if files else "evidence",
        file=ContentFile(b"%PDF-1.4", name="redm.pdf"),
        name="redm_statutes.pdf",
        content_type="application/pdf",
        size=8,
        digest="0" * 64,
        uploaded_at=MORNING,
    )
    path = f"cases/{case.pk}/files/{file.pk}/"
    assert sign_in(dina).get(f"{BASE}champions/{path}").status_code == 404
    assert "redm_statutes" not in read(sign_in(dina), f"champions/cases/{case.pk}/")
    answer = sign_in(sofia).get(f"{BASE}desk/applications/{application.pk}/files/{file.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert looks() == ["file"]


def test_a_champion_of_the_secretariat_reads_the_name_at_the_desk_only(
    application, world, sofia, dina, sign_in
):
    from tests.factories import give_role

    give_role(dina, world.forum)
    (case,) = into_review(application, sofia)
    assert NAME not in read(sign_in(dina), f"champions/cases/{case.pk}/")
    assert looks() == []


def test_a_partner_at_risk_is_hidden_from_reviewers_and_its_look_kept(
    make_application, gbv, lagos, red, sofia, dina, sign_in
):
    application = make_application(organisation=lagos)
    commitment = make_commitment(application, gbv, title=f"With {NAME}")
    Partner.objects.create(revision=commitment.current, organisation=red, name=NAME, state="asked")
    (case,) = into_review(application, sofia)
    page = read(sign_in(dina), f"champions/cases/{case.pk}/")
    assert NAME not in page
    assert f"With {SHOWN}" in page
    assert NAME not in read(sign_in(sofia), "desk/commitments/?state=all")
    assert looks() == []
    read(sign_in(sofia), f"desk/commitments/{commitment.ref}/")
    assert [(one.page, one.organisation) for one in Look.objects.all()] == [("commitment", red)]


def test_a_mail_to_its_people_is_a_look_and_the_outbox_withholds_it(
    application, sofia, ana, dina, emre, red, sign_in
):
    from avow.applications.services import screening

    screening.screen(application.pk, by=sofia, now=MORNING)
    screening.ask(application.pk, question="Who pays?", by=sofia, now=MORNING)
    mail = Message.objects.filter(to_user=ana).latest("pk")
    outbox = read(sign_in(sofia), "desk/outbox/")
    assert mail.subject not in outbox
    assert ana.email not in outbox
    assert "Withheld for safety" in outbox
    for path in (f"desk/outbox/{mail.pk}/", f"desk/outbox/{mail.pk}/html/"):
        read(sign_in(sofia), path)
    assert looks() == ["mail"]


def test_its_leads_and_the_secretariat_read_who_looked(application, red, sofia, ana, bea, sign_in):
    read(sign_in(sofia), f"desk/applications/{application.pk}/")
    path = f"my/organisations/{red.slug}/looks/"
    page = read(sign_in(ana), path)
    assert "Application" in page
    assert "Secretariat" in page
    assert sofia.name not in page  # by role
    staff = read(sign_in(sofia), path)
    assert sofia.name in staff
    assert NAME not in staff
    assert len(looks()) == 1
    for user in (bea, make_user()):
        assert sign_in(user).get(BASE + path).status_code == 404
    assert path in read(sign_in(ana), f"my/organisations/{red.slug}/")


def test_the_looks_come_in_pages_at_one_price(red, ana, sofia, sign_in):
    path = f"{BASE}my/organisations/{red.slug}/looks/"
    client, prices = sign_in(ana), []
    for count in (10, 200):
        Look.objects.all().delete()
        Look.objects.bulk_create(
            Look(organisation=red, user=sofia, page="case", at=MORNING) for _ in range(count)
        )
        client.get(path)
        with CaptureQueriesContext(connection) as price:
            page = client.get(path)
        prices.append(len(price))
        assert len(page.context["page"]) == min(count, 50)
    assert prices[0] == prices[1]


def test_looks_at_what_became_part_of_it_are_among_them(red, ana, sofia, sign_in):
    gone = make_organisation("Casa", is_protected=True, protected_name="A", merged_into=red)
    represent(make_user(), gone)
    Look.objects.create(organisation=gone, user=sofia, page="merge", at=MORNING)
    assert "Merging two organisations" in read(sign_in(ana), f"my/organisations/{red.slug}/looks/")


def test_a_decided_case_is_still_a_look(application, sofia, dina, emre, sign_in):
    (case,) = into_review(application, sofia)
    case = accept(case, dina, emre)
    read(sign_in(sofia), f"desk/cases/{case.pk}/")
    assert looks() == ["case"]
