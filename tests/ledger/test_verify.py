"""`avow verify`: one clear line, and exit 1 with the first bad entry."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from avow.ledger import services
from avow.ledger.models import Entry
from tests.ledger.conftest import without_guard


def run(*args):
    out = StringIO()
    call_command("verify", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(chain, tmp_path):
    path = tmp_path / "chain.jsonl"
    path.write_bytes(b"".join(services.chain_lines()))
    return path


def test_a_whole_chain_says_good_and_its_head(chain):
    assert run() == f"good: 5 entries, head {chain[-1].hash}\n"


def test_a_downloaded_chain_says_the_same(chain, file):
    assert run(str(file)) == run()


def test_a_bad_chain_names_the_first_bad_entry(chain):
    with without_guard():
        Entry.objects.filter(seq__gte=3).update(role="x")
    with pytest.raises(
        CommandError, match="bad: entry 3: its content was changed after it was written"
    ):
        run()


def test_a_cut_off_file_is_bad(chain, file):
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-2]))
    with pytest.raises(CommandError, match="bad: entry 5: the end is missing"):
        run(str(file))


def test_a_hash_noted_earlier_must_be_in_the_file(chain, file):
    assert run(str(file), "--head", chain[1].hash).startswith("good")
    with pytest.raises(CommandError, match="noted earlier"):
        run(str(file), "--head", "f" * 64)


def test_a_missing_file_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "nowhere"))
