"""Reports for tests: a published commitment in a cycle that opened, by the services alone."""

from typing import Any

import pytest

from avow.commitments.models import Commitment
from avow.people.models import User
from avow.progress import due, services
from avow.progress.models import Cycle, Report
from tests.commitments import conftest as writing
from tests.commitments.joint_making import published as published_jointly
from tests.worlds import at

# Fixtures of commitments: Red de Mujeres has one published, on 6 April 2021, until 30 June 2023.
from tests.commitments.conftest import (  # noqa: F401  isort: skip
    in_review,
    joint,
    maker,
    published,
    submitted,
    write,
)

OPENED = at("2022-06-01 00:00")
ON_TIME = at("2022-07-20 10:00")
LATE = at("2022-08-01 00:00")
OVER = at("2022-09-30 00:00")
MONEY = {"amount": "1000", "currency": "EUR", "source": "own", "year": "2022", "is_new": "new"}
STEP = {"title": "First shelter", "due_on": "2022-03-01"}
ROWS: dict[str, list[dict[str, Any]]] = {"finance": [MONEY], "milestone": [STEP]}


@pytest.fixture
def promise(write: Any, maker: Any, ana: User, sofia: User) -> Commitment:  # noqa: F811  fixtures
    """A published commitment with an indicator, a milestone and money."""
    from avow.commitments import services as commitments

    handed_in = commitments.submit(write(rows=ROWS), ana, writing.MORNING)
    for case in commitments.open_cases(handed_in, sofia, writing.MORNING):
        writing.accept(case)
    return commitments.publish(handed_in, sofia, writing.LATER)


@pytest.fixture
def cycle(promise: Commitment) -> Cycle:
    """The cycle of 2022, just opened by the calendar."""
    due.turn(OPENED)
    return Cycle.objects.whole().get(year=2022)


@pytest.fixture
def report(cycle: Cycle) -> Report:
    """What Red de Mujeres owes in it, not begun."""
    found: Report = Report.objects.get(cycle=cycle)
    return found


@pytest.fixture
def draft(report: Report, ana: User) -> Report:
    """The same, begun by Ana."""
    return services.begin(report, ana, ON_TIME)


def say(report: Report, by: User, now: Any = ON_TIME, **answers: Any) -> Report:
    """Answer plain questions of a report, having seen what stands there."""
    for key, value in answers.items():
        there = getattr(Report.objects.get(pk=report.pk), key)
        report = services.save(report, key, value, seen=there, by=by, now=now)
    return report


def fill(report: Report, by: User, now: Any = ON_TIME, value: str = "7", **answers: Any) -> Report:
    """Answer everything that a complete report says; half of the shelters, all the money."""
    say(report, by, now, **({"status": "on_track", "evidence": "none"} | answers))
    for one in report.target_values.all():
        services.save(
            report, f"target:{one.target_id}:value", value, seen=one.value, by=by, now=now
        )
    for step in report.step_values.exclude(state="met"):
        services.save(report, f"step:{step.step_id}:state", "met", seen=step.state, by=by, now=now)
    for money in report.money_values.all():
        key = f"money:{money.pk}:spent"
        services.save(report, key, "500", seen=money.spent, by=by, now=now)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def complete(draft: Report, ana: User) -> Report:
    """A draft that lacks nothing."""
    return fill(draft, ana)


@pytest.fixture
def handed_in(complete: Report, ana: User) -> Report:
    """A report handed in on time."""
    return services.hand_in(complete, ana, ON_TIME)


@pytest.fixture
def shown(handed_in: Report, sofia: User) -> Report:
    """A report published as self-reported."""
    return services.publish(handed_in, sofia, ON_TIME)


@pytest.fixture
def together(joint: Commitment, lagos: Any, chidi: User, sofia: User) -> Commitment:  # noqa: F811  a fixture
    """A joint commitment: Red de Mujeres for sixty per cent, Lagos Youth Network for forty."""
    return published_jointly(joint, sofia, (lagos, chidi))


def walk(*moments: Any) -> None:
    """Let the calendar do its work at each of these moments."""
    for moment in moments:
        due.turn(moment)
        due.remind(moment)
        due.look(moment)


def miss(year: int) -> None:
    """Let a whole cycle pass without a word."""
    for moment in (f"{year}-06-01 00:00", f"{year}-08-01 00:00", f"{year}-10-01 00:00"):
        walk(at(moment))


__all__ = [
    "LATE",
    "ON_TIME",
    "OPENED",
    "OVER",
    "fill",
    "miss",
    "say",
    "walk",
]
