"""The files of an annual report: PDF and data, built once by the worker, never showing too much."""

import csv
import hashlib
import io
import json
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from avow.annual import due, services, withheld
from avow.annual.document import Document
from avow.annual.models import BuiltFile, Edition, Section
from avow.annual.package import write
from avow.annual.services import printing
from avow.annual.states import Kind
from avow.commitments.publication import organisation_changed
from avow.jobs.models import Job
from avow.jobs.services import run
from tests.annual.conftest import NOW
from tests.annual.test_public import PAGE

pytestmark = pytest.mark.django_db
PDF = "/en/generation-equality/reports/2023.pdf"
DATA = f"{PAGE}data.zip"


def text_of(content, tmp_path):
    """Return the words of a PDF, in the letters they were typed in."""
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    )
    return unicodedata.normalize("NFKC", " ".join(done.stdout.decode().split()))


def body(response):
    return b"".join(response.streaming_content)


def work(**wanted):
    """Let the worker do the jobs that wait."""
    for job in Job.objects.filter(kind=printing.KIND, state="waiting", **wanted):
        assert run(job.pk, NOW)
        job.refresh_from_db()
        assert (job.state, job.error, job.done) == ("done", "", job.total)


def package_of(edition, language="en"):
    with translation.override(language):
        out = io.BytesIO()
        write(Document(edition.report, edition.content, edition), out)
    return out.getvalue()


def rows_of(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return list(csv.DictReader(io.StringIO(package.read(name).decode())))


def test_publishing_asks_the_worker_for_every_file_in_every_language(published):
    job = Job.objects.get(kind=printing.KIND)
    assert len(job.params["files"]) == 14
    assert ["pdf", "ar"] in job.params["files"]
    assert ["zip", "zh"] in job.params["files"]


def test_a_visitor_waits_while_the_pdf_is_made_and_then_has_it(client, published, tmp_path):
    Job.objects.all().delete()
    first = client.get(PDF)
    assert first.status_code == 202
    assert first["Refresh"] == "3"
    assert client.get(PDF).status_code == 202
    assert Job.objects.filter(kind=printing.KIND).count() == 1  # twice is once
    work()
    answer = client.get(PDF)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="generation-equality-2023-en.pdf"' in answer["Content-Disposition"]
    text = text_of(body(answer), tmp_path)
    assert "Annual report 2023" in text
    assert "In this year 3 commitments pledged" in text
    assert "steady" in text
    again = client.get(PDF, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_the_pdf_is_tagged_has_bookmarks_a_language_and_links_to_the_rows(published, tmp_path):
    built = printing.build(published, "pdf", "ar", NOW)
    content = built.file.read()
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in info
    for mark in (b"/Outlines", b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert mark in content, mark
    assert b"figure=reports.handed_in" in content


def test_the_same_edition_gives_the_same_bytes(published):
    with translation.override("fr"):
        document = Document(published.report, published.content, published)
        assert printing.pdf_of(document) == printing.pdf_of(document)
    assert package_of(published) == package_of(published)


def test_the_package_describes_and_signs_each_of_its_tables(published):
    content = package_of(published, "fr")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        about = json.loads(package.read("datapackage.json"))
        sums = dict(
            reversed(line.split("  ")) for line in package.read("SHA256SUMS").decode().splitlines()
        )
        for name, digest in sums.items():
            assert hashlib.sha256(package.read(name)).hexdigest() == digest
        for resource in about["resources"]:
            head = package.read(resource["path"]).decode().splitlines()[0].split(",")
            assert head == [field["name"] for field in resource["schema"]["fields"]]
            assert resource["hash"] == f"sha256:{sums[resource['path']]}"
    assert {one["name"] for one in about["resources"]} == {
        *("commitments", "reports", "money", "spending", "cycles", "figures"),
    }
    assert about["frozen_sha256"] == published.report.digest


def test_the_tables_add_up_to_the_figures(published):
    content = package_of(published)
    figures = {row["name"]: row for row in rows_of(content, "figures.csv")}
    money = rows_of(content, "money.csv")
    assert figures["commitments"]["value"] == str(len(rows_of(content, "commitments.csv"))) == "3"
    pledged = sum(float(row["usd"]) for row in money if row["usd"])
    assert pledged == pytest.approx(float(figures["money.pledged"]["value"]))
    assert figures["money.pledged"]["unit"] == "USD"
    reports = rows_of(content, "reports.csv")
    assert figures["reports.handed_in"]["value"] == str(
        sum(row["state"] == "published" for row in reports)
    )
    assert {row["year"] for row in rows_of(content, "cycles.csv")} == {"2022", "2023"}


def test_a_file_is_never_found_again_once_a_maker_asks_for_protection(
    client,
    published,
    maker,
    tmp_path,
):
    work()
    assert BuiltFile.objects.count() == 14
    assert "Red de Mujeres" in text_of(body(client.get(PDF)), tmp_path)
    before = withheld.state_key(published)
    one = maker.organisation
    one.is_protected, one.protected_name = True, "A women’s network"
    one.save()
    organisation_changed(one, NOW)
    assert withheld.state_key(published) != before
    assert client.get(PDF).status_code == 202
    assert client.get(DATA).status_code == 202
    files = [built.file.path for built in BuiltFile.objects.all()]
    assert due.forget(NOW) == 14
    assert not BuiltFile.objects.exists()
    assert not any(Path(path).exists() for path in files)
    work()
    for address in (PDF, DATA):
        content = body(client.get(address))
        assert b"Red de Mujeres" not in content
    assert "Red de Mujeres" not in text_of(body(client.get(PDF)), tmp_path)
    rows = rows_of(body(client.get(DATA)), "commitments.csv")
    assert {row["maker"] for row in rows} == {"A women’s network"}
    assert {row["country"] for row in rows} == {""}


def test_a_correction_makes_new_files_and_forgets_the_old_ones(client, published, sofia, tmp_path):
    work()
    section = Section.objects.get(report=published.report, kind=Kind.OUTLOOK)
    services.write(section, "en", "Next year, more.", by=sofia, now=NOW)
    services.correct(published.report, "The outlook was missing", by=sofia, now=NOW)
    assert client.get(PDF).status_code == 202
    work()
    text = text_of(body(client.get(PDF)), tmp_path)
    assert "Next year, more." in text
    assert "The outlook was missing" in text
    assert set(BuiltFile.objects.values_list("edition__number", flat=True)) == {2}


def test_work_that_broke_off_goes_on_where_it_was(published):
    job = Job.objects.get(kind=printing.KIND)
    Job.objects.filter(pk=job.pk).update(done=12 * printing.STEPS)
    assert run(job.pk, NOW)
    built = BuiltFile.objects.values_list("kind", "language")
    assert sorted(built) == sorted(map(tuple, job.params["files"][12:]))


def test_a_pdf_that_could_not_be_made_says_so_and_is_not_asked_for_at_each_reload(
    client,
    published,
    monkeypatch,
):
    Job.objects.all().delete()

    def broken(_document):
        raise RuntimeError

    monkeypatch.setattr("avow.annual.services.printing.draw", broken)
    assert client.get(PDF).status_code == 202
    assert run(Job.objects.get(kind=printing.KIND).pk, NOW)
    for _reload in range(2):
        assert client.get(PDF).status_code == 503
    assert Job.objects.filter(kind=printing.KIND).count() == 1


def test_there_is_no_file_before_the_report_is_published(client, annual):
    assert client.get(PDF).status_code == client.get(DATA).status_code == 404
    assert Edition.objects.count() == 0


def test_the_command_writes_the_report_in_a_language(published, tmp_path):
    file = tmp_path / "rapport.pdf"
    options = {"forum": "generation-equality", "cycle": 2023, "lang": "fr", "output": str(file)}
    call_command("report", "build", **options)
    assert "Rapport annuel 2023" in text_of(file.read_bytes(), tmp_path)
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_the_command_counts_the_figures_again(published, capsys):
    call_command("report", "check", forum="generation-equality", cycle=2023)
    assert "3 commitments: all as frozen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"forum": "nowhere"}, "no forum nowhere"),
        ({"cycle": 1999}, "is not frozen"),
        ({"lang": "tlh"}, "no language tlh; choose one of: ar, en"),
        ({"output": None}, "say where"),
        ({"output": "/nowhere/at/all.pdf"}, "cannot write /nowhere/at/all.pdf"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(published, wrong, words):
    options = {"forum": "generation-equality", "cycle": 2023, "lang": "en", "output": "x.pdf"}
    with pytest.raises(CommandError, match=words):
        call_command("report", "build", **(options | wrong))


def test_the_command_refuses_what_is_not_published(annual):
    with pytest.raises(CommandError, match="is not published yet"):
        call_command(
            "report", "build", forum="generation-equality", cycle=2023, lang="en", output="x.pdf"
        )
