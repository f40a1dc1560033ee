"""What can be done with a case: one verb, one transaction each."""

from avow.review.services.asking import answer, ask
from avow.review.services.common import open_seals, roles_in
from avow.review.services.liaison import object_to, overrule, pass_silence, uphold
from avow.review.services.opening import close_case, open_case
from avow.review.services.voting import (
    cast_vote,
    count_again,
    declare_interest,
    settle_against,
    settle_for,
)

__all__ = [
    "answer",
    "ask",
    "cast_vote",
    "close_case",
    "count_again",
    "declare_interest",
    "object_to",
    "open_case",
    "open_seals",
    "overrule",
    "pass_silence",
    "roles_in",
    "settle_against",
    "settle_for",
    "uphold",
]
