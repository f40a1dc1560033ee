"""What the applicant reads, and does not read yet."""

import pytest

from avow.applications.states import State
from avow.applications.wording import Asked, shown_state, status
from avow.review.states import State as CaseState


def asked(*states):
    return [Asked(f"Theme {number}", state, "Why.") for number, state in enumerate(states, 1)]


@pytest.mark.parametrize(
    ("states", "headline"),
    [
        (("accepted", "declined", "accepted"), "Accepted in 2 of 3 coalitions"),
        (("accepted", "accepted", "accepted"), "Accepted in all 3 coalitions"),
        (("accepted",), "Accepted"),
        (("declined",), "Not accepted"),
        (("declined", "declined"), "Not accepted"),
    ],
)
def test_the_outcome_in_words(states, headline):
    found = status("decided", asked(*states), told=True)
    assert found.headline == headline
    assert [line.text for line in found.lines] == [
        {"accepted": "Accepted", "declined": "Not accepted"}[state] for state in states
    ]
    assert {line.reason for line in found.lines} == {"Why."}


@pytest.mark.parametrize("case", sorted({*CaseState.values} - {"clarification"}))
@pytest.mark.parametrize("state", ["in_review", "decided", "ineligible"])
def test_before_it_is_told_every_case_and_outcome_reads_the_same(state, case):
    same = status("in_review", asked("validation", "validation"), told=False)
    assert status(state, asked(case, "validation"), told=False) == same


def test_a_coalitions_question_is_no_decision_and_shows():
    found = status("in_review", asked("clarification", "accepted"), told=False)
    assert [line.text for line in found.lines] == ["Has a question for you", "In review"]


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_words(state):
    for told in (True, False):
        found = status(state, asked("accepted"), told=told)
        assert found.headline
        assert found.text


def test_the_state_shown_is_the_real_one_once_it_is_told():
    assert shown_state("ineligible", told=True) == "ineligible"
    assert shown_state("ineligible", told=False) == "in_review"
