"""The chain without a database."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.ledger import rules

TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20).filter(
    lambda t: "@" not in t
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


def make_chain(*datas):
    chain, previous = [], rules.GENESIS
    for seq, data in enumerate(datas, 1):
        entry = {
            "seq": seq,
            "forum": "generation-equality",
            "at": rules.instant(datetime(2021, 4, 5, tzinfo=UTC)),
            "verb": "commitment.publish",
            "subject": f"commitment:GE-{seq:06}",
            "role": "secretariat",
            "data": rules.plain(data),
            "previous_hash": previous,
        }
        previous = rules.digest(entry)
        chain.append({**entry, "hash": previous})
    return chain


def test_an_untouched_chain_is_good():
    chain = make_chain({"a": 1}, {"b": "é"}, {})
    assert rules.check(chain) == rules.Verdict(3, chain[-1]["hash"])


def test_an_empty_chain_is_good():
    assert rules.check([]) == rules.Verdict(0, rules.GENESIS)


def test_the_hash_is_the_same_on_every_machine():
    written = (
        '{"at":"2021-04-05T00:00:00.000000Z","data":{"a":"ü","z":1},"forum":"generation-equality",'
        '"previous_hash":"0000000000000000000000000000000000000000000000000000000000000000",'
        '"role":"secretariat","seq":1,"subject":"commitment:GE-000001","verb":"commitment.publish"}'
    )
    assert make_chain({"z": 1, "a": "ü"})[0]["hash"] == sha256(written.encode()).hexdigest()


@pytest.mark.parametrize("field", ["forum", "at", "verb", "subject", "role", "data"])
def test_a_changed_field_is_found(field):
    chain = make_chain({}, {}, {})
    chain[1][field] = "other"
    assert rules.check(chain).fault == rules.Fault(2, "changed")


def test_a_changed_entry_with_a_new_hash_breaks_the_link_after_it():
    chain = make_chain({}, {}, {})
    chain[1]["data"] = {"forged": True}
    chain[1]["hash"] = rules.digest(chain[1])
    assert rules.check(chain).fault == rules.Fault(3, "broken_link")


def test_a_removed_entry_is_found():
    chain = make_chain({}, {}, {})
    del chain[1]
    assert rules.check(chain).fault == rules.Fault(2, "sequence")


def test_a_removed_entry_with_new_numbers_is_found():
    chain = make_chain({}, {}, {})
    del chain[1]
    chain[1]["seq"] = 2
    assert rules.check(chain).fault == rules.Fault(2, "broken_link")


def test_two_swapped_entries_are_found():
    chain = make_chain({"a": 1}, {"b": 1}, {})
    chain[0], chain[1] = chain[1], chain[0]
    assert rules.check(chain).fault == rules.Fault(1, "sequence")


def test_an_inserted_entry_is_found():
    chain = make_chain({}, {}, {})
    chain.insert(1, make_chain({}, {"forged": 1})[1])
    assert rules.check(chain).fault == rules.Fault(3, "sequence")


def test_a_cut_off_end_is_found_by_the_hash_noted_earlier():
    chain = make_chain({}, {}, {})
    assert rules.check(chain[:2], head=chain[2]["hash"]).fault == rules.Fault(3, "head_missing")


def test_a_chain_that_grew_still_holds_the_hash_noted_earlier():
    chain = make_chain({}, {}, {})
    assert rules.check(chain, head=chain[0]["hash"]).fault is None


def test_a_chain_written_anew_from_the_start_lacks_the_hash_noted_earlier():
    noted = make_chain({}, {"kept": True})[-1]["hash"]
    assert rules.check(make_chain({}, {"kept": False}), head=noted).fault == rules.Fault(
        3, "head_missing"
    )


@pytest.mark.parametrize("entry", [{}, {"seq": 1}, {"seq": 1, "hash": "x", "extra": 1}])
def test_an_entry_that_is_not_one_is_unreadable(entry):
    assert rules.check([entry]).fault == rules.Fault(1, "unreadable")


@pytest.mark.parametrize(
    "line", [b"", b"not json", b"[1]", b'{"seq": 1.0}', b'{"seq": NaN}', b"\xff"]
)
def test_a_line_that_is_no_entry_reads_as_nothing(line):
    assert rules.parse(line) == {}


@given(st.lists(st.dictionaries(TEXT, VALUES, max_size=3), min_size=1, max_size=4))
def test_any_chain_survives_being_written_down_and_read_again(datas):
    chain = make_chain(*datas)
    lines = [rules.canonical(entry) for entry in chain]
    assert rules.check(map(rules.parse, lines)) == rules.Verdict(len(chain), chain[-1]["hash"])


def test_text_is_kept_in_one_form():
    assert rules.plain({"cafe\u0301": ["e\u0301", ("a",)]}) == {"café": ["é", ["a"]]}


@pytest.mark.parametrize(
    "value", [1.5, Decimal(1), datetime(2021, 1, 1, tzinfo=UTC), {1: 2}, {"a"}, b"x"]
)
def test_what_two_machines_could_write_differently_is_refused(value):
    with pytest.raises(TypeError):
        rules.plain({"value": value})


@pytest.mark.parametrize(
    "value",
    [
        "ana@example.org",
        "write to <ana@example.org>.",
        ["x", {"y": "a.b@c.co"}],
        {"ana@example.org": 1},
    ],
)
def test_an_address_is_refused_however_deep(value):
    with pytest.raises(rules.PersonalData):
        rules.plain({"value": value})


@pytest.mark.parametrize("value", ["@un_women", "5 @ 3.20", "a@b", "price@ 3.50"])
def test_an_at_sign_is_no_address(value):
    assert rules.plain(value) == value


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError):
        rules.instant(datetime(2021, 4, 5))  # noqa: DTZ001  the point of the test


def test_a_time_is_written_in_utc():
    assert (
        rules.instant(datetime.fromisoformat("2021-04-05T10:00:00+02:00"))
        == "2021-04-05T08:00:00.000000Z"
    )


def test_canonical_json_sorts_and_does_not_escape():
    assert (
        rules.canonical({"b": [1, None, True], "a": "ع"})
        == json.dumps(
            {"a": "ع", "b": [1, None, True]}, ensure_ascii=False, separators=(",", ":")
        ).encode()
    )
