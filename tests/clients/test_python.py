"""The Python client against a running server."""

import contextlib
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from avow.directory.services import publish, withdraw
from avow.forums.models import Forum
from avow.ledger.services import record
from avow.opendata.api import schemas, schemas_told
from tests.clients.conftest import SOURCE
from tests.directory.making import PUBLISHED, public_entry, publish_some

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def forum(db):
    return Forum.objects.get(slug="generation-equality")


@pytest.fixture
def avow(live_server):
    from avow_client import Avow

    return Avow(live_server.url)


def test_it_walks_through_every_commitment(avow, forum, monkeypatch):
    monkeypatch.setattr("avow_client.client._PAGE", 2)
    publish_some(forum, 5)
    found = list(avow.commitments(sort="title"))
    assert len({one["ref"] for one in found}) == 5
    assert avow.commitments_page(page_size=1, facets=True)["facets"]["country"] == {"MX": 5}
    assert [one["ref"] for one in avow.commitments(country=["KE", "NO"])] == []


def test_it_reads_every_resource(avow, forum):
    publish(public_entry(forum, ref="GE-1", amount_usd=Decimal(5)))
    record("commitment.publish", forum=forum, subject="commitment:GE-1", at=PUBLISHED)
    assert avow.commitment("GE-1")["amount_usd"] == "5"
    assert [one["slug"] for one in avow.forums()] == ["generation-equality"]
    assert avow.forum("generation-equality")["commitment_types"]
    assert "gender_based_violence" in [one["code"] for one in avow.coalitions()]
    assert "GBV-1" in [one["code"] for one in avow.actions(coalition="gender_based_violence")]
    assert "red-de-mujeres" in [one["slug"] for one in avow.organisations()]
    assert avow.organisation("red-de-mujeres")["totals"]["commitments"] == 1
    assert avow.statistics(by="maker")["totals"]["commitments"] == 1
    for rows in (avow.revisions("GE-1"), avow.reports_on("GE-1"), avow.reports(), avow.events()):
        assert list(rows) == []
    assert next(avow.ledger(verb="commitment.publish"))["subject"] == "commitment:GE-1"


def test_a_problem_says_what_is_wrong(avow, forum):
    from avow_client import Problem

    publish(public_entry(forum, ref="GE-1"))
    withdraw(forum, "GE-1", reason="No money.")
    with pytest.raises(Problem) as gone:
        avow.commitment("GE-1")
    assert (gone.value.status, gone.value.members["reason"]) == (410, "No money.")
    with pytest.raises(Problem) as bad:
        list(avow.commitments(country="XX"))
    assert bad.value.errors[0][0] == "country"


def test_what_did_not_change_is_not_sent_again(avow, forum, monkeypatch):
    publish_some(forum, 1)
    first = avow.commitments_page()
    sent = []
    monkeypatch.setattr(avow, "_remember", lambda *said: sent.append(said))
    assert avow.commitments_page() is first
    assert sent == []


def test_it_waits_as_long_as_it_is_told(live_server, forum, settings):
    from avow_client import Avow, Problem

    settings.API_PER_MINUTE = 5
    waited = []
    avow = Avow(live_server.url, sleep=waited.append, keep=0, patience=200)
    for _ in range(5):  # a fifth of a minute's requests may come at once
        with contextlib.suppress(Problem):
            avow.get("forums")
    with pytest.raises(Problem) as problem:
        avow.get("forums")
    assert problem.value.status == 429
    assert waited
    assert all(1 <= seconds <= 60 for seconds in waited)


def test_the_token_is_sent_nowhere_else(live_server, forum):
    from avow_client import Avow

    with pytest.raises(ValueError, match="https"):
        Avow("ftp://example.org")
    handler = Avow(live_server.url)._opener.handlers
    names = [type(one).__name__ for one in handler]
    assert "_OnlyHere" in names
    assert "HTTPRedirectHandler" not in names


def test_its_types_name_what_the_api_answers():
    from avow_client import shapes

    pairs = {
        "Commitment": schemas.Commitment, "WholeCommitment": schemas.Whole,
        "Revision": schemas.Revision, "ToldReport": schemas_told.Told, "Forum": schemas.WholeForum,
        "Coalition": schemas.Coalition, "Action": schemas.Action, "Report": schemas_told.Report,
        "Organisation": schemas.WholeOrganisation, "Statistics": schemas.Statistics,
        "Part": schemas.Part, "Event": schemas_told.Event, "LedgerEntry": schemas_told.Line,
        "Money": schemas.Money, "OrganisationName": schemas.Maker, "Dollars": schemas.Dollars,
    }  # fmt: skip
    wrong = {
        name: set(getattr(shapes, name).__annotations__) ^ set(schema.model_fields)
        for name, schema in pairs.items()
        if set(getattr(shapes, name).__annotations__) != set(schema.model_fields)
    }
    assert wrong == {}


def test_it_is_typed_strictly_and_needs_nothing_else():
    folder = SOURCE / "avow_client"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--python-version",
            "3.11",
            "--config-file",
            "",
            str(folder),
        ],
        check=True,
        capture_output=True,
        cwd=SOURCE,
    )
    assert (folder / "py.typed").exists()
    assert "dependencies = []" in (SOURCE.parent / "pyproject.toml").read_text()


def test_the_example_of_its_readme_runs(live_server, forum):
    publish(public_entry(forum, ref="GE-000123", details={"description": "Shelters."}))
    publish(public_entry(forum, ref="GE-000124"))
    withdraw(forum, "GE-000124", reason="No money.")
    text = Path(SOURCE.parent / "README.md").read_text()
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1)
    exec(code.replace("https://commitments.example.org", live_server.url), {})
