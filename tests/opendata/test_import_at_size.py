"""An import of many rows: shown as `avow reindex` shows it, few queries, cut off or doubled at will."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.commitments import publication
from avow.commitments.models import Commitment, CommitmentCoalition, FinanceLine, Place, Revision
from avow.directory.models import Entry, EntryTag, EntryText
from avow.directory.services import rebuild
from avow.ledger.models import Entry as LedgerEntry
from avow.ledger.services import verify
from avow.opendata.imports import running
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import run
from avow.people.models import Alias, Organisation
from avow.review.models import Maker
from tests.opendata.making import ROW, write_csv

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def load(path, forum, **options):
    return run(kind_of("commitments"), path, forum, now=NOW, **options)


def many(count, **cells):
    """Rows of six organisations, with all that a file may tell."""
    return [
        {"organisation": f"House {number % 6}", "title": f"Promise {number}", **cells}
        for number in range(count)
    ]


def shown(forum):
    """All that the public reads of a forum, without the keys that rows happen to have."""
    entries = {
        row.pop("id"): row for row in Entry.objects.filter(forum=forum).order_by("ref").values()
    }
    refs = {key: row["ref"] for key, row in entries.items()}
    texts = {refs[row.entry_id]: (row.details, row.state_reason) for row in EntryText.objects.all()}
    tags = sorted((refs[tag.entry_id], tag.facet, tag.value) for tag in EntryTag.objects.all())
    table = "entry_id, words::text" if connection.vendor == "postgresql" else "rowid, title, body"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {table} FROM directory_search")
        words = sorted((refs[row[0]], row[1:]) for row in cursor.fetchall() if row[0] in refs)
    return list(entries.values()), texts, tags, words


@pytest.fixture
def hidden(world):
    """An organisation at risk, known under two names."""
    house = Organisation.objects.create(
        slug="protected-0123456789",
        name="House of Whispers",
        folded_name="house of whispers",
        kind="civil_society",
        country="KE",
        is_protected=True,
        protected_name="A women's network",
        created_at=NOW,
    )
    Alias.objects.create(organisation=house, name="HoWh", folded_name="howh")
    return house


RICH = {
    "description": "Dès 2021, l'œuvre – ﬁnie.",
    "change": "妇女 培训",
    "places": "UG;KE;TZ",
    "links": "https://example.org/b;https://example.org/a",
    "sdg_targets": "5.2;5.1",
    "iati_identifier": "KE-1",
    "action": "GBV-3;GBV-1",
    "published_at": "2021-12-31T23:30:00-04:00",
    "also_registered_in": "Another list",
}
VARIED = [
    RICH,
    {"amount": "10;20.5", "currency": "KES;EUR", "amount_usd": ""},
    {"amount": "7", "currency": "JPY", "amount_usd": "1.005"},
    {"amount": "", "currency": "", "amount_usd": "", "status": "completed", "published_at": ""},
    {"status": "ended", "submitted_at": "", "language": "ar", "summary": "نلتزم بدعم النساء"},
    {
        "coalition": "economic_justice;gender_based_violence",
        "action": "GBV-2",
        "title": "x" * 300,
    },
    {
        **RICH,
        "organisation": "House of Whispers",
        "summary": "House  of Whispers and HoWh promise.",
        "amount": "5",
        "amount_usd": "",
    },
]


def test_an_import_shows_what_reindex_makes_of_it_to_the_last_sign(forum, hidden, tmp_path):
    load(write_csv(tmp_path, *VARIED), forum)
    before = shown(forum)
    rebuild(forum)
    assert shown(forum) == before
    assert len(before[0]) == len(VARIED)
    assert "Whispers" not in str(before)
    assert "whisper" not in str(before)
    entry = LedgerEntry.objects.get(verb="commitments.imported")
    digests = [publication.digest(one) for one in publication.entries_of(forum)]
    assert entry.data["digest"] == sha256("\n".join(digests).encode()).hexdigest()


def test_what_the_import_holds_in_memory_is_what_the_database_gives_back(
    forum, hidden, tmp_path, monkeypatch
):
    seen = []
    entry_of = publication.entry_of
    monkeypatch.setattr(
        publication, "entry_of", lambda row, *rest: seen.append(row) or entry_of(row, *rest)
    )
    load(write_csv(tmp_path, *VARIED), forum)
    for row in seen:
        kept = publication.with_everything(Commitment.objects.filter(pk=row.pk)).get()
        for ours, theirs in ((row, kept), (row.public, kept.public)):
            for field in ours._meta.concrete_fields:
                assert getattr(ours, field.attname) == getattr(theirs, field.attname), field
    assert len(seen) == len(VARIED)


def test_a_batch_costs_the_same_number_of_queries_whatever_its_size(forum, tmp_path, monkeypatch):
    counts = []
    for number, size in enumerate((8, 40)):
        rows = many(size, **RICH)
        path = write_csv(tmp_path, *({**row, "id": f"{number}-{row['title']}"} for row in rows))
        with CaptureQueriesContext(connection) as queries:
            assert load(path, forum).new == size
        counts.append(len(queries))
    assert counts[0] >= counts[1]  # the second finds its organisations


def test_rows_of_an_earlier_run_are_skipped_with_two_queries_for_a_batch(forum, tmp_path):
    path = write_csv(tmp_path, *many(30))
    load(path, forum)
    with CaptureQueriesContext(connection) as once:
        report = load(path, forum)
    assert (report.rows, report.good, report.new, report.known) == (30, 30, 0, 30)
    path = write_csv(tmp_path, *many(300))
    load(path, forum)
    with CaptureQueriesContext(connection) as queries:
        load(path, forum)
    assert len(queries) == len(once)
    assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE"))]


def test_an_id_twice_is_told_also_of_what_is_here(forum, tmp_path):
    path = write_csv(tmp_path, {"id": "7"}, {"id": "7"})
    load(path, forum)
    report = load(path, forum)
    assert (report.known, [one.line for one in report.problems]) == (1, [3])


def test_organisations_that_somebody_added_meanwhile_are_found(forum, tmp_path, monkeypatch):
    path = write_csv(tmp_path, *many(4))
    checker = kind_of("commitments").checker(forum)
    monkeypatch.setattr(running, "BATCH", 2)
    load(path, forum)
    count = Organisation.objects.count()
    houses = checker.houses  # read before that run
    found = houses.make([running_house("House 0"), running_house("House 9")], NOW)
    assert Organisation.objects.count() == count + 1
    assert found["house 0", "KE"] == Organisation.objects.get(name="House 0").pk


def running_house(name):
    from avow.opendata.imports.houses import House

    return House(name=name, kind="civil_society", country="KE")


def totals(forum):
    """What a whole import leaves, without keys, references and times."""
    rows = Commitment.objects.filter(forum=forum)
    return {
        "ids": sorted(rows.values_list("source_id", flat=True)),
        "revisions": Revision.objects.count(),
        "money": sorted(FinanceLine.objects.values_list("amount", "currency", "amount_usd")),
        "coalitions": CommitmentCoalition.objects.count(),
        "places": Place.objects.count(),
        "makers": Maker.objects.count(),
        "houses": sorted(Organisation.objects.values_list("name", "slug")),
        "shown": sorted(Entry.objects.values_list("source_id", "title", "amount_usd")),
        "tags": EntryTag.objects.count(),
        "ledger": sum(
            entry.data["count"] for entry in LedgerEntry.objects.filter(verb="commitments.imported")
        ),
    }


CHILD = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from avow.forums.models import Forum
from avow.opendata.imports import running
from avow.opendata.imports.registry import kind_of
running.BATCH = 10
def advance(done):
    if done >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
running.run(kind_of("commitments"), Path(sys.argv[1]), Forum.objects.get(slug=sys.argv[3]),
            now=datetime(2026, 7, 1, tzinfo=UTC), advance=advance)
"""


def child(path, forum, killed_at):
    """Import in a process of its own, which is killed inside the transaction of that row's batch."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        place = f"{database['HOST']}:{database['PORT'] or 5432}"
        user = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
        url = f"postgresql://{user}@{place}/{database['NAME']}"
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(killed_at), forum.slug],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "avow.settings.test"},
        check=False,
    ).returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("killed_at", [10, 30])
def test_killed_half_way_and_begun_again_it_ends_as_if_nothing_had_been(
    forum, tmp_path, monkeypatch, killed_at
):
    path = write_csv(tmp_path, *many(45, **RICH))
    assert child(path, forum, killed_at) == -signal.SIGKILL
    assert Commitment.objects.count() == killed_at - 10  # the batch it died in left nothing
    monkeypatch.setattr(running, "BATCH", 10)
    report = load(path, forum)
    assert (report.new, report.known) == (55 - killed_at, killed_at - 10)
    left = totals(forum)
    assert (len(left["ids"]), left["ledger"], len(left["houses"])) == (
        45,
        45,
        len({*left["houses"]}),
    )
    assert left["ids"] == sorted(str(number) for number in range(1, 46))
    assert [name for name, _slug in left["houses"] if name.startswith("House ")] == [
        f"House {number}" for number in range(6)
    ]
    assert (len(left["money"]), left["revisions"], left["coalitions"]) == (45, 45, 45)
    assert (left["places"], len(left["shown"])) == (135, 45)
    assert verify().fault is None
    before = shown(forum)
    rebuild(forum)
    assert shown(forum) == before


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_take_each_row_once(forum, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 5)
    path = write_csv(tmp_path, *many(40))
    start = Barrier(2)

    def act():
        start.wait(10)
        try:
            return load(path, forum)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        reports = [each.result(120) for each in [pool.submit(act) for _ in range(2)]]
    assert [one.rows for one in reports] == [40, 40]
    assert sum(one.new for one in reports) == 40
    left = totals(forum)
    assert (len(left["ids"]), left["ledger"], len(left["shown"])) == (40, 40, 40)
    names = [name for name, _slug in left["houses"]]
    assert len(names) == len(set(names))
    assert verify().fault is None


def test_all_or_nothing_takes_all_in_one_transaction(forum, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 5)
    path = write_csv(tmp_path, *many(12))

    def advance(done):
        if done > 10:
            raise RuntimeError("the machine stops")

    with pytest.raises(RuntimeError):
        load(path, forum, all_or_nothing=True, advance=advance)
    assert not Commitment.objects.exists()
    assert load(path, forum, all_or_nothing=True).new == 12


def test_the_rows_of_the_test_have_every_needed_column():
    needed = {name for name, is_needed, _help in kind_of("commitments").columns if is_needed}
    assert needed <= set(ROW)
