import pytest

from avow.kernel.policy import May, Policy

POLICY = Policy(
    May("letter.read", "writer"),
    May("letter.read", "clerk", {"sent"}, "related"),
)


def test_a_row_grants_its_role_in_its_state():
    assert POLICY.allows("letter.read", {"writer"}, "draft")
    assert POLICY.allows("letter.read", {"clerk"}, "sent")


def test_another_state_role_or_a_spoiling_role_is_not_granted():
    assert not POLICY.allows("letter.read", {"clerk"}, "draft")
    assert not POLICY.allows("letter.read", {"clerk", "related"}, "sent")
    assert not POLICY.allows("letter.read", set(), "sent")


def test_a_mistyped_action_never_grants():
    with pytest.raises(KeyError):
        POLICY.allows("letter.reed", {"writer"}, "draft")
