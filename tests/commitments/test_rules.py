"""The rules of a commitment, without a database."""

from datetime import date

import pytest

from avow.commitments.facts import Term
from avow.commitments.rules import is_whole_years, needs_review, term_problems, years_between

MAKER = Term(date(2021, 2, 17), date(2026, 6, 30), 1, 5)
CHAMPION = Term(date(2021, 2, 17), date(2026, 6, 30), 1, 5, exact_years=5)


def problems(starts: str, ends: str, term: Term = MAKER) -> tuple[str, ...]:
    return term_problems(date.fromisoformat(starts), date.fromisoformat(ends), term)


def test_one_to_five_whole_years_inside_the_forum_are_right():
    assert problems("2021-07-01", "2022-06-30") == ()
    assert problems("2021-07-01", "2026-06-30") == ()


@pytest.mark.parametrize(
    ("starts", "ends", "codes"),
    [
        ("2022-07-01", "2022-06-30", ("term_out_of_order",)),
        ("2021-01-01", "2021-12-31", ("term_outside_forum",)),
        ("2025-07-01", "2026-07-01", ("term_outside_forum", "term_not_whole_years")),
        ("2021-07-01", "2022-07-01", ("term_not_whole_years",)),
        ("2021-07-01", "2021-12-31", ("term_not_whole_years",)),
    ],
)
def test_a_wrong_term_says_what_is_wrong(starts, ends, codes):
    assert problems(starts, ends) == codes


def test_a_term_longer_than_the_pack_allows_is_refused():
    short = Term(date(2021, 1, 1), date(2030, 12, 31), 1, 5)
    assert problems("2021-01-01", "2026-12-31", short) == ("term_length",)


def test_a_champion_commits_itself_for_exactly_five_years():
    assert problems("2021-07-01", "2026-06-30", CHAMPION) == ()
    assert problems("2021-07-01", "2025-06-30", CHAMPION) == ("term_not_the_champions",)


def test_a_leap_day_begins_whole_years_too():
    assert is_whole_years(date(2024, 2, 29), date(2025, 2, 28))
    assert is_whole_years(date(2024, 2, 29), date(2028, 2, 28))
    assert not is_whole_years(date(2024, 2, 29), date(2025, 3, 1))
    assert years_between(date(2023, 3, 1), date(2024, 2, 29)) == 1
    assert years_between(date(2021, 1, 1), date(2021, 12, 31)) == 1
    assert years_between(date(2021, 1, 1), date(2021, 12, 30)) == 0


def test_only_what_the_pack_names_is_reviewed_again():
    assert needs_review(frozenset({"finance", "title"}), frozenset({"finance"}))
    assert not needs_review(frozenset({"title"}), frozenset({"finance"}))
