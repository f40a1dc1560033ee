"""Kept figures: gone with the next version, never a minute old, counted once for many readers."""

from threading import Event, Thread

import pytest
from django.core.cache.backends.locmem import LocMemCache

from avow.accountability.reporting import reporting_of
from avow.directory import keeping
from avow.directory.services import publish
from avow.directory.statistics import figures_of
from avow.directory.totals import Scope
from avow.progress import services
from tests.directory.making import public_entry
from tests.progress.conftest import ON_TIME
from tests.worlds import at

# Fixtures of reports.
from tests.progress.conftest import (  # noqa: F401  isort: skip
    complete, cycle, draft, maker, promise, report, write,
)  # fmt: skip

PAGE = "/en/generation-equality/progress/"


@pytest.fixture
def process(monkeypatch):
    """Return what makes a web process of its own: with a cache that no other one sees."""

    def of(name):
        monkeypatch.setattr(keeping, "cache", LocMemCache(f"process-{name}", {}))

    return of


def came(forum, now):
    found = reporting_of(forum, Scope(forum.pk), at(now)).responses
    return sum(one.reported for one in found.values())


@pytest.mark.django_db
def test_a_report_handed_in_is_counted_with_the_next_minute_at_most(forum, complete, ana):  # noqa: F811
    assert came(forum, "2023-10-02 10:00:50") == 0
    services.hand_in(complete, ana, ON_TIME)
    assert came(forum, "2023-10-02 10:00:59") == 0
    assert came(forum, "2023-10-02 10:01:00") == 1


@pytest.mark.django_db
def test_the_page_that_a_reader_holds_is_never_older_than_a_minute(
    forum,
    complete,  # noqa: F811
    ana,
    client,
    monkeypatch,
):
    def read(now, etag=""):
        monkeypatch.setattr("django.utils.timezone.now", lambda: at(now))
        found = client.get(PAGE, headers={"if-none-match": etag} if etag else {})
        shown = None if found.status_code == 304 else found.context["reporting"].responses[2022]
        return found["ETag"], shown

    held, before = read("2022-07-20 10:00:50")
    services.hand_in(complete, ana, ON_TIME)
    # Kept figures that outlived the minute would be handed out under the next minute's name.
    held, after = read("2022-07-20 10:01:05", held)
    assert (before.reported, after.reported) == (0, 1)
    assert read("2022-07-20 10:01:59", held)[1] is None


@pytest.mark.django_db
def test_what_is_published_is_counted_at_once_in_every_process(forum, process):
    scope = Scope(forum.pk)
    for name in ("a", "b"):
        process(name)
        assert figures_of(forum, scope).commitments == 0
    publish(public_entry(forum))  # by b
    for name in ("b", "a"):
        process(name)
        assert figures_of(forum, scope).commitments == 1


@pytest.mark.django_db
def test_a_new_pack_is_counted_at_once(forum):
    publish(public_entry(forum))  # of Mexico
    assert figures_of(forum, Scope(forum.pk)).makers_sides["south"] == 1
    forum.pack["south"] = []
    forum.pack_digest = "0" * 64
    forum.save()
    again = type(forum).objects.get(pk=forum.pk)
    assert figures_of(again, Scope(forum.pk)).makers_sides["south"] == 0


def test_many_readers_at_the_same_time_let_it_be_counted_once():
    counting, may_end, counted = Event(), Event(), []

    def count():
        counting.set()
        assert may_end.wait(30)
        counted.append(1)
        return "figures"

    found = []
    readers = [
        Thread(target=lambda: found.append(keeping.once("test:many", 60, count))) for _n in range(8)
    ]
    readers[0].start()
    assert counting.wait(30)
    for reader in readers[1:]:
        reader.start()
    may_end.set()
    for reader in readers:
        reader.join(30)
    assert (found, counted) == (["figures"] * 8, [1])


def test_a_count_that_fails_is_tried_again_by_the_next_reader():
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        keeping.once("test:failing", 60, fail)
    assert keeping.once("test:failing", 60, lambda: "figures") == "figures"
