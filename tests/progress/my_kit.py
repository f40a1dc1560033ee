"""What the tests of a maker's pages share: a browser on a day, and what a browser posts."""

import pytest
from django.utils import timezone

from avow.progress import my_wire
from avow.progress.models import Report
from tests.progress.conftest import ON_TIME

HOME = "/en/generation-equality/my/reports/"
FETCH = {"HTTP_X_REQUESTED_WITH": "fetch", "HTTP_ACCEPT": "application/json"}


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the day for every page; it begins in the open cycle."""

    def set_to(moment) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(ON_TIME)
    return set_to


@pytest.fixture
def ours(sign_in, ana, report, clock):
    """Ana's browser, with a report of hers that nobody has begun."""
    return sign_in(ana)


@pytest.fixture
def page(report) -> str:
    return f"{HOME}2022/{report.commitment.ref}/"


def marks(report: Report) -> dict[str, str]:
    """Return the hidden marks of every field as the page shows them."""
    fresh = Report.objects.get(pk=report.pk)
    return {f"version:{name}": one.text for name, one in my_wire.entries_of(fresh).items()}


def typed(report: Report, **changed: str) -> dict[str, str]:
    """Return what a browser posts: every field as it stands, and what was changed in some."""
    seen = marks(report)
    fields = {name.partition(":")[2]: text for name, text in seen.items()}
    fields = {name: text for name, text in fields.items() if name != "may_share" or text}
    return {**fields, **seen, **{name.replace("__", ":"): text for name, text in changed.items()}}


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def body(answer) -> str:
    return answer.content.decode()
