"""A name that is only near an organisation's waits for a person; then its rows go in by themselves."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from avow.commitments.models import Commitment
from avow.jobs.models import Job
from avow.jobs.services import run as run_job
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.opendata.deciding import decide
from avow.opendata.imports.gate import Gate
from avow.opendata.imports.houses import House, Houses
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import run
from avow.opendata.models import NearMiss, WaitingRow
from avow.opendata.states import NearMode
from avow.people.duplicates import refresh_pairs
from avow.people.models import DuplicatePair, Organisation
from tests.factories import make_organisation, represent
from tests.opendata.making import write_csv

NOW = datetime(2026, 7, 1, tzinfo=UTC)
NEAR = {
    "organisation": "Red de las Mujeres",
    "country": "MX",
    "organisation_type": "womens_rights_org",
}
PAGE = "/en/generation-equality/desk/import/near/"


@pytest.fixture
def load(forum):
    def load(path, near=NearMode.WAIT, **options):
        return run(kind_of("commitments"), path, forum, now=NOW, near=near, **options)

    return load


@pytest.fixture
def waiting(load, red, tmp_path):
    """A near miss of Red de Mujeres, and the file that it stands in."""
    load(write_csv(tmp_path, NEAR, {}))
    return NearMiss.objects.get()


def work():
    for job in Job.objects.filter(state="waiting"):
        assert run_job(job.pk, NOW)


def test_a_row_of_a_near_name_waits_and_makes_no_organisation(load, red, tmp_path):
    report = load(write_csv(tmp_path, NEAR, {}))
    assert (report.new, report.waiting, report.bad) == (1, 1, 0)
    miss = NearMiss.objects.get()
    assert (miss.name, miss.country, miss.candidates[0][0]) == ("Red de las Mujeres", "MX", red.pk)
    assert not Organisation.objects.filter(name="Red de las Mujeres").exists()
    assert not Commitment.objects.filter(source_id="1").exists()


def test_the_same_file_again_lets_the_row_wait_once(load, waiting, tmp_path):
    report = load(write_csv(tmp_path, NEAR, {}))
    assert (report.new, report.known, report.waiting) == (0, 1, 1)
    assert WaitingRow.objects.count() == 1


def test_a_check_writes_nothing_down(load, red, tmp_path):
    assert load(write_csv(tmp_path, NEAR), dry=True).waiting == 1
    assert not NearMiss.objects.exists()


def test_a_name_that_is_near_nothing_is_looked_for_once(forum, monkeypatch):
    houses, asked = Houses(), []
    monkeypatch.setattr(houses, "candidates", lambda house: asked.append(house) or [])
    gate = Gate(NearMode.WAIT, forum, "commitments", houses, set)
    house = House(name="Atelier des Dunes", kind="youth_led", country="SN")
    gate.look([house, house])
    assert gate.lets_in(Row(2, {}, 0), house)
    assert asked == [house]


def test_the_same_organisation_gets_the_name_and_the_row(load, waiting, red, sofia, tmp_path):
    decide(waiting, red, by=sofia, now=NOW)
    work()
    assert Commitment.objects.get(source_id="1").organisation == red
    assert red.aliases.filter(name="Red de las Mujeres").exists()
    assert not WaitingRow.objects.exists()
    assert LedgerEntry.objects.filter(verb="import.same", subject=f"organisation:{red.pk}").exists()
    again = load(write_csv(tmp_path, NEAR, {}))
    assert (again.new, again.known, again.waiting) == (0, 2, 0)


def test_a_decision_holds_where_the_country_differs(load, red, sofia, tmp_path):
    path = write_csv(tmp_path, NEAR | {"country": "PE", "organisation": red.name})
    load(path)
    decide(NearMiss.objects.get(), red, by=sofia, now=NOW)
    work()
    assert Commitment.objects.get(source_id="1").organisation == red
    assert load(path).known == 1


def test_a_new_organisation_is_made_and_never_asked_about_again(
    load, waiting, red, sofia, tmp_path
):
    decide(waiting, None, by=sofia, now=NOW)
    work()
    fresh = Organisation.objects.get(name="Red de las Mujeres")
    assert Commitment.objects.get(source_id="1").organisation == fresh
    refresh_pairs(NOW)
    pair = DuplicatePair.objects.get(first=min(red, fresh, key=lambda one: one.pk))
    assert pair.told_apart_at is not None
    assert load(write_csv(tmp_path, NEAR, {})).known == 2


def test_a_second_click_changes_nothing_and_another_answer_is_refused(waiting, red, sofia):
    decide(waiting, red, by=sofia, now=NOW)
    decide(waiting, red, by=sofia, now=NOW)
    assert LedgerEntry.objects.filter(verb="import.same").count() == 1
    with pytest.raises(Refused):
        decide(waiting, None, by=sofia, now=NOW)


def test_only_a_candidate_may_be_chosen(waiting, lagos, sofia):
    with pytest.raises(Refused) as refusal:
        decide(waiting, lagos, by=sofia, now=NOW)
    assert refusal.value.reasons == ("no_candidate",)


@pytest.mark.parametrize("is_same", [True, False])
def test_nobody_decides_about_their_own_organisation(waiting, red, sofia, is_same):
    represent(sofia, red, "editor")
    with pytest.raises(Refused) as refusal:
        decide(waiting, red if is_same else None, by=sofia, now=NOW)
    assert refusal.value.forbidden
    waiting.refresh_from_db()
    assert waiting.decision == "open"


def test_a_row_that_is_no_longer_right_says_why(waiting, red, sofia, sign_in):
    WaitingRow.objects.update(cells=WaitingRow.objects.get().cells | {"action": "GONE-1"})
    decide(waiting, red, by=sofia, now=NOW)
    work()
    assert not Commitment.objects.filter(source_id="1").exists()
    page = sign_in(sofia).get(PAGE).content.decode()
    assert "Could not be imported" in page
    assert "Not a code we know" in page


def test_two_near_names_of_one_file_are_two_organisations_and_noted(load, world, tmp_path):
    rows = [{"organisation": name} for name in ("Shelter House Nairobi", "Shelter House Nairobbi")]
    report = load(write_csv(tmp_path, *rows))
    assert (report.new, report.waiting) == (2, 0)
    assert DuplicatePair.objects.filter(told_apart_at=None).count() == 1


def test_rows_of_near_names_can_be_left_out(load, red, tmp_path):
    report = load(write_csv(tmp_path, NEAR, {}), near=NearMode.SKIP)
    assert (report.new, report.skipped) == (1, 1)
    assert not NearMiss.objects.exists()


@pytest.mark.parametrize("near", NearMode.values)
def test_an_organisation_at_risk_is_named_nowhere(load, sofia, sign_in, tmp_path, near):
    make_organisation(
        "Colectiva Luna Nueva", country="MX", is_protected=True, protected_name="A collective"
    )
    path = write_csv(tmp_path, NEAR | {"organisation": "Colectiva Luna Nuevo"})
    report = load(path, near=near)
    assert not any("Luna Nueva" in note for note in report.notes)
    page = sign_in(sofia).get(PAGE).content.decode()
    assert "Luna Nueva" not in page
    assert ("A collective" in page) == (near == NearMode.WAIT)


def test_the_page_asks_and_keeps_the_answer(waiting, red, sofia, sign_in):
    desk = sign_in(sofia)
    page = desk.get(PAGE).content.decode()
    assert "Red de las Mujeres" in page
    assert red.name in page
    address = f"{PAGE}{waiting.pk}/"
    for forged in ("", "no", "-1", "9" * 30, "٣"):
        answer = desk.post(address, {"organisation": forged})
        assert answer.status_code == 422
        assert "Choose one of these." in answer.content.decode()
    assert desk.post(address, {"organisation": red.pk}, follow=True).status_code == 200
    work()
    assert Commitment.objects.get(source_id="1").organisation == red
    assert "No row waits for you" in desk.get(PAGE).content.decode()
    assert desk.post(address, {"organisation": "new"}).status_code == 409
    assert desk.post(f"{PAGE}999999/", {"organisation": "new"}).status_code == 404


def test_letters_and_organisations_wait_as_well(forum, red, sofia, tmp_path):
    path = tmp_path / "organisations.csv"
    path.write_text("name,organisation_type,country\nRed de las Mujeres,womens_rights_org,MX\n")
    report = run(kind_of("organisations"), path, forum, now=NOW, near=NearMode.WAIT)
    assert (report.new, report.waiting) == (0, 1)
    decide(NearMiss.objects.get(), None, by=sofia, now=NOW)
    work()
    assert Organisation.objects.filter(name="Red de las Mujeres").count() == 1


def test_the_command_lets_rows_wait_and_says_where_to_decide(forum, red, tmp_path):
    out = StringIO()
    path = str(write_csv(tmp_path, NEAR, {}))
    call_command("import", "commitments", path, "--forum", forum.slug, stdout=out)
    assert "1 rows wait" in out.getvalue()
    assert "/desk/import/near/" in out.getvalue()
