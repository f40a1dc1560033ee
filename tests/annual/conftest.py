"""A forum whose years 2022 and 2023 are frozen, and what was frozen of the last."""

import pytest

from avow.annual import services
from avow.annual.models import Section
from avow.annual.states import Kind
from avow.forums.loading import load
from avow.forums.models import Forum
from avow.forums.packs.reading import read_pack
from avow.progress.models import Cycle
from tests.accountability.test_reporting import STORY, tell
from tests.factories import give_role, make_user
from tests.house.scene_reports import cycle as cycle_of
from tests.worlds import at

# Fixtures of reports.
from tests.accountability.test_reporting import promises  # noqa: F401  isort: skip
from tests.progress.conftest import (  # noqa: F401  isort: skip
    complete, cycle, draft, handed_in, in_review, joint, maker, promise, report, shown,
    submitted, together, write,
)  # fmt: skip

NOW = at("2023-10-02 10:00")
OVERVIEW = (
    "In this year {{ commitments }} commitments pledged {{ money.pledged | about }}.\n\n"
    "## What came in\n\n{{ reports.handed_in }} of {{ reports.owed }} reports."
)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def told(promises, ana, sofia):  # noqa: F811  a fixture
    """Two cycles of three commitments, frozen: steady, stops and silent."""
    for year in STORY:
        tell(promises, year, ana, sofia)
    return promises


@pytest.fixture
def annual(told):
    """The annual report of 2023, its data frozen."""
    return services.freeze(Cycle.objects.whole().get(year=2023), NOW)


@pytest.fixture
def published(annual, sofia):
    """The report of 2023 with an overview in English and a foreword in French, published."""
    sections = {one.kind: one for one in Section.objects.filter(report=annual)}
    services.write(sections[Kind.OVERVIEW], "en", OVERVIEW, by=sofia, now=NOW)
    services.write(sections[Kind.FOREWORD], "fr", "Merci à toutes.", by=sofia, now=NOW)
    return services.publish(annual, by=sofia, now=NOW)


@pytest.fixture
def quiet(world):
    """The annual report of a frozen cycle without a commitment: every figure is nought."""
    found = cycle_of(
        world, year=2023, state="frozen", closed_at=at("2023-05-01 00:00"), frozen_at=NOW
    )
    return services.freeze(found, NOW)


@pytest.fixture
def other_secretary(db):
    """The secretariat of a forum that has nothing to do with this one."""
    found = make_user("elsewhere@example.org")
    load(read_pack("nourish"), at("2021-01-04 09:00"))
    give_role(found, Forum.objects.get(slug="nourish"), "secretariat")
    return found
