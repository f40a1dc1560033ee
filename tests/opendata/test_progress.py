"""The progress of a run: a line that moves for a person, plain lines for a log."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from avow.opendata.imports.progress import Progress, rows_about
from tests.opendata.making import write_csv


class Terminal(StringIO):
    def isatty(self):
        return True


def told(stream, seconds, done):
    times = iter([0.0, *seconds])
    progress = Progress(OutputWrapper(stream), 1000, lambda: next(times))
    for number in done:
        progress(number)
    return stream.getvalue()


def test_a_person_sees_one_line_that_moves_with_rate_and_rest():
    text = told(Terminal(), [2.0, 4.0], [200, 400])
    assert text.split("\r\x1b[K")[1:] == [
        "200 of about 1,000 rows, 100 a second, 0:00:08 left",
        "400 of about 1,000 rows, 100 a second, 0:00:06 left",
    ]


def test_a_log_gets_a_line_every_ten_seconds():
    text = told(StringIO(), [4.0, 10.0, 15.0, 21.0], [40, 100, 150, 1500])
    assert text.splitlines() == [
        "100 of about 1,000 rows, 10 a second, 0:01:30 left",
        "1,500 rows, 71 a second",
    ]


@pytest.mark.parametrize("title", ["plain", "on\ntwo lines", 'with "quotes"\nand lines'])
def test_rows_are_counted_without_reading_what_they_mean(tmp_path, title):
    assert rows_about(write_csv(tmp_path, {"title": title}, {}, {"title": title})) == 3


def test_a_workbook_has_no_known_number_of_rows(tmp_path):
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04\n\n\n")
    assert rows_about(tmp_path / "book.xlsx") == 0
