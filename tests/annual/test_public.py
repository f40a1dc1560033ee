"""The annual report as the public reads it: figures in place, each with its rows, nothing withheld."""

import re

import pytest

from avow.annual import services
from avow.annual.figures import added
from avow.annual.models import Section
from avow.annual.states import Kind
from avow.commitments import services as commitments
from avow.commitments.publication import organisation_changed
from tests.annual.conftest import NOW

pytestmark = pytest.mark.django_db
PAGE = "/en/generation-equality/reports/2023/"


def words(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def test_the_text_stands_with_its_figures_in_place_each_leading_to_its_rows(client, published):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "In this year 3 commitments pledged" in words(answer)
    assert "1 of 3 reports." in words(answer)
    assert f'href="{PAGE}annex/?figure=reports.handed_in"' in answer.content.decode()
    assert "{{" not in words(answer)


def test_a_section_that_is_not_translated_says_in_which_language_it_is(client, published):
    text = client.get(PAGE).content.decode()
    assert "This section is not translated yet; it is in French." in text
    assert re.search(r'lang="fr" dir="ltr">\s*<p>Merci', text)


def test_the_rows_behind_a_figure_are_those_it_counts(client, published):
    answer = client.get(f"{PAGE}annex/?figure=commitments.status.not_reported")
    assert "stops" in words(answer)
    assert "silent" in words(answer)
    assert "steady" not in words(answer)


def test_each_row_says_what_it_adds_to_the_figure_and_together_they_make_it(client, published):
    for figure in published.report.figures.filter(name__in=["money.pledged", "makers"]):
        page = client.get(f"{PAGE}annex/?figure={figure.name}")
        rows = {row.ref: row.content for row in published.report.rows.all()}
        lines = page.context["lines"]
        assert all(line.added for line in lines)
        parts = [added(rows[line.ref], published.report.facts, figure.name) for line in lines]
        assert sum(parts) >= figure.value > 0
        if figure.name == "money.pledged":
            assert sum(parts) == figure.value
            assert "Adds to this figure" in words(page)


def test_the_annex_has_every_commitment_with_its_money_status_and_report(client, published):
    text = words(client.get(f"{PAGE}annex/"))
    for title in ("steady", "stops", "silent"):
        assert title in text
    assert "Self-reported" in text
    assert "Not reported" in text


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}annex/?figure=nothing",
        f"{PAGE}annex/?figure={'x' * 500}",
        f"{PAGE}coalitions/nowhere/",
        f"{PAGE}charts/nothing.svg",
        f"{PAGE}charts/status-now.pdf",
        f"{PAGE}charts/status-now.svg?coalition=nowhere",
        "/en/generation-equality/reports/2022/",
        "/en/generation-equality/reports/1999/annex/",
    ],
)
def test_what_is_not_there_is_not_found(client, published, address):
    assert client.get(address).status_code == 404


def test_nobody_reads_a_report_before_it_is_published(client, annual):
    for address in (PAGE, f"{PAGE}annex/", f"{PAGE}charts/status-now.csv"):
        assert client.get(address).status_code == 404
    assert "There is no annual report yet" in words(client.get("/en/generation-equality/reports/"))


def test_the_years_published_are_listed(client, published):
    text = client.get("/en/generation-equality/reports/").content.decode()
    assert f'href="{PAGE}"' in text


def test_each_coalition_has_its_chapter(client, published, forum):
    for coalition in forum.coalitions.all():
        answer = client.get(f"{PAGE}coalitions/{coalition.slug}/")
        assert answer.status_code == 200
        assert coalition.name in words(answer)


def test_charts_can_be_kept_as_data_and_picture(client, published):
    data = client.get(f"{PAGE}charts/status-by-cycle.csv").content.decode()
    assert data.splitlines()[0].startswith("code,name,achieved,on_track,delayed")
    assert "2022" in data
    picture = client.get(f"{PAGE}charts/status-by-cycle.svg")
    assert picture["Content-Type"].startswith("image/svg+xml")


def test_what_was_withdrawn_since_keeps_its_figure_and_loses_its_words(
    client, published, told, ana
):
    commitments.withdraw(told["steady"], ana, NOW, "Gone")
    assert "In this year 3 commitments" in words(client.get(PAGE))
    line = words(client.get(f"{PAGE}annex/?figure=commitments.status.on_track"))
    assert "Withdrawn" in line
    assert "Red de Mujeres" not in line


def test_a_maker_that_asks_for_protection_later_is_named_nowhere(client, published, maker, sofia):
    section = Section.objects.get(report=published.report, kind=Kind.OUTLOOK)
    services.write(section, "en", "We thank Red de Mujeres.", by=sofia, now=NOW)
    services.correct(published.report, "Thanks were missing", by=sofia, now=NOW)
    assert "Red de Mujeres" in words(client.get(PAGE))
    one = maker.organisation
    one.is_protected, one.protected_name = True, "A women’s network"
    one.save()
    organisation_changed(one, NOW)
    for address in (PAGE, f"{PAGE}annex/", f"{PAGE}annex/?figure=makers"):
        text = client.get(address).content.decode()
        assert "Red de Mujeres" not in text
        assert one.slug not in text
    assert "A women’s network" in words(client.get(f"{PAGE}annex/"))


def test_pages_ask_as_many_questions_for_many_commitments_as_for_one(
    client, published, django_assert_max_num_queries
):
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(f"{PAGE}annex/?figure=commitments")


def test_an_earlier_edition_stays_readable_and_says_that_there_is_a_newer_one(
    client, published, sofia
):
    section = Section.objects.get(report=published.report, kind=Kind.OUTLOOK)
    services.write(section, "en", "Next year, more.", by=sofia, now=NOW)
    services.correct(published.report, "The outlook was missing", by=sofia, now=NOW)
    first, last = client.get(f"{PAGE}editions/1/"), client.get(PAGE)
    assert "This report was corrected since" in words(first)
    assert "Next year, more." not in words(first)
    assert "Next year, more." in words(last)
    assert "The outlook was missing" in words(last)
    assert client.get(f"{PAGE}editions/3/").status_code == 404
