"""The compact memory of ids says the same as a dictionary."""

from hypothesis import given
from hypothesis import strategies as some

from avow.opendata.imports.lines import Lines


@given(some.lists(some.text(max_size=3), max_size=200))
def test_it_says_on_which_line_an_id_stood_first(ids):
    lines, known = Lines(), {}
    for line, value in enumerate(ids, 2):
        assert lines.first(value, line) == known.setdefault(value, line)


def test_it_keeps_them_when_it_grows():
    lines = Lines()
    assert [lines.first(f"id-{number}", number) for number in range(1, 9000)] == [*range(1, 9000)]
    assert [lines.first(f"id-{number}", 0) for number in range(1, 9000)] == [*range(1, 9000)]
