"""What the public reads of reports: on the commitment, the organisation, and a page of each cycle."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.commitments import guard
from avow.commitments.publication import organisation_changed
from avow.directory.models import Dataset, Entry, EntryTag
from avow.people.models import Organisation
from avow.progress import services
from avow.progress.models import Outcome, Proof, Report
from tests.progress.conftest import LATE, ON_TIME, OVER, fill, miss, say, walk
from tests.worlds import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_promise(promise):
    """The same commitment, until the end of the forum."""
    guard.remove()
    promise.public.ends_on = at("2030-12-31 00:00").date()
    promise.public.save()
    return promise


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2022-10-02 10:00"))


def page_of(client, commitment, year=None, language="en"):
    more = f"reports/{year}/" if year else ""
    found = client.get(f"/{language}/generation-equality/commitments/{commitment.ref}/{more}")
    return found.status_code, found.content.decode()


def data_version(forum):
    return Dataset.objects.get(forum=forum).version


def evidenced(report, ana, title="Register of Red de Mujeres"):
    services.attach(report, title=title, url="https://reddemujeres.example.org/r", by=ana, now=ON_TIME)  # fmt: skip
    upload = SimpleUploadedFile("list.txt", b"Red de Mujeres", "text/plain")
    services.attach(report, title="List", upload=upload, by=ana, now=ON_TIME)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def with_evidence(draft, ana, sofia):
    """A verified and published report with an address and a file as evidence."""
    fill(draft, ana, status="delayed", status_reason="Red de Mujeres waited for a permit")
    say(draft, ana, evidence="given", reported_elsewhere="In the register of Mexico", barriers="Red de Mujeres had no car")  # fmt: skip
    services.hand_in(evidenced(draft, ana), ana, ON_TIME)
    services.verify(Report.objects.get(pk=draft.pk), "", sofia, ON_TIME)
    return services.publish(Report.objects.get(pk=draft.pk), sofia, ON_TIME)


def test_a_published_report_stands_on_the_page_of_its_commitment(client, with_evidence, promise):
    status, page = page_of(client, promise)
    assert status == 200
    for said in (
        "Delayed", "waited for a permit", "Verified by the secretariat",
        "“Shelters open” has come 50 % of its way.", "Register of Red de Mujeres",
        "Milestones: 1 of 1 met", "Last report less than a year ago", "€500",
    ):  # fmt: skip
        assert said in page, said


def test_the_page_of_a_cycle_shows_the_same_in_every_language(client, with_evidence, promise):
    for language, heading in (("en", "Report for 2022"), ("fr", "Rapport 2022")):
        status, page = page_of(client, promise, 2022, language)
        assert (status, heading in page) == (200, True)
    status, page = page_of(client, promise, 2022, "ar")
    assert (status, 'dir="rtl"' in page) == (200, True)


def test_a_status_that_the_figures_do_not_bear_out_is_flagged_with_reasons(client, draft, ana, sofia, promise):  # fmt: skip
    fill(draft, ana, value="2", status="achieved")
    services.hand_in(Report.objects.get(pk=draft.pk), ana, ON_TIME)
    services.publish(Report.objects.get(pk=draft.pk), sofia, ON_TIME)
    _status, page = page_of(client, promise, 2022)
    assert "The figures say something else" in page
    assert "Its maker says “Achieved”, its figures say “Delayed”." in page
    assert "Self-reported" in page
    assert "No evidence available" in page


def test_nothing_is_shown_of_what_is_handed_in_and_not_published(client, handed_in, promise):
    status, page = page_of(client, promise, 2022)
    assert status == 200
    assert "A report is shown here once it is published." in page
    assert "Shelters open" not in page


def test_what_is_missing_is_shown_as_plainly(client, cycle, promise):
    walk(LATE, OVER)
    _status, page = page_of(client, promise)
    assert "Its maker did not report in this cycle." in page
    assert page_of(client, promise, 2022)[0] == 200
    assert Entry.objects.get(ref=promise.ref).status == "not_reported"
    assert Outcome.objects.get().status == "not_reported"


def test_a_year_without_a_cycle_and_a_commitment_that_is_not_public_have_no_page(client, shown, promise):  # fmt: skip
    assert page_of(client, promise, 1999)[0] == 404
    type(promise).objects.filter(pk=promise.pk).update(state="withdrawn")
    assert page_of(client, promise, 2022)[0] == 404


def test_publishing_changes_the_entry_its_facet_and_the_version_at_once(handed_in, sofia, promise, forum):  # fmt: skip
    before = data_version(forum)
    services.publish(handed_in, sofia, ON_TIME)
    entry = Entry.objects.get(ref=promise.ref)
    assert entry.status == "on_track"
    assert EntryTag.objects.filter(entry=entry, facet="status", value="on_track").exists()
    assert data_version(forum) != before


def test_a_kept_page_is_asked_for_anew_when_the_status_stays_the_same(client, shown, ana, sofia, promise):  # fmt: skip
    address = f"/en/generation-equality/commitments/{promise.ref}/"
    etag = client.get(address)["ETag"]
    assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304
    services.answer(shown, "The second shelter opened since.", "en", ana, LATE)
    again = client.get(address, HTTP_IF_NONE_MATCH=etag)
    assert again.status_code == 200
    assert "The second shelter opened since." in again.content.decode()


def test_a_page_kept_since_yesterday_is_asked_for_anew(client, shown, promise, monkeypatch):
    address = f"/en/generation-equality/commitments/{promise.ref}/"
    etag = client.get(address)["ETag"]
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2023-08-01 10:00"))
    again = client.get(address, HTTP_IF_NONE_MATCH=etag)
    assert "Last report more than a year ago" in again.content.decode()


def test_inactive_is_announced_and_then_shown(client, long_promise, forum):
    for year in (2022, 2023):
        miss(year)
    before = data_version(forum)
    assert "Turns inactive unless it reports" in page_of(client, long_promise)[1]
    miss(2024)
    walk(at("2024-12-31 00:00"))
    assert data_version(forum) != before
    assert "Inactive: 3 cycles in a row without a report" in page_of(client, long_promise)[1]


def test_evidence_is_handed_out_as_a_file_and_only_that_of_a_public_version(client, with_evidence, promise, draft):  # fmt: skip
    proof = Proof.objects.exclude(file="").get()
    address = f"/en/generation-equality/commitments/{promise.ref}/reports/2022/evidence/{proof.pk}/"
    found = client.get(address)
    assert found["Content-Disposition"] == 'attachment; filename="list.txt"'
    assert b"".join(found.streaming_content) == b"Red de Mujeres"
    assert client.get(address.replace("2022", "2021")).status_code == 404
    link = Proof.objects.get(file="")
    assert client.get(address.replace(f"/{proof.pk}/", f"/{link.pk}/")).status_code == 404


def test_evidence_of_a_draft_is_nobody_elses(client, draft, ana, promise):
    evidenced(draft, ana)
    proof = Proof.objects.exclude(file="").get()
    address = f"/en/generation-equality/commitments/{promise.ref}/reports/2022/evidence/{proof.pk}/"
    assert client.get(address).status_code == 404


def test_nothing_of_a_report_says_who_a_protected_maker_is(
    client, with_evidence, promise, red, ana
):
    services.answer(with_evidence, "Red de Mujeres goes on.", "en", ana, LATE)
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    proof = Proof.objects.exclude(file="").get()
    for year in (None, 2022):
        _status, page = page_of(client, promise, year)
        part = page[page.index('class="stack report"') :]
        part = part[: part.index("</article>")]
        for secret in ("Red de Mujeres", "reddemujeres", "Mexico", "EUR", "€", "list.txt"):
            assert secret not in part, secret
        assert "kept back for the safety of its maker" in part
        assert "A network goes on." in part
    address = f"/en/generation-equality/commitments/{promise.ref}/reports/2022/evidence/{proof.pk}/"
    assert client.get(address).status_code == 404


@pytest.fixture
def both_told(together, forum, ana, chidi, sofia):
    """Both makers of a joint commitment have a published report."""
    walk(at("2022-06-01 00:00"))
    for row in Report.objects.filter(commitment=together):
        by = ana if row.is_lead else chidi
        fill(services.begin(row, by, ON_TIME), by)
        services.hand_in(Report.objects.get(pk=row.pk), by, ON_TIME)
        services.publish(Report.objects.get(pk=row.pk), sofia, ON_TIME)
    return together


def test_makers_together_each_stand_with_their_share(client, both_told):
    _status, page = page_of(client, both_told, 2022)
    assert page.count('class="stack report"') == 2
    assert "Lagos Youth Network" in page
    assert "40 % of the commitment" in page


def test_beside_a_protected_lead_nobody_is_named_here_or_on_the_others_page(client, both_told, red, lagos):  # fmt: skip
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    organisation_changed(type(red).objects.get(pk=red.pk), ON_TIME)
    _status, page = page_of(client, both_told, 2022)
    assert "Lagos" not in page
    assert "A maker not named for safety" in page
    other = client.get(f"/en/generation-equality/organisations/{lagos.slug}/").content.decode()
    assert both_told.ref not in other


def test_a_protected_co_maker_is_not_named_and_the_lead_is(client, both_told, lagos):
    Organisation.objects.filter(pk=lagos.pk).update(is_protected=True, protected_name="A network")
    _status, page = page_of(client, both_told, 2022)
    assert "Lagos" not in page
    assert "Red de Mujeres" in page


def test_an_organisation_shows_its_response_rate_and_its_reports(client, shown, red):
    page = client.get(f"/en/generation-equality/organisations/{red.slug}/").content.decode()
    assert "Reports owed and handed in, by cycle" in page
    assert "100 %" in page
    assert f"{shown.commitment.ref}, 2022" in page


def test_a_good_practice_is_public_only_with_its_makers_word(client, draft, ana, sofia, promise):
    fill(draft, ana, good_practice="Ask the neighbours first.")
    services.hand_in(Report.objects.get(pk=draft.pk), ana, ON_TIME)
    services.publish(Report.objects.get(pk=draft.pk), sofia, ON_TIME)
    assert "Ask the neighbours first." not in page_of(client, promise, 2022)[1]


def test_more_cycles_cost_no_more_queries(client, long_promise, ana, sofia):
    def cost():
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            assert page_of(client, long_promise)[0] == 200
        return len(seen)

    def tell(year):
        walk(at(f"{year}-06-01 00:00"))
        now = at(f"{year}-07-20 10:00")
        row = services.begin(
            Report.objects.get(commitment=long_promise, cycle__year=year), ana, now
        )
        fill(row, ana, now)
        services.hand_in(Report.objects.get(pk=row.pk), ana, now)
        services.publish(Report.objects.get(pk=row.pk), sofia, now)
        walk(at(f"{year}-08-01 00:00"), at(f"{year}-10-01 00:00"))

    tell(2022)
    first = cost()
    for year in (2023, 2024, 2025):
        tell(year)
    assert cost() == first <= 40
    last = Outcome.objects.get(is_last=True)
    assert (last.year, Outcome.objects.count()) == (2025, 4)


SAID = {
    "text": "Red de Mujeres closed the shelter.",
    "source": "Observatorio Sur",
    "dated": ON_TIME.date(),
    "language": "es",
    "url": "https://observatorio.example.org/sur",
}


def test_what_third_parties_say_stands_beside_the_report_until_withdrawn(
    client, shown, sofia, forum
):
    before = data_version(forum)
    kept = services.comment(shown, **SAID, by=sofia, now=LATE)
    assert data_version(forum) != before
    for year in (None, 2022):
        _status, page = page_of(client, shown.commitment, year)
        assert "A third party says" in page
        assert '<blockquote lang="es"' in page
        assert "Red de Mujeres closed the shelter." in page
        assert "Observatorio Sur" in page
        assert 'href="https://observatorio.example.org/sur"' in page
        assert "20 July 2022" in page
    before = data_version(forum)
    services.withdraw(kept, "About another report.", sofia, LATE)
    assert data_version(forum) != before
    for year in (None, 2022):
        _status, page = page_of(client, shown.commitment, year)
        assert "Observatorio" not in page
        assert "About another report." not in page


def test_what_third_parties_say_of_a_protected_maker_names_it_not(client, shown, sofia, red):
    services.comment(shown, **SAID, by=sofia, now=LATE)
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    _status, page = page_of(client, shown.commitment, 2022)
    part = page[page.index('class="stack report"') :]
    assert "A network closed the shelter." in part
    assert "Observatorio Sur" in part
    assert "Red de Mujeres" not in part
    assert "observatorio.example.org" not in part


def test_markup_in_a_third_partys_words_is_text(client, shown, sofia):
    services.comment(shown, **{**SAID, "text": "<b>no</b>", "source": "<i>x</i>"}, by=sofia, now=LATE)  # fmt: skip
    _status, page = page_of(client, shown.commitment, 2022)
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert "<i>x</i>" not in page
