"""The nightly dump: once a night, whole or not at all, and never what may not be shown any more."""

import csv
import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage

from avow.directory.services import organisation_changed, publish, withdraw
from avow.jobs import services as jobs
from avow.jobs.models import Job
from avow.jobs.states import JobState
from avow.opendata import dumps
from avow.opendata.exports import FORMATS
from avow.opendata.exports.columns import COLUMNS
from tests.directory.making import public_entry, publish_some
from tests.worlds import at

DUMP = "/en/generation-equality/data/dump/"
NIGHT = at("2026-11-28 04:00")
NAMES = [
    *(f"commitments.{code}" for code in FORMATS),
    "dictionary.csv",
    "datapackage.json",
    "SHA256SUMS",
]


@pytest.fixture(autouse=True)
def one_forum(forum):
    """The first forum has a commitment; what an earlier test left in storage is gone."""
    dumps._sweep(forum, set())
    publish(public_entry(forum, ref="GE-000001"))


def ask(now=NIGHT):
    return dumps.ask_for_due(now)


def work(now=NIGHT):
    for job in Job.objects.unfinished().filter(kind=dumps.KIND):
        jobs.run(job.pk, now, lambda: now)


def made(now=NIGHT):
    ask(now)
    work(now)


def folders(forum):
    return sorted(dumps._folders(forum))


def test_a_night_makes_every_format_with_its_dictionary_and_sums(client, forum):
    made()
    found = {name: client.get(DUMP + name) for name in NAMES}
    assert {name: response.status_code for name, response in found.items()} == dict.fromkeys(
        NAMES, 200
    )
    content = {name: response.getvalue() for name, response in found.items()}
    sums = dict(line.split("  ")[::-1] for line in content["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(content[name]).hexdigest() for name in NAMES[:-1]}
    live = client.get("/en/generation-equality/commitments.csv").getvalue()
    assert content["commitments.csv"] == live
    words = list(csv.DictReader(StringIO(content["dictionary.csv"].decode())))
    assert [one["name"] for one in words] == [column.name for column in COLUMNS]
    described = json.loads(content["datapackage.json"])["resources"][0]
    assert (described["path"], described["hash"]) == (
        "commitments.csv",
        f"sha256:{sums['commitments.csv']}",
    )
    assert described["bytes"] == len(content["commitments.csv"])


def test_it_is_asked_for_once_a_night_and_never_by_day_before(forum):
    assert ask(at("2026-11-28 01:00")) == 0
    first = ask()
    assert first >= 1
    assert ask(NIGHT + timedelta(hours=1)) == 0
    work()
    assert ask(NIGHT + timedelta(hours=2)) == 0
    publish_some(forum, 1)
    assert ask(NIGHT + timedelta(hours=3)) == 0
    assert ask(NIGHT + timedelta(days=1)) == 1


def test_a_night_after_a_day_without_change_makes_none(forum):
    made()
    assert ask(NIGHT + timedelta(days=1)) == 0


def test_a_dump_that_broke_off_goes_on_with_the_file_it_was_at(forum, monkeypatch):
    ask()
    job = Job.objects.get(kind=dumps.KIND, forum=forum)
    write, written = dumps._make, []

    def breaks(*given):
        written.append(given[3])
        if given[3] == "json" and written.count("json") == 1:
            raise jobs.LeaseLost
        return write(*given)

    monkeypatch.setattr(dumps, "_make", breaks)
    jobs.run(job.pk, NIGHT)
    assert dumps.current(forum) is None
    later = NIGHT + jobs.LEASE
    jobs.run(job.pk, later)
    assert written == ["csv", "xlsx", "json", "json", "jsonl", "parquet", "xml"]
    assert set(dumps.current(forum).files) == set(NAMES)


def test_a_half_written_file_of_a_killed_run_is_written_anew(client, forum):
    ask()
    job = Job.objects.get(kind=dumps.KIND, forum=forum)
    dumps._save(f"dumps/{forum.slug}/{job.pk}", "commitments.csv", "id,tit")
    work()
    assert client.get(DUMP + "commitments.csv").getvalue().startswith(b"id,title,")


def test_the_old_files_serve_until_the_new_ones_are_all_there(client, forum):
    made()
    old = client.get(DUMP + "commitments.jsonl").getvalue()
    publish(public_entry(forum, ref="GE-000002"))
    tomorrow = NIGHT + timedelta(days=1)
    ask(tomorrow)
    assert client.get(DUMP + "commitments.jsonl").getvalue() == old
    work(tomorrow)
    assert client.get(DUMP + "commitments.jsonl").getvalue().count(b"\n") == 2
    assert len(folders(forum)) == 2
    ask(tomorrow + timedelta(minutes=1))
    assert len(folders(forum)) == 1


def test_files_are_kept_by_their_sum(client, forum):
    made()
    first = client.get(DUMP + "commitments.csv")
    first.getvalue()
    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
    assert first["Last-Modified"] == "Sat, 28 Nov 2026 09:00:00 GMT"
    for header, value in (
        ("If-None-Match", first["ETag"]),
        ("If-Modified-Since", first["Last-Modified"]),
    ):
        assert client.get(DUMP + "commitments.csv", headers={header: value}).status_code == 304
    head = client.head(DUMP + "commitments.csv")
    assert (head.content, head["Content-Length"]) == (b"", first["Content-Length"])


@pytest.mark.parametrize("name", ["nothing.csv", "commitments.csv.note", "..%2F..%2Fsettings"])
def test_nothing_else_is_handed_out(client, forum, name):
    made()
    assert client.get(DUMP + name).status_code == 404


def test_without_a_dump_there_is_none_and_the_page_says_so(client, forum):
    assert client.get(DUMP + "commitments.csv").status_code == 404
    assert "There are none yet" in client.get("/en/generation-equality/data/").content.decode()


def test_the_page_shows_each_file_with_its_sum(client, forum):
    made()
    page = client.get("/en/generation-equality/data/").content.decode()
    found = dumps.current(forum)
    assert all(fact["sha256"] in page and DUMP + name in page for name, fact in found.files.items())


def test_what_is_withdrawn_is_gone_at_once_and_a_new_dump_is_made(client, forum):
    publish(public_entry(forum, ref="GE-000002"))
    made()
    withdraw(forum, "GE-000002")
    assert client.get(DUMP + "commitments.csv").status_code == 404
    minute = NIGHT + timedelta(minutes=1)
    assert ask(minute) == 1
    assert not [
        name
        for folder in folders(forum)
        for name in default_storage.listdir(f"dumps/{forum.slug}/{folder}")[1]
    ]
    assert ask(minute) == 0
    work(minute)
    assert b"GE-000002" not in client.get(DUMP + "commitments.csv").getvalue()


def test_a_maker_who_becomes_protected_is_gone_at_once(client, forum, red):
    made()
    red.is_protected, red.protected_name = True, "A women’s network"
    red.save()
    organisation_changed(red, NIGHT)
    assert client.get(DUMP + "commitments.json").status_code == 404


def test_what_was_erased_altogether_is_gone_at_once(client, forum):
    from avow.directory.models import Entry
    from avow.directory.services import touch

    made()
    Entry.objects.all().delete()
    touch(forum.pk)
    assert dumps.current(forum) is None


def test_a_new_commitment_leaves_last_nights_files_alone(client, forum):
    made()
    publish(public_entry(forum, ref="GE-000002"))
    assert client.get(DUMP + "commitments.csv").status_code == 200


def test_the_whole_is_handed_out_from_the_dump_while_nothing_has_changed(
    client, forum, monkeypatch
):
    made()
    monkeypatch.setattr("avow.opendata.data_views.batches_for", lambda _question: iter(()))
    url = "/en/generation-equality/commitments.jsonl"
    assert client.get(url).getvalue().count(b"\n") == 1
    assert client.get(url, {"country": "MX"}).getvalue() == b""
    publish(public_entry(forum, ref="GE-000002"))
    assert client.get(url).getvalue() == b""


def test_a_job_that_failed_is_not_tried_again_in_the_same_night(forum):
    ask()
    Job.objects.filter(kind=dumps.KIND).update(
        state=JobState.FAILED, finished_at=NIGHT, lease_until=None
    )
    assert ask(NIGHT + timedelta(hours=1)) == 0
    assert ask(NIGHT + timedelta(days=1)) >= 1


def test_files_that_are_lost_are_not_found_and_the_downloads_go_on(client, forum):
    made()
    folder = dumps.current(forum).folder
    for name in NAMES:
        default_storage.delete(f"{folder}/{name}")
    assert client.get(DUMP + "commitments.csv").status_code == 404
    live = client.get("/en/generation-equality/commitments.jsonl")
    assert live.getvalue().count(b"\n") == 1
