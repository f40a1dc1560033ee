"""Publishing a report: an edition that never changes, and corrections that say what they correct."""

import pytest
from django.db import DatabaseError, transaction

from avow.annual import services
from avow.annual.models import Edition
from avow.annual.services.publishing import digest_of, in_the_way
from avow.annual.states import Kind, State
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from tests.annual.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def annual(quiet):
    """A report whose numbers do not matter here."""
    return quiet


@pytest.fixture
def written(annual, sofia):
    """A report with a foreword in two languages."""
    foreword = annual.sections.get(kind=Kind.FOREWORD)
    for language, text in (("fr", "{{ commitments }} voix"), ("en", "{{ commitments }} voices")):
        services.write(foreword, language, text, by=sofia, now=NOW)
    return annual


def rewrite(annual, sofia, text):
    foreword = annual.sections.get(kind=Kind.FOREWORD)
    services.write(foreword, "fr", text, by=sofia, now=NOW)


def publish(annual, sofia):
    return services.publish(annual, by=sofia, now=NOW)


def correct(annual, sofia, note="A number was wrong."):
    return services.correct(annual, note, by=sofia, now=NOW)


def test_a_report_is_published_in_two_languages_with_its_digest_in_the_ledger(written, sofia):
    edition = publish(written, sofia)
    written.refresh_from_db()
    assert (written.state, edition.number, edition.published_by) == (State.PUBLISHED, 1, sofia)
    foreword = edition.content["sections"][0]
    assert (foreword["kind"], foreword["coalition"]) == ("foreword", "")
    assert [
        (one["language"], one["is_original"], one["is_stale"]) for one in foreword["texts"]
    ] == [
        ("fr", True, False),
        ("en", False, False),
    ]
    assert [one["coalition"] for one in edition.content["sections"] if one["coalition"]] == list(
        written.forum.coalitions.values_list("code", flat=True)
    )
    assert edition.digest == digest_of(written, edition.content)
    entry = LedgerEntry.objects.get(verb="annual.publish")
    assert entry.data == {"year": "2023", "edition": 1, "digest": edition.digest}


def test_publishing_twice_is_one_edition(written, sofia):
    assert publish(written, sofia) == publish(written, sofia)
    assert Edition.objects.count() == 1
    assert LedgerEntry.objects.filter(verb="annual.publish").count() == 1


def test_a_report_without_a_word_is_not_published(annual, sofia):
    assert in_the_way(annual, NOW) == ("annual_without_text",)
    with pytest.raises(Refused, match="annual_without_text"):
        publish(annual, sofia)
    services.add_section(annual, "en", "Only a title", by=sofia, now=NOW)
    with pytest.raises(Refused, match="annual_without_text"):
        publish(annual, sofia)
    annual.refresh_from_db()
    assert annual.state == State.PREPARING


@pytest.mark.parametrize("text", ["{{ commitmens }}", "{{ commitments | loud }}", "{{ x@y }}"])
def test_a_figure_that_does_not_exist_is_in_the_way(written, sofia, text):
    rewrite(written, sofia, text)
    assert in_the_way(written, NOW) == ("annual_unknown_figure",)
    with pytest.raises(Refused) as refusal:
        publish(written, sofia)
    assert refusal.value.reasons == ("annual_unknown_figure",)
    assert not Edition.objects.exists()


def test_every_reason_is_said_at_once(written, sofia):
    publish(written, sofia)
    rewrite(written, sofia, "{{ x }}")
    with pytest.raises(Refused) as refusal:
        correct(written, sofia, " \u200b")
    assert set(refusal.value.reasons) == {"annual_unknown_figure", "annual_correction_missing"}


def test_a_correction_is_the_next_edition_and_the_first_stays_as_it_was(written, sofia):
    first = publish(written, sofia)
    rewrite(written, sofia, "{{ makers }} voix")
    second = correct(written, sofia, " Makers, not commitments. ")
    assert (second.number, second.note) == (2, "Makers, not commitments.")
    texts = second.content["sections"][0]["texts"]
    assert [(one["language"], one["is_stale"]) for one in texts] == [("fr", False), ("en", True)]
    first.refresh_from_db()
    assert first.content["sections"][0]["texts"][0]["text"] == "{{ commitments }} voix"
    assert LedgerEntry.objects.get(verb="annual.correct").data["edition"] == 2


def test_a_correction_needs_a_change_and_a_note(written, sofia):
    publish(written, sofia)
    assert in_the_way(written, NOW) == ("annual_nothing_new",)
    with pytest.raises(Refused, match="annual_nothing_new"):
        correct(written, sofia)
    rewrite(written, sofia, "Autre")
    for note in ("", "   ", "\u200b\u00ad"):
        with pytest.raises(Refused, match="annual_correction_missing"):
            correct(written, sofia, note)
    assert correct(written, sofia).number == 2


def test_what_is_written_after_publication_is_not_in_the_edition(written, sofia):
    edition = publish(written, sofia)
    rewrite(written, sofia, "Later")
    services.add_section(written, "en", "Later", by=sofia, now=NOW)
    edition.refresh_from_db()
    assert "Later" not in str(edition.content)


def test_nobody_changes_an_edition_not_even_with_sql(written, sofia):
    edition = publish(written, sofia)
    rows = Edition.objects.filter(pk=edition.pk)
    for change in (
        lambda: rows.update(content={}),
        lambda: rows.update(digest="0"),
        lambda: rows.update(note="Other"),
        lambda: rows.update(number=7),
        rows.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert rows.update(published_by=None) == 1  # a person may be erased


def test_the_database_wants_a_reason_for_a_second_edition(written, sofia):
    first = publish(written, sofia)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.create(
            report=written, number=2, content={}, digest=first.digest, published_at=NOW
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.create(
            report=written, number=1, content={}, digest=first.digest, published_at=NOW
        )
