"""Recording, and finding out that somebody meddled with the database itself."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from avow.ledger import services
from avow.ledger.models import Entry, Head
from avow.ledger.rules import GENESIS, Fault, PersonalData
from avow.ledger.services import record, verify, verify_file
from tests.ledger.conftest import without_guard
from tests.worlds import at

NOW = at("2021-04-05 10:00")


def test_an_entry_follows_the_one_before_it(forum):
    first = record("forum.load", forum=None, subject="forum:generation-equality", at=NOW)
    second = record(
        "application.submit", forum=forum, subject="application:1", at=NOW, role="representative"
    )
    assert (first.seq, first.previous_hash) == (1, GENESIS)
    assert (second.seq, second.previous_hash) == (2, first.hash)
    assert (second.forum_slug, second.role) == ("generation-equality", "representative")
    assert verify().fault is None


def test_an_empty_ledger_is_whole(db):
    assert (verify().count, verify().fault) == (0, None)


def test_nothing_is_recorded_when_the_change_it_tells_of_is_undone(forum):
    with transaction.atomic():
        record("application.submit", forum=forum, subject="application:1", at=NOW)
        transaction.set_rollback(True)
    assert verify().count == 0


def test_an_address_never_gets_in(forum):
    with pytest.raises(PersonalData):
        record(
            "interest.receive",
            forum=forum,
            subject="interest:1",
            at=NOW,
            data={"by": "ana@example.org"},
        )
    assert not Entry.objects.exists()


def test_an_entry_reads_the_same_from_the_database(chain):
    entry = Entry.objects.get(seq=3)
    assert entry.as_line() == chain[2].as_line()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_an_entry(chain, change):
    entry = Entry.objects.filter(seq=2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.update(role="system") if change == "update" else entry._raw_delete("default")
    assert verify().count == 5


def test_two_entries_cannot_follow_the_same_one(chain, forum):
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(
            seq=6, forum=forum, at=NOW, verb="x", subject="y", role="z", hash="f" * 64,
            previous_hash=chain[3].hash,
        )  # fmt: skip


def test_changed_data_is_found(chain):
    with without_guard():
        Entry.objects.filter(seq=3).update(data={"number": 99})
    assert verify().fault == Fault(3, "changed")


def test_a_removed_entry_is_found(chain):
    with without_guard():
        Entry.objects.filter(seq=3)._raw_delete("default")
    assert verify().fault == Fault(3, "sequence")


def test_swapped_entries_are_found(chain):
    with without_guard():
        Entry.objects.filter(seq=2).update(seq=100)
        Entry.objects.filter(seq=3).update(seq=2)
        Entry.objects.filter(seq=100).update(seq=3)
    assert verify().fault == Fault(2, "broken_link")


def test_an_inserted_entry_is_found(chain, forum):
    with without_guard():
        for seq in (5, 4):
            Entry.objects.filter(seq=seq).update(seq=F("seq") + 1)
        Entry.objects.create(
            seq=4, forum=forum, forum_slug=forum.slug, at=NOW, verb="x", subject="y", role="z",
            hash="f" * 64, previous_hash="e" * 64,
        )  # fmt: skip
    assert verify().fault == Fault(4, "broken_link")


def test_a_cut_off_end_is_found(chain):
    with without_guard():
        Entry.objects.filter(seq=5)._raw_delete("default")
    assert verify().fault == Fault(5, "cut_off")


def test_a_cut_off_end_with_a_mended_head_is_found_by_the_hash_somebody_noted(chain):
    with without_guard():
        Entry.objects.filter(seq=5)._raw_delete("default")
        Head.objects.update(seq=4, hash=chain[3].hash)
    assert verify().fault is None
    assert verify(head=chain[4].hash).fault == Fault(5, "head_missing")


def test_an_entry_after_the_end_is_found(chain, forum):
    Entry.objects.create(
        seq=6, forum=forum, forum_slug=forum.slug, at=NOW, verb="x", subject="y", role="z",
        hash="f" * 64, previous_hash=chain[4].hash,
    )  # fmt: skip
    assert verify().fault == Fault(6, "beyond_head")


def lines_of_download():
    return list(services.chain_lines())


def test_a_downloaded_chain_is_checked_without_a_database(chain):
    lines = lines_of_download()
    assert len(lines) == 6
    assert verify_file(lines) == verify()


def forged(lines, number, **values):
    entry = {**json.loads(lines[number - 1]), **values}
    return [*lines[: number - 1], json.dumps(entry).encode(), *lines[number:]]


@pytest.mark.parametrize(
    "tamper, fault",
    [
        (lambda lines: forged(lines, 2, role="system"), Fault(2, "changed")),
        (lambda lines: lines[:1] + lines[2:], Fault(2, "sequence")),
        (lambda lines: [lines[1], lines[0], *lines[2:]], Fault(1, "sequence")),
        (lambda lines: [*lines[:2], lines[0], *lines[2:]], Fault(3, "sequence")),
        (lambda lines: lines[:4], Fault(5, "cut_off")),
        (lambda lines: lines[:4] + lines[5:], Fault(5, "cut_off")),
        (lambda lines: [*lines, lines[-1]], Fault(6, "unreadable")),
        (lambda lines: [*lines[:2], b"\xff\n", *lines[2:]], Fault(3, "unreadable")),
    ],
)
def test_a_meddled_download_is_found(chain, tamper, fault):
    assert verify_file(tamper(lines_of_download())).fault == fault


def test_the_chain_is_read_in_steps(chain, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert [one.seq for one in Entry.objects.walk(up_to=5, step=2)] == [1, 2, 3, 4, 5]


def record_ten(forum, name):
    try:
        for number in range(10):
            with transaction.atomic():
                record("test.race", forum=forum, subject=f"{name}:{number}", at=NOW)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_make_one_chain(world):
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(record_ten, world.forum, name) for name in "abcd"]:
            done.result()
    assert (verify().count, verify().fault) == (40, None)
    assert Head.objects.get().seq == 40
