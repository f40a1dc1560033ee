"""Counts beside the filters: each facet ignores its own choice."""

import pytest
from django.http import QueryDict

from avow.directory.facets import counts, facets_of
from avow.directory.query import understand
from avow.directory.services import publish
from avow.directory.states import Sort
from avow.directory.vocabulary import Vocabulary
from tests.directory.making import public_entry


@pytest.fixture
def three(forum):
    publish(
        public_entry(
            forum,
            country="MX",
            coalitions=("gender_based_violence", "economic_justice"),
            types=("policy",),
        )
    )
    publish(public_entry(forum, country="KE", region="014", types=("policy", "financial")))
    publish(
        public_entry(
            forum,
            country="KE",
            region="014",
            coalitions=("economic_justice",),
            types=("programme",),
        )
    )


def ask(forum, query):
    return understand(QueryDict(query), Vocabulary(forum))


def test_without_a_choice_every_value_counts_all(forum, three):
    found = counts(ask(forum, ""))
    assert found["country"] == {"MX": 1, "KE": 2}
    assert found["coalition"] == {"gender_based_violence": 2, "economic_justice": 2}
    assert found["type"] == {"policy": 2, "financial": 1, "programme": 1}


def test_a_choice_narrows_the_other_facets_and_not_its_own(forum, three):
    found = counts(ask(forum, "country=MX"))
    assert found["country"] == {"MX": 1, "KE": 2}
    assert found["type"] == {"policy": 1}


def test_two_choices_narrow_each_other(forum, three):
    found = counts(ask(forum, "country=KE&type=policy"))
    assert found["country"] == {"MX": 1, "KE": 1}
    assert found["type"] == {"policy": 1, "financial": 1, "programme": 1}
    assert found["region"] == {"014": 1}


def test_a_chosen_value_that_shows_nothing_stays_so_that_it_can_be_dropped(forum, three):
    vocabulary = Vocabulary(forum)
    question = ask(forum, "country=FR")
    facets = {one.name: one for one in facets_of(question, vocabulary, counts(question))}
    chosen = [value for value in facets["country"].first if value.is_chosen]
    assert [(value.code, value.count, value.label) for value in chosen] == [("FR", 0, "France")]


def test_the_order_is_the_best_match_only_where_there_are_words(forum):
    assert ask(forum, "q=a").sort == Sort.RELEVANCE
    assert ask(forum, "q=!").sort == Sort.NEWEST
    assert ask(forum, "sort=relevance").sort == Sort.NEWEST
    assert ask(forum, "q=a&sort=title").sort == Sort.TITLE


def test_titles_are_sorted_without_accents_and_amounts_with_the_unknown_last(forum):
    for title, amount in (("Éa", None), ("Eb", 5), ("Ea", 10)):
        publish(public_entry(forum, title=title, amount_usd=amount))
    assert [row.title for row in ask(forum, "sort=title").ordered()] == ["Éa", "Ea", "Eb"]
    assert [row.title for row in ask(forum, "sort=amount").ordered()] == ["Ea", "Eb", "Éa"]
