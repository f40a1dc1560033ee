"""The secretariat uploads a file, reads what is wrong, and lets the good rows in."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.commitments.models import Commitment
from avow.jobs.models import Job
from avow.jobs.services import run as run_job
from avow.opendata.imports.mapping import MapTo
from avow.opendata.mapping_store import keep
from avow.opendata.models import ImportMapping, Upload
from tests.factories import represent
from tests.opendata.making import write_csv

IMPORT = "/en/generation-equality/desk/import/"
NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def desk(sign_in, sofia):
    return sign_in(sofia)


@pytest.fixture
def uploaded(desk, tmp_path):
    file = write_csv(tmp_path, {}, {"country": "XX"}).read_bytes()
    desk.post(IMPORT, {"kind": "commitments", "file": SimpleUploadedFile("list.csv", file)})
    return Upload.objects.get()


def work():
    for job in Job.objects.filter(state="waiting"):
        assert run_job(job.pk, NOW)


def test_a_file_is_checked_then_confirmed_then_imported(desk, uploaded):
    address = f"{IMPORT}{uploaded.pk}/"
    work()
    page = desk.get(address).content.decode()
    assert "1 of 2 rows are good" in page
    assert "Known are" in page
    assert not Commitment.objects.exists()
    assert b"country" in b"".join(desk.get(f"{address}errors.csv").streaming_content)
    assert desk.post(address).status_code == 302
    work()
    assert "1 are new" in desk.get(address).content.decode()
    assert Commitment.objects.count() == 1


def test_a_double_click_imports_once(desk, uploaded):
    work()
    desk.post(f"{IMPORT}{uploaded.pk}/")
    desk.post(f"{IMPORT}{uploaded.pk}/")
    work()
    desk.post(f"{IMPORT}{uploaded.pk}/")
    assert Job.objects.filter(kind="opendata.import").count() == 1
    assert Commitment.objects.count() == 1


def test_a_file_that_is_not_checked_yet_is_not_imported(desk, uploaded):
    assert desk.post(f"{IMPORT}{uploaded.pk}/").status_code == 409
    assert not Commitment.objects.exists()


def test_a_file_that_cannot_be_read_says_why(desk, world):
    desk.post(IMPORT, {"kind": "commitments", "file": SimpleUploadedFile("x.csv", b"PK\x03\x04")})
    work()
    page = desk.get(f"{IMPORT}{Upload.objects.get().pk}/").content.decode()
    assert "This file cannot be read" in page
    assert "This is no XLSX file" in page


def test_nothing_uploaded_is_told_by_the_form(desk, world):
    assert desk.post(IMPORT, {"kind": "commitments"}).status_code == 422


@pytest.mark.parametrize("who", ["ana", "dina", "vera"])
def test_only_the_secretariat_may(sign_in, world, uploaded, who):
    browser = sign_in(world.user(who))
    assert browser.get(IMPORT).status_code == 403
    assert browser.get(f"{IMPORT}{uploaded.pk}/").status_code == 403
    assert browser.post(f"{IMPORT}{uploaded.pk}/").status_code == 403
    assert browser.get(f"{IMPORT}{uploaded.pk}/errors.csv").status_code == 403


def test_a_forged_number_is_not_found(desk, world):
    assert desk.get(f"{IMPORT}999999/").status_code == 404


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_of_files_costs_the_same_for_ten_and_for_two_hundred(
    desk, forum, sofia, rows, django_assert_max_num_queries
):
    Upload.objects.bulk_create(
        Upload(forum=forum, kind="commitments", file="x", name=f"{number}.csv", by=sofia, at=NOW)
        for number in range(rows)
    )
    with django_assert_max_num_queries(14):
        desk.get(IMPORT)


def test_nobody_publishes_for_their_own_organisation_by_a_row(desk, sofia, red, tmp_path):
    represent(sofia, red, "editor")
    mine = {"organisation": red.name, "country": red.country}
    file = write_csv(tmp_path, mine, {}).read_bytes()
    desk.post(IMPORT, {"kind": "commitments", "file": SimpleUploadedFile("list.csv", file)})
    work()
    address = f"{IMPORT}{Upload.objects.get().pk}/"
    assert "You represent this organisation" in desk.get(address).content.decode()
    desk.post(address)
    work()
    assert not Commitment.objects.filter(organisation=red).exists()


FOREIGN = (
    b"No,Headline,Abstract,Lang,Actor,Actor type,Pays,Theme,Measure,Pledge type,Begin,Deadline\n"
    b"1,Shelters,Twenty,en,A house,ngo,Kenya,gender_based_violence,GBV-1,programme,"
    b"2021-07-01,2024-06-30\n"
)


@pytest.fixture
def foreign(desk, world):
    desk.post(IMPORT, {"kind": "commitments", "file": SimpleUploadedFile("list.csv", FOREIGN)})
    work()
    return Upload.objects.get()


def chosen(page):
    """Return what the form of the columns would send as it stands."""
    form = page.context["form"]
    return {
        field.html_name: field.value()
        for field in form
        if field.value() not in (None, "", False, [])
    }


def test_columns_of_other_names_are_shown_corrected_and_checked(desk, foreign):
    address = f"{IMPORT}{foreign.pk}/"
    assert foreign.state == "mapping"
    page = desk.get(address)
    text = page.content.decode()
    assert "Which column is which?" in text
    assert "Row 1 is understood as" in text
    assert desk.post(address).status_code == 409  # nothing is imported before the check
    answer = desk.post(f"{address}columns/", {**chosen(page), "keep_as": "Partner"})
    assert answer.status_code == 302
    work()
    text = desk.get(address).content.decode()
    assert "1 of 1 rows are good" in text
    assert "How the file is understood" in text
    desk.post(address)
    work()
    assert Commitment.objects.get().organisation.country == "KE"
    file = SimpleUploadedFile("next.csv", FOREIGN)
    saved = ImportMapping.objects.get().pk
    desk.post(IMPORT, {"kind": "commitments", "file": file, "saved": saved})
    work()
    assert Upload.objects.first().state == "checked"


def test_a_wrong_choice_of_columns_keeps_what_was_chosen(desk, foreign):
    address = f"{IMPORT}{foreign.pk}/columns/"
    data = chosen(desk.get(address))
    start = next(name for name, value in data.items() if value == "start")
    twice = desk.post(address, {**data, start: "end"})
    assert twice.status_code == 422
    assert "is taken for this already" in twice.content.decode()
    assert "Choose a column for start" in twice.content.decode()
    assert twice.context["form"][start].value() == "end"
    words = desk.post(address, {**data, "words": "not so"})
    assert (words.status_code, "Not so: not so" in words.content.decode()) == (422, True)
    assert desk.post(address, {**data, start: "wibble"}).status_code == 422
    foreign.refresh_from_db()
    assert foreign.mapping is None


def test_a_column_that_serves_two_of_ours_keeps_both(desk, foreign):
    address = f"{IMPORT}{foreign.pk}/columns/"
    plain = foreign.report["mapping"]
    plain["columns"]["change"] = plain["columns"]["summary"]
    Upload.objects.update(report=foreign.report | {"mapping": plain})
    data = chosen(desk.get(address))
    assert desk.post(address, data).status_code == 302
    foreign.refresh_from_db()
    assert foreign.mapping["columns"]["change"] == "Abstract"
    assert foreign.mapping["columns"]["summary"] == "Abstract"


def test_the_columns_of_an_imported_file_stay(desk, foreign):
    address = f"{IMPORT}{foreign.pk}/"
    data = chosen(desk.get(address))
    desk.post(f"{address}columns/", data)
    work()
    desk.post(address)
    work()
    assert desk.post(f"{address}columns/", data).status_code == 409


def test_a_mapping_kept_for_other_rows_is_refused_by_the_form(desk, forum, sofia):
    row = keep(forum, "letters", "Letters", MapTo(), by=sofia, now=NOW)
    file = SimpleUploadedFile("list.csv", FOREIGN)
    answer = desk.post(IMPORT, {"kind": "commitments", "file": file, "saved": row.pk})
    assert answer.status_code == 422
    assert "kept for other rows" in answer.content.decode()
    assert not Upload.objects.exists()
