"""Memory and tables give one answer: the same numbers, entries and order, whatever changed."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict

from avow.directory import stocking
from avow.directory.asked_of_tables import AskedOfTables
from avow.directory.engine import kinds, shelf, stock
from avow.directory.engine.shelf import Answered, shelf_of
from avow.directory.finding import find
from avow.directory.models import Change, Dataset, Entry, Posting, Stock
from avow.directory.query import understand
from avow.directory.services import publish, publish_all, rebuild, withdraw
from avow.directory.states import Sort
from avow.directory.totals import Scope, _grand, of_found
from avow.directory.vocabulary import Vocabulary
from avow.jobs import services as jobs
from avow.jobs.models import Job
from avow.jobs.states import JobState
from tests.directory.making import public_entry

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 8, 1, 12, tzinfo=UTC)
WORDS = [
    "shelter",
    "shelters",
    "girls",
    "girl",
    "legal",
    "aid",
    "land",
    "rights",
    "violence",
    "women",
    "and",
    "education",
    "éducation",
    "法律援助",
    "妇女",
    "培训",
    "عنف",
    "العنف",
    "девочки",
    "девочек",
    "mujeres",
    "mujer",
]
QUESTIONS = [
    "", "q=shelter", "q=shelters girl", 'q="legal aid"', 'q="women and girls"', "q=法律援助", "q=法",
    "q=عنف", "q=девочка", "q=mujere", "q=sh", "q=s", "q=land+viol", "q=nothing", "q=education+shelter",
    "coalition=gender_based_violence", "coalition=economic_justice&coalition=gender_based_violence",
    "country=FR&type=policy", "q=girl&country=MX&country=FR&status=on_track", "year=2021&q=legal",
    "amount_from=100", "amount_to=5000&q=land", "published_from=2021-07-02&published_to=2021-07-05",
    "runs_from=2023-01-01&runs_to=2023-06-30", "language=zh&q=妇女", "status=delayed",
    "q=girl&amount_from=1&runs_to=2022-12-31&region=013",
]  # fmt: skip


def some(forum, number, chance, first=0):
    """Make entries of few words, so that questions meet many of them."""
    for place in range(first, first + number):
        words = [chance.choice(WORDS) for _ in range(chance.randint(2, 9))]
        country, region = chance.choice([("MX", "013"), ("FR", "155"), ("KE", "014")])
        day = datetime(2021, 7, chance.randint(1, 9), chance.randint(0, 23), tzinfo=UTC)
        yield public_entry(
            forum,
            ref=f"GE-{place:06}",
            title=" ".join(words[:2]),
            text=" ".join(words),
            country=country,
            region=region,
            status=chance.choice(["on_track", "delayed", "not_reported"]),
            language=chance.choice(["en", "fr", "zh"]),
            coalitions=tuple(
                chance.sample(["gender_based_violence", "economic_justice"], chance.randint(1, 2))
            ),
            types=tuple(chance.sample(["policy", "advocacy", "financial"], chance.randint(1, 2))),
            amount_usd=chance.choice([None, Decimal("100.00"), Decimal(chance.randint(1, 9000))]),
            details={"finance": [money(chance) for _ in range(chance.randint(0, 3))]},
            starts_on=date(2021, 7, 1) + timedelta(days=chance.randint(0, 900)),
            ends_on=date(2024, 6, 30) + timedelta(days=chance.randint(0, 300)),
            published_at=day,
            updated_at=day,
        )


def money(chance):
    """Make a line of money, some of it without a rate."""
    return {
        "amount": str(chance.randint(1, 10**9)),
        "currency": chance.choice(["EUR", "KES", "USD"]),
        "year": 2022,
        "is_new": chance.choice([True, False, None]),
        "amount_usd": chance.choice([None, f"{chance.randint(1, 10**9)}.25"]),
    }


def ask(forum, address):
    return understand(QueryDict(address), Vocabulary(forum))


def assert_one_answer(forum):
    for address in QUESTIONS:
        question = ask(forum, address)
        found, tables = find(question), AskedOfTables(question)
        assert isinstance(found, Answered), address
        assert found.count == tables.count, address
        counted = {facet: values for facet, values in found.counts().items() if values}
        assert counted == tables.counts(), address
        assert of_found(found) == totals_of(question), address
        for sort in Sort:
            everything = tables.keys(sort, 0, 1000)
            for start, stop in ((0, 3), (2, 9), (0, 1000), (900, 950)):
                assert found.keys(sort, start, stop) == everything[start:stop], (address, sort)


def totals_of(question):
    """Return what the tables say: as without a shelf."""
    found = _grand(Scope(question.forum_id, question))
    found.commitments = question.found().count()
    return found


@pytest.fixture
def chance():
    return random.Random(7)


@pytest.fixture
def small(monkeypatch):
    """Let few entries count as many, so that stocks are needed and pairs of words put by."""
    monkeypatch.setattr(shelf, "SMALL", 5)
    monkeypatch.setattr(stock, "SMALL", 5)
    monkeypatch.setattr("avow.directory.engine.base.frequent", lambda _size: 4)
    monkeypatch.setattr("avow.directory.engine.word_rows.frequent", lambda _size: 4)
    monkeypatch.setattr("avow.directory.engine.word_rows.TEXTS", 16)
    shelf._SHELVES.clear()


def test_a_small_forum_is_read_whole(forum, chance):
    publish_all(some(forum, 40, chance))
    assert_one_answer(forum)


def test_a_stock_gives_the_answers_of_the_tables(forum, chance, small):
    publish_all(some(forum, 60, chance))
    assert stock.put_by(forum.pk, NOW) == 60
    assert_one_answer(forum)
    with shelf_of(forum.pk) as found:
        assert found.base.size == 60
        assert not found.fresh.all


def test_what_changed_since_the_stock_is_answered_as_it_is_now(forum, chance, small):
    publish_all(some(forum, 50, chance))
    stock.put_by(forum.pk, NOW)
    find(ask(forum, ""))
    publish_all(some(forum, 10, chance, first=45))  # five new ones, five changed
    withdraw(forum, "GE-000003", reason="No longer possible.")
    withdraw(forum, "GE-000049", reason="No longer possible.")
    assert_one_answer(forum)
    publish_all(some(forum, 4, chance, first=47))
    assert_one_answer(forum)
    shelf._SHELVES.clear()  # as in another process, begun later
    assert_one_answer(forum)
    assert stock.put_by(forum.pk, NOW) == 54  # GE-000049 was shown again
    assert_one_answer(forum)


def test_a_process_hears_of_a_withdrawal_with_its_next_question(forum, chance, small):
    publish_all(some(forum, 20, chance))
    stock.put_by(forum.pk, NOW)
    assert find(ask(forum, "")).count == 20
    withdraw(forum, "GE-000001", reason="No longer possible.")
    assert find(ask(forum, "")).count == 19


def test_without_a_stock_many_entries_are_asked_of_the_tables(forum, chance, small):
    publish_all(some(forum, 9, chance))
    assert isinstance(find(ask(forum, "q=girl")), AskedOfTables)
    assert stock.is_due(forum.pk)
    stock.put_by(forum.pk, NOW)
    assert not stock.is_due(forum.pk)
    assert isinstance(find(ask(forum, "q=girl")), Answered)


def test_after_too_many_changes_the_tables_are_asked_until_there_is_a_new_stock(
    forum, chance, small, monkeypatch
):
    publish_all(some(forum, 9, chance))
    stock.put_by(forum.pk, NOW)
    monkeypatch.setattr(shelf, "MANY", 3)
    publish_all(some(forum, 9, chance))
    assert isinstance(find(ask(forum, "")), AskedOfTables)
    stock.put_by(forum.pk, NOW)
    assert isinstance(find(ask(forum, "")), Answered)


def test_a_restored_backup_is_read_anew(forum, chance):
    publish_all(some(forum, 9, chance))
    assert find(ask(forum, "")).count == 9
    # As many changes as before, and others than those that are known.
    Entry.objects.filter(forum=forum, ref="GE-000001").update(is_listed=False)
    Change.objects.filter(forum=forum).update(version="restored")
    Dataset.objects.filter(forum=forum).update(entries="restored", version="restored")
    assert find(ask(forum, "")).count == 8


def test_a_rebuilt_read_model_is_read_anew(forum, chance, small):
    publish_all(some(forum, 9, chance))
    stock.put_by(forum.pk, NOW)
    assert find(ask(forum, "")).count == 9
    rebuild(forum)
    assert find(ask(forum, "")).count == 0


def test_a_new_stock_leaves_nothing_of_the_old_one(forum, chance, small):
    publish_all(some(forum, 9, chance))
    stock.put_by(forum.pk, NOW)
    stock.put_by(forum.pk, NOW)
    assert set(Posting.objects.values_list("stock", flat=True)) == {
        Stock.objects.get(forum=forum).name
    }


def test_what_a_killed_run_left_is_thrown_away(forum, chance, small):
    publish_all(some(forum, 9, chance))
    stock.put_by(forum.pk, NOW)
    begun = "20210701000000-killed"
    Posting.objects.create(stock=begun, kind="word", term=b"x", number=1, docs=b"")
    assert (
        stock.throw_away_leftovers(datetime(2021, 7, 1, 12, tzinfo=UTC)) == 0
    )  # it may be at work
    assert stock.throw_away_leftovers(NOW) == 1
    assert not Posting.objects.filter(stock=begun).exists()


def test_a_stock_that_is_due_is_a_job_and_never_two(forum, chance, small):
    publish_all(some(forum, 9, chance))
    assert (stocking.look(NOW), stocking.look(NOW)) == (1, 1)
    job = Job.objects.get(kind=stocking.KIND)
    jobs.run(job.pk, NOW)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"entries": 9})
    assert stocking.look(NOW) == 0


@pytest.mark.parametrize("has_stock", [False, True])
@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("voilence", "GE-1"), ("vilence", "GE-1"), ("violennce", "GE-1"), ("educatiom", "GE-2"),
        ("shlters violence", "GE-1"), ("девочкк", "GE-3"), ("edxcatxxn", None), ("20211", None),
        ("ladn", "GE-2"), ("lxw", None),
    ],
)  # fmt: skip
def test_typing_mistakes_are_forgiven(forum, small, has_stock, typed, ref):
    for number, text in enumerate(("violence shelters", "education land law 2021", "девочки"), 1):
        publish(public_entry(forum, ref=f"GE-{number}", title=text, text=text))
    if has_stock:
        stock.put_by(forum.pk, NOW)
    found = find(ask(forum, f"q={typed}"))
    refs = [Entry.objects.get(pk=key).ref for key in found.keys(Sort.NEWEST, 0, 9)]
    assert refs == ([ref] if ref else [])
    assert bool(found.near) == bool(ref)


def test_a_word_that_is_right_is_not_made_another(forum):
    publish(public_entry(forum, ref="GE-1", title="violence", text="violence"))
    publish(public_entry(forum, ref="GE-2", title="violente", text="violente"))
    found = find(ask(forum, "q=violence"))
    assert (found.count, found.near) == (1, ())


def test_a_question_costs_one_query_when_nothing_changed(
    forum, chance, django_assert_max_num_queries
):
    publish_all(some(forum, 30, chance))
    find(ask(forum, ""))
    question = ask(forum, "q=girl&country=MX")
    with django_assert_max_num_queries(1):
        found = find(question)
        found.counts()
        found.keys(Sort.RELEVANCE, 0, 20)


def test_days_and_cents_are_whole_numbers():
    assert kinds.cents(Decimal("12.34")) == 1234
    assert kinds.cents(None) == kinds.NO_AMOUNT
    assert kinds.day(date(1970, 1, 2)) == 1
    assert kinds.instant(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1_000_000
