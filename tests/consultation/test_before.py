"""Before a version is published: whom it will ask, and which comments have no answer yet."""

import pytest

from avow.blueprints.models import Version
from avow.blueprints.services import versions
from avow.consultation.models import Consultation
from avow.consultation.services import answering
from avow.forums.models import Window
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.moderation.models import PublicText
from tests.blueprints import kit as plans
from tests.consultation.kit import DURING, LATER, PUBLISHED, draft, say
from tests.participants.kit import known
from tests.worlds import at

WRITE = "/en/generation-equality/champions/blueprint/gender-based-violence/versions/"
DESK = "/en/generation-equality/desk/consultation/"
BEFORE_MEXICO = at("2021-03-10 10:00")


@pytest.fixture(autouse=True)
def during(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: DURING)


@pytest.fixture
def copy(world):
    return plans.prepare(world, plans.plan(world))


def set_up(version, sofia, audience="makers"):
    window = Window.objects.filter(kind="consultation").order_by("opens_at").last()
    return answering.set_up(version, window, audience, "What is missing?", by=sofia, now=PUBLISHED)


def test_a_version_comes_out_for_makers_only_from_its_first_minute(world, copy, sofia, forum):
    set_up(copy, sofia)
    assert not Entry.objects.filter(verb="consultation.open").exists()
    versions.publish(copy, by=sofia, now=DURING)
    assert Consultation.objects.get().audience == "makers"
    with pytest.raises(Refused, match="consultation_for_makers"):
        say(copy, known(forum, DURING))


def test_what_was_set_up_goes_with_a_copy_that_is_discarded(copy, dina, sofia):
    set_up(copy, sofia)
    versions.discard(copy, by=dina, now=DURING)
    assert not Version.objects.exists()
    assert not Consultation.objects.exists()


def test_an_outline_is_consulted_on_before_mexico(world, sofia, forum):
    """It may be public before the event; the secretariat opens it in the first window."""
    made = plans.publish(world, plans.plan(world), BEFORE_MEXICO, stage="outline", name="Outline")
    assert not Consultation.objects.exists()
    window = Window.objects.filter(forum=forum, kind="consultation").earliest("opens_at")
    answering.set_up(made, window, "public", "", by=sofia, now=BEFORE_MEXICO)
    assert say(made, known(forum, BEFORE_MEXICO), now=BEFORE_MEXICO).version == made


def test_the_secretariat_sets_up_what_waits_and_champions_see_it(sign_in, copy, sofia, dina):
    desk = sign_in(sofia)
    assert "Being prepared" in desk.get(DESK).content.decode()
    address = f"{DESK}gender-based-violence/1/"
    page = desk.get(address).content.decode()
    assert "begins with its publication" in page
    assert "workshop/" not in page
    window = Window.objects.filter(kind="consultation").order_by("opens_at").last()
    form = {"window": window.pk, "audience": "makers", "question": ""}
    assert desk.post(address, form).status_code == 302
    assert desk.get(f"{address}workshop/").status_code == 404
    page = sign_in(dina).get(f"{WRITE}1/").content.decode()
    assert "Comments will be taken in" in page
    assert "Commitment makers and Champions" in page
    assert address not in page
    assert address in desk.get(f"{WRITE}1/").content.decode()


def test_comments_without_an_answer_are_told_before_the_next_version(sign_in, world, dina, forum):
    version = draft(world)
    say(version, known(forum, DURING))
    PublicText.objects.update(state="visible", shown_at=DURING)
    plans.prepare(world, plans.plan(world), LATER, name="Final plan", stage="final")
    browser = sign_in(dina)
    assert "1 comment has no answer yet" in browser.get(f"{WRITE}2/").content.decode()
    answering.answer(list(version.comments.all()), "not", "No.", language="en", by=dina, now=DURING)
    assert "no answer yet" not in browser.get(f"{WRITE}2/").content.decode()
