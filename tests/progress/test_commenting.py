"""What a third party says of a report: a fact of its own, dated and with its source."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.ledger.services import verify as verify_chain
from avow.progress import services
from avow.progress.models import Comment
from tests.factories import represent
from tests.progress.conftest import LATE, ON_TIME, OVER, walk

LATER = ON_TIME + timedelta(days=1)
SAID = {
    "text": "The shelter in Oaxaca is closed.",
    "source": "Observatorio Sur",
    "dated": ON_TIME.date(),
    "language": "en",
    "url": "https://example.org/sur",
}


def refused(call, *arguments, **more):
    with pytest.raises(Refused) as refusal:
        call(*arguments, **more)
    return refusal.value.reasons


def test_a_comment_stands_beside_the_report_and_changes_nothing_in_it(shown, sofia):
    said = services.comment(shown, **SAID, by=sofia, now=LATER)
    assert (said.source, said.dated, said.by, said.at) == (
        "Observatorio Sur", ON_TIME.date(), sofia, LATER,
    )  # fmt: skip
    assert (shown.status, shown.versions.count()) == ("on_track", 1)
    entry = Entry.objects.get(verb="report.comment")
    assert "Oaxaca" not in str(entry.data)
    assert verify_chain().fault is None


def test_the_same_form_sent_twice_is_one_comment(shown, sofia):
    first = services.comment(shown, **SAID, by=sofia, now=LATER)
    again = services.comment(shown, **SAID, by=sofia, now=LATER + timedelta(seconds=1))
    assert (again.pk, Comment.objects.count()) == (first.pk, 1)


def test_a_comment_says_what_who_and_when(shown, sofia):
    wrong = {**SAID, "text": " ", "source": "", "dated": None, "url": "ftp://example.org"}
    assert refused(services.comment, shown, **wrong, by=sofia, now=LATER) == (
        "comment_missing",
        "comment_without_source",
        "comment_without_day",
        "proof_address_wrong",
    )
    ahead = {**SAID, "dated": LATER.date() + timedelta(days=1)}
    assert refused(services.comment, shown, **ahead, by=sofia, now=LATER) == ("comment_day_ahead",)
    huge = {**SAID, "text": "a" * 10_001, "source": "s" * 201}
    assert refused(services.comment, shown, **huge, by=sofia, now=LATER) == (
        "comment_too_long",
        "comment_source_too_long",
    )
    longest = {**SAID, "text": "é" * 10_000}
    assert services.comment(shown, **longest, by=sofia, now=LATER).pk


def test_nobody_comments_on_what_was_not_handed_in(draft, sofia):
    assert refused(services.comment, draft, **SAID, by=sofia, now=LATER) == ("moved_on",)


def test_neither_makers_nor_whoever_acts_for_them_write_comments_down(shown, red, ana, sofia):
    assert refused(services.comment, shown, **SAID, by=ana, now=LATER) == ("not_yours",)
    represent(sofia, red, "reader")
    assert refused(services.comment, shown, **SAID, by=sofia, now=LATER) == ("not_yours",)


def test_a_comment_can_come_after_the_freeze(shown, sofia):
    walk(LATE, OVER)
    assert services.comment(shown, **SAID, by=sofia, now=OVER).pk


def test_a_comment_is_withdrawn_with_a_reason_and_its_words_stay(shown, sofia):
    said = services.comment(shown, **SAID, by=sofia, now=LATER)
    assert refused(services.withdraw, said, " ", sofia, LATER) == ("reason_missing",)
    gone = services.withdraw(said, "It is about another report.", sofia, LATER)
    assert (gone.withdrawn_by, gone.text) == (sofia, SAID["text"])
    assert not Comment.objects.filter(withdrawn_at=None).exists()
    assert refused(services.withdraw, said, "Again", sofia, LATER) == ("moved_on",)
    assert services.comment(shown, **SAID, by=sofia, now=LATER).pk != said.pk


def test_the_database_keeps_a_comments_words(shown, sofia):
    said = services.comment(shown, **SAID, by=sofia, now=LATER)
    for change in (
        lambda: Comment.objects.filter(pk=said.pk).update(text="Another"),
        lambda: Comment.objects.filter(pk=said.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_was_read_is_what_is_decided_on(handed_in, ana, sofia):
    services.ask(handed_in, "Where?", sofia, LATER, seen=1)
    services.hand_in(handed_in, ana, LATER, answer="There.")
    for call in (services.publish, lambda *a, **k: services.ask(a[0], "And?", *a[1:], **k)):
        assert refused(call, handed_in, sofia, LATER, seen=1) == ("report_version_newer",)
    assert services.publish(handed_in, sofia, LATER, seen=2).public.number == 2
