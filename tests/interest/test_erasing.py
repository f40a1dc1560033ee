"""Forgetting who wrote for an organisation: with their account, or when they ask."""

import pytest
from django.core.files.base import ContentFile

from avow.interest.models import Interest
from avow.interest.services.erasing import erase_contact
from avow.interest.services.handing_in import Hand, confirm, hand_in
from avow.interest.services.letters import receive_letter
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.notices.models import Message
from avow.people.personal import export_of
from avow.people.services import erase_account
from tests.factories import make_user
from tests.worlds import at

pytestmark = pytest.mark.django_db
FEBRUARY = at("2021-02-20 10:00")
BASE = "/en/generation-equality/desk/interest/"


def hand(email="victor@example.org"):
    return Hand(email=email, organisation_name="Asociación Luz", contact_name="Victor Hugo")


@pytest.fixture
def received(forum):
    interest = confirm(hand_in(forum, hand(), now=FEBRUARY), now=FEBRUARY)
    Message.objects.update(state="sent", sent_at=FEBRUARY)
    return interest


def left() -> str:
    rows = [*Interest.objects.values(), *Message.objects.exclude(verb="people.erased").values()]
    return str(rows + list(Entry.objects.values())).lower()


def test_the_secretariat_erases_who_asks_for_it(received, sofia, sign_in):
    client = sign_in(sofia)
    assert "Erase this contact" in client.get(BASE).content.decode()
    for _ in range(2):  # a double click
        assert client.post(f"{BASE}{received.pk}/erase/").status_code == 302
    assert "victor" not in left()
    page = client.get(BASE).content.decode()
    assert "Asociación Luz" in page
    assert "erased" in page
    assert "Erase this contact" not in page
    assert Entry.objects.filter(verb="interest.contact_erased").count() == 1


def test_nobody_is_invited_at_an_erased_address(received, sofia):
    erase_contact(received, by=sofia, now=FEBRUARY)
    assert not Interest.objects.to_invite().exists()


def test_only_the_secretariat_erases(received, ana, forum, sign_in):
    with pytest.raises(Refused):
        erase_contact(received, by=ana, now=FEBRUARY)
    assert sign_in(ana).post(f"{BASE}{received.pk}/erase/").status_code == 403
    assert "victor" in left()


@pytest.mark.parametrize("number", [999999])
def test_a_forged_number_is_not_there(number, world, sofia, sign_in):
    assert sign_in(sofia).post(f"{BASE}{number}/erase/").status_code == 404


def test_what_is_kept_is_in_the_download_and_goes_with_the_account(received):
    victor = make_user("victor@example.org", name="Victor Hugo")
    (row,) = export_of(victor)["interest"]
    assert (row["organisation"], row["name"]) == ("Asociación Luz", "Victor Hugo")
    erase_account(victor, now=FEBRUARY)
    assert "victor" not in left()
    assert Interest.objects.get().organisation_name == "Asociación Luz"


def test_a_letter_stays_the_organisations(forum, ana):
    file = ContentFile(b"%PDF-1.4", name="letter.pdf")
    letter, _ = receive_letter(
        forum, hand(ana.email), by=ana, now=FEBRUARY, file=file, file_name="letter.pdf"
    )
    erase_account(ana, now=FEBRUARY)
    letter.refresh_from_db()
    assert (letter.is_erased, letter.contact_name, letter.handed_in_by) == (True, "", None)
    assert letter.letter_name == "letter.pdf"
    assert letter.letter.read() == b"%PDF-1.4"


def test_a_colleagues_contact_is_not_touched(forum, ana):
    receive_letter(forum, hand("bea@example.org"), by=ana, now=FEBRUARY)
    erase_account(ana, now=FEBRUARY)
    letter = Interest.objects.get()
    assert (letter.email, letter.handed_in_by) == ("bea@example.org", None)


def test_the_download_has_a_part_for_each_app(ana):
    assert {
        "account", "answers", "applications", "commitments", "declared_interests",
        "displaced_texts", "files", "interest", "invitations", "jobs", "looks", "mails", "notices",
        "objections", "organisations", "questions", "roles", "second_factors", "votes",
    } <= set(export_of(ana))  # fmt: skip
