"""Comments on a plan from a spreadsheet: in once, whatever is run again; no word lost unsaid."""

import contextlib
import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from avow.consultation.models import Comment
from tests.consultation.kit import draft, next_version

HEADER = ("coalition", "section", "quote", "text", "language", "country", "source", "id")
PLAN = "gender_based_violence"
GOOD = (PLAN, "2", "We train judges", "And clerks.", "en", "KE", "Nairobi", "1")
OTHER = (PLAN, "", "", "More money.", "fr", "", "Nairobi", "2")


@pytest.fixture
def version(world):
    return draft(world)


@pytest.fixture
def load(world, tmp_path):
    def run(*rows, header=HEADER):
        file, errors = tmp_path / "comments.csv", tmp_path / "errors.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, *rows])
        options = {"forum": world.forum.slug, "errors": str(errors), "stdout": StringIO()}
        with contextlib.suppress(SystemExit, CommandError):
            call_command("import", "comments", str(file), **options)
        return "".join(errors.read_text().splitlines(keepends=True)[1:])  # without the header

    return run


def words():
    return sorted(Comment.objects.values_list("text__text", flat=True))


def test_good_rows_come_in_once_and_bad_ones_are_told(load, version):
    errors = load(
        GOOD,
        OTHER,
        ("none", "", "", "Lost?", "en", "", "", "3"),
        (PLAN, "99", "", "Lost?", "en", "", "", "4"),
        (PLAN, "", "", "", "en", "", "", "5"),
    )
    assert words() == ["And clerks.", "More money."]
    assert "no section of this number" in errors
    assert len(errors.splitlines()) == 3
    one = Comment.objects.get(source_row="1")
    assert (one.quote, one.country, one.source) == ("We train judges", "KE", "spreadsheet")
    load(GOOD, OTHER)
    assert Comment.objects.count() == 2


def test_the_same_file_after_the_next_version_changes_nothing(load, world, version):
    load(GOOD, OTHER)
    next_version(world, body="Changed")
    load(GOOD, OTHER)
    assert Comment.objects.count() == 2


def test_other_words_under_a_number_that_is_taken_are_told(load, version):
    """Another workshop's sheet begins with number 1 too: its words may not vanish."""
    assert load(GOOD) == ""
    errors = load((PLAN, "", "", "Said elsewhere.", "en", "", "Nairobi", "1"))
    assert "has this number already" in errors
    again = (PLAN, "", "", "First.", "en", "", "Lima", "1")
    errors = load(again, (PLAN, "", "", "Second.", "en", "", "Lima", "1"), again)
    assert "has this number already" in errors
    assert words() == ["And clerks.", "First."]


def test_a_quote_that_is_gone_stands_in_front_of_the_words_and_is_here_again(load, version):
    row = (PLAN, "2", "Words of the last draft", "And clerks.", "en", "", "Nairobi", "1")
    assert (load(row), load(row)) == ("", "")
    assert words() == ["“Words of the last draft”\n\nAnd clerks."]


def test_the_same_words_of_two_people_are_two_comments_whenever_the_file_is_read(load, version):
    rows = [
        (PLAN, "", "", "I agree", "en", country, "Survey", "") for country in ("KE", "FR", "KE")
    ]
    assert load(*rows) == ""
    assert Comment.objects.count() == 3
    assert load(*rows) == ""
    assert Comment.objects.count() == 3
