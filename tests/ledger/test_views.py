"""The public pages of the ledger."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from avow.ledger import services, words
from avow.ledger.models import Entry
from avow.ledger.services import record
from tests.ledger.conftest import without_guard
from tests.worlds import at


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.delete("ledger:verdict")


def url(name, forum):
    return reverse(f"ledger:{name}", args=[forum.slug])


def test_anybody_reads_what_happened_the_newest_first(client, forum, chain):
    page = client.get(url("home", forum))
    assert page.status_code == 200
    assert [line.entry.seq for line in page.context["lines"]] == [5, 4, 3, 2, 1]
    assert chain[0].hash[:12] in page.text


def test_a_verb_speaks_in_a_sentence(monkeypatch):
    monkeypatch.setitem(
        words._SENTENCES, "x.y", "The thing %(subject)s went to %(places)s by %(by)s."
    )
    assert (
        words.sentence("x.y", "a:1", {"places": ["b", "c"]}) == "The thing a:1 went to b, c by …."
    )


def test_a_verb_nobody_described_still_reads():
    assert words.sentence("thing.cast_vote", "case:3", {}) == "thing: cast vote – case:3"


@pytest.mark.parametrize(
    "query, seqs", [("subject=application:2", [2]), ("verb=forum.load", [6]), ("verb=none", [])]
)
def test_the_list_is_narrowed_down(client, forum, chain, query, seqs):
    record("forum.load", forum=forum, subject="forum:x", at=at("2021-04-06 10:00"))
    page = client.get(f"{url('home', forum)}?{query}")
    assert [line.entry.seq for line in page.context["lines"]] == seqs


def test_another_forum_s_entries_are_not_listed(client, forum):
    record("forum.load", forum=None, subject="forum:x", at=at("2021-04-06 10:00"))
    assert client.get(url("home", forum)).context["lines"] == []


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_costs_the_same_for_any_number(client, forum, rows, django_assert_max_num_queries):
    for number in range(rows):
        record("test.row", forum=forum, subject=f"row:{number}", at=at("2021-04-06 10:00"))
    client.get(url("home", forum))
    with django_assert_max_num_queries(8):
        client.get(url("home", forum))


def test_the_whole_chain_streams_and_checks(client, forum, chain):
    answer = client.get(url("chain", forum))
    assert answer.streaming
    assert services.verify_file(answer.streaming_content) == services.verify()


def test_the_check_says_the_chain_is_whole(client, forum, chain):
    page = client.get(url("verify", forum))
    assert "The chain is whole" in page.text
    assert chain[-1].hash in page.text


def test_the_check_names_the_first_bad_entry(client, forum, chain):
    with without_guard():
        Entry.objects.filter(seq=2).update(role="x")
    assert "The first bad entry is number 2" in client.get(url("verify", forum)).text


def test_a_check_is_kept_for_a_minute(
    client, forum, chain, django_assert_max_num_queries, monkeypatch
):
    client.get(url("verify", forum))
    monkeypatch.setattr(services, "verify", None)
    assert client.get(url("verify", forum)).status_code == 200


@pytest.mark.parametrize("name", ["home", "chain", "verify"])
def test_nobody_can_post_to_the_ledger(client, forum, name):
    assert client.post(url(name, forum)).status_code == 405


def test_every_move_of_every_lifecycle_reads_as_a_sentence():
    """The four lives of the main job: no reader meets a bare code."""
    from avow.applications.lifecycle import APPLICATION
    from avow.commitments.lifecycle import COMMITMENT
    from avow.interest.lifecycle import INTEREST
    from avow.review.lifecycle import CASE

    verbs = {
        f"{life.name}.{move.name}"
        for life in (APPLICATION, COMMITMENT, INTEREST, CASE)
        for move in life.moves
    }
    assert {verb for verb in verbs if words.sentence(verb, "x", {}).endswith("– x")} == set()


def test_every_role_has_a_name():
    from avow.people.roles import Role

    held = set(Role) - {Role.OWN_ORGANISATION, Role.RECUSED}
    assert {role for role in held if words.role_name(role) == role} == set()
