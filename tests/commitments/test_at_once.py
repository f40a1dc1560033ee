"""Two people publish, or publish and protect, at the same moment: one clean state on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from avow.commitments import due, services
from avow.commitments.models import RenewalInvitation
from avow.directory.models import Entry
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.ledger.services import verify
from avow.notices.models import Message
from tests.commitments.conftest import LATER, accept
from tests.commitments.test_protection import protect
from tests.worlds import at

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same moment, each with a connection of its own; results or refusals."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(10)
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result(30) for each in [pool.submit(run, act) for act in acts]]


@pytest.fixture
def ready(in_review):
    """A commitment that every coalition has accepted."""
    for link in in_review.coalitions.all():
        accept(link.case)
    return in_review


def test_two_of_the_secretariat_publish_one_commitment_once(ready, sofia, tom):
    results = together(
        lambda: services.publish(ready, sofia, LATER), lambda: services.publish(ready, tom, LATER)
    )
    assert sum(isinstance(one, Refused) for one in results) == 1
    assert Entry.objects.get().ref == ready.ref
    assert LedgerEntry.objects.filter(verb="commitment.publish").count() == 1
    sent = Message.objects.filter(verb="commitment.published")
    assert sent.count() == sent.values("to_user").distinct().count() > 0
    assert verify().fault is None


def test_publishing_and_asking_for_protection_at_once_never_names_it(ready, sofia, ana, red, forum):
    together(lambda: services.publish(ready, sofia, LATER), lambda: protect(red, ana, forum))
    entry = Entry.objects.get()
    assert (entry.organisation_name, entry.organisation_slug) == ("A women’s network", "")


def test_a_double_click_on_submit_hands_a_commitment_in_once(write, maker, ana):
    commitment = write()
    together(*[lambda: services.submit(commitment, ana, LATER)] * 2)
    assert LedgerEntry.objects.filter(verb="commitment.submit").count() == 1
    assert commitment.revisions.count() == 1


def test_every_machine_ticks_and_each_thing_happens_once(ready, sofia, ana):
    """Four machines invite, then complete, at the same moment: once, told once, in the ledger once."""
    services.publish(ready, sofia, LATER)
    near, over = at("2023-06-20 09:00"), at("2023-07-01 09:00")
    together(*[lambda: due.invite_to_renew(near)] * 4)
    assert RenewalInvitation.objects.count() == 1
    assert Message.objects.filter(verb="commitment.renewal", to_user=ana).count() == 1
    together(*[lambda: due.complete_those_over(over)] * 4)
    for verb in ("commitment.renewal_invited", "commitment.complete"):
        assert LedgerEntry.objects.filter(verb=verb).count() == 1
    assert Message.objects.filter(verb="commitment.completed", to_user=ana).count() == 1
    assert verify().fault is None


def test_a_double_click_on_the_next_term_makes_one_draft(ready, sofia, ana):
    services.publish(ready, sofia, LATER)
    near = at("2023-06-20 09:00")
    first, second = together(*[lambda: services.renew(ready, ana, near)] * 2)
    assert first == second
    assert ready.renewed_by == first


def test_extending_while_the_calendar_completes_leaves_one_clean_state(ready, sofia, ana):
    services.publish(ready, sofia, LATER)
    day, over = date(2024, 6, 30), at("2023-07-01 00:10")
    together(
        lambda: services.extend(ready, day, "More.", ana, at("2023-06-30 23:59")),
        lambda: due.complete_those_over(over),
    )
    due.complete_those_over(over)
    ready.refresh_from_db()
    assert (ready.state, ready.current_id) == ("completed", ready.public_id)


def test_two_tabs_of_a_co_maker_that_say_both_leave_one_answer(joint, lagos, chidi):
    together(
        lambda: services.sign(joint, lagos, chidi, LATER),
        lambda: services.refuse_to_sign(joint, lagos, "Too much", chidi, LATER),
    )
    row = joint.current.co_makers.get()
    assert (row.state, row.reason) in {("confirmed", ""), ("refused", "Too much")}
    assert verify().fault is None


def test_signing_while_the_lead_changes_the_share_never_signs_the_new_one(joint, lagos, chidi, ana):
    together(
        lambda: services.sign(joint, lagos, chidi, LATER),
        lambda: services.reshare(joint, Decimal(80), {lagos.pk: Decimal(20)}, ana, LATER),
    )
    row = joint.current.co_makers.get()
    asked_after = LedgerEntry.objects.filter(verb="commitment.reshare").get().seq
    signed = LedgerEntry.objects.filter(verb="commitment.co_maker_signed").get().seq
    assert row.share == Decimal(20)
    assert (row.state == "confirmed") == (signed > asked_after)
