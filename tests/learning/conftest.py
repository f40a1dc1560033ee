"""A published report with a good practice to share, and what becomes of it, by the services."""

from typing import Any

import pytest

from avow.learning.models import Practice
from avow.learning.services import consenting, editing
from avow.people.models import User
from avow.progress import services
from avow.progress.models import Report
from tests.progress.conftest import ON_TIME, fill, say
from tests.worlds import at

# Fixtures of reports: Red de Mujeres owes one in 2022.
from tests.progress.conftest import (  # noqa: F401  isort: skip
    cycle,
    draft,
    joint,
    maker,
    promise,
    published,
    report,
    submitted,
    together,
    write,
)

LATER = at("2022-08-10 10:00")
WORDS = "We asked the women of Red de Mujeres first. What they said changed our plan."
EDITED = "We asked the **women** first. What they said changed the plan of Red de Mujeres."
TEXT: dict[str, Any] = {
    "title": "Ask the women first",
    "text": EDITED,
    "language": "en",
    "actions": ["GBV-1"],
    "countries": ["MX"],
    "tags": ["Listening", "planning"],
}


def share(report: Report, ana: User, sofia: User, **answers: Any) -> Report:  # noqa: F811
    """Fill a report, say in it what worked and that it may be shared, and publish it."""
    fill(report, ana, help_needed="A lawyer who knows shelters.")
    say(report, ana, good_practice=WORDS)
    say(report, ana, **{"may_share": True, **answers})
    handed_in = services.hand_in(Report.objects.get(pk=report.pk), ana, ON_TIME)
    return services.publish(handed_in, sofia, ON_TIME)


@pytest.fixture
def shared(draft: Report, ana: User, sofia: User) -> Report:  # noqa: F811  a fixture
    """A published report whose good practice may be shared."""
    return share(draft, ana, sofia)


@pytest.fixture
def taken(shared: Report, sofia: User) -> Practice:
    """The practice, taken up and edited."""
    return editing.edit(editing.take_up(shared, by=sofia, now=LATER), by=sofia, now=LATER, **TEXT)


@pytest.fixture
def asked(taken: Practice, sofia: User) -> Practice:
    """The same, with its maker."""
    return editing.ask(taken, by=sofia, now=LATER)


@pytest.fixture
def agreed(asked: Practice, ana: User) -> Practice:
    """The same, agreed to."""
    return consenting.answer(asked, "agree", seen=1, by=ana, now=LATER)


@pytest.fixture
def public(agreed: Practice, sofia: User) -> Practice:
    """The same, published."""
    return editing.publish(agreed, by=sofia, now=LATER)


def protect(organisation: Any, now: Any = LATER) -> None:
    """Let an organisation be protected from now on, as the service does."""
    from avow.people import changed

    type(organisation).objects.filter(pk=organisation.pk).update(
        is_protected=True, protected_name="A women’s organisation", slug="hidden-1"
    )
    organisation.refresh_from_db()
    changed.tell(organisation, now)
