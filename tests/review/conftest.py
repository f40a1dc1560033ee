"""Cases for tests: opened in the forum of the cast, with the first forum's rules of review."""

from collections.abc import Callable
from typing import Any

import pytest

from avow.forums.models import Coalition, Forum
from avow.people.models import Organisation
from avow.review.models import Case
from avow.review.services import open_case
from tests.worlds import World, at

MORNING = at("2021-04-05 10:00")
MakeCase = Callable[..., Case]


@pytest.fixture
def make_case(world: World, gbv: Coalition, red: Organisation) -> MakeCase:
    """Open a case of Red de Mujeres before gender-based violence; `state=` puts it further on."""

    def make(**changes: Any) -> Case:
        state = changes.pop("state", None)
        values: dict[str, Any] = {
            "coalition": gbv,
            "organisation": red,
            "subject": "application",
            "title": "Red de Mujeres",
            "now": MORNING,
            "due_on": at("2021-05-03 00:00").date(),
        }
        case = open_case(**(values | changes))
        if state:
            put(case, state)
        return case

    return make


def put(case: Case, state: str) -> Case:
    """Put a case into a state by hand, with the dates that the state asks for."""
    case.state = state
    if state in {"liaison", "objection"}:
        case.liaison_until = at("2021-04-20 00:00")
    if state in {"accepted", "declined", "closed"}:
        case.decided_at = MORNING
    case.save()
    return case


def review_rules(forum: Forum, **changes: Any) -> None:
    """Change the pack's rules of review, for one test."""
    forum.pack["review"] = {**forum.pack["review"], **changes}
    forum.save(update_fields=["pack"])
    forum.__dict__.pop("settings", None)
