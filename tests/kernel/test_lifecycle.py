from datetime import UTC, datetime
from enum import StrEnum

import pytest

from avow.kernel.lifecycle import Lifecycle, Refused, row

NOW = datetime(2021, 4, 1, 12, tzinfo=UTC)


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


class Role(StrEnum):
    GUEST = "guest"
    PORTER = "porter"
    REPRESENTATIVE = "representative"
    OWN_ORGANISATION = "own_organisation"
    RECUSED = "recused"


def by_day(facts, _now):
    return () if facts["day"] else ("too_late",)


def with_a_key(facts, _now):
    return () if facts["key"] else ("no_key",)


DOOR = Lifecycle(
    "door",
    states=Door,
    roles=Role,
    moves=[
        row("shut", "open", "shut", "guest porter"),
        row("lock", "open shut", "locked", "porter", by_day, with_a_key),
        row("knock", "shut locked", "open", "representative porter"),
    ],
)


def test_a_move_that_the_table_has_is_made():
    assert DOOR.step("shut", "open", {"guest"}, {}, NOW).target == "shut"


def test_every_reason_is_given_at_once():
    with pytest.raises(Refused) as refused:
        DOOR.step("lock", "shut", {"porter"}, {"day": False, "key": False}, NOW)
    assert refused.value.reasons == ("too_late", "no_key")
    assert not refused.value.forbidden


def test_a_role_without_the_move_is_forbidden_it_in_every_state():
    with pytest.raises(Refused) as refused:
        DOOR.step("lock", "open", {"guest"}, {"day": True, "key": True}, NOW)
    assert refused.value.forbidden


def test_a_role_with_the_move_is_told_that_the_state_has_moved_on():
    with pytest.raises(Refused) as refused:
        DOOR.step("shut", "locked", {"guest"}, {}, NOW)
    assert refused.value.reasons == ("moved_on",)
    assert not refused.value.forbidden


@pytest.mark.parametrize("conflict", ["own_organisation", "recused"])
def test_a_conflict_leaves_only_the_moves_of_a_party(conflict):
    assert DOOR.open_to("open", {"porter", conflict}) == ()
    assert [m.name for m in DOOR.open_to("shut", {"porter", "representative", conflict})] == [
        "knock"
    ]


def test_an_unknown_move_is_a_programming_error():
    with pytest.raises(KeyError):
        DOOR.step("paint", "open", {"porter"}, {}, NOW)


@pytest.mark.parametrize(
    "bad", [row("x", "ajar", "shut", "guest"), row("x", "open", "shut", "cat")]
)
def test_a_table_with_an_unknown_state_or_role_does_not_load(bad):
    with pytest.raises(ValueError, match="unknown"):
        Lifecycle("door", states=Door, roles=Role, moves=[bad])
