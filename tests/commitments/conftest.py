"""Commitments for tests: written, handed in, decided and published through the services alone."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from avow.answers import services as answers
from avow.commitments import services
from avow.commitments.models import Commitment
from avow.forums.models import Coalition, Forum
from avow.people.models import Organisation, User
from avow.review.models import Case, Maker
from tests.worlds import World, at

MORNING = at("2021-04-05 10:00")
LATER = at("2021-04-06 10:00")
PLAIN: dict[str, Any] = {
    "title": "Shelters in every district",
    "summary": "Twelve shelters, run by survivors.",
    "language": "en",
    "actions": ["GBV-1"],
    "types": ["programme"],
    "beneficiaries": "4000 women and their children",
    "countries": ["MX"],
    "starts_on": "2021-07-01",
    "ends_on": "2023-06-30",
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "target": [{"indicator": "Shelters open", "unit": "shelters", "baseline": "2", "value": "12"}],
}
Write = Callable[..., Commitment]


def fill(
    commitment: Commitment,
    plain: Mapping[str, Any] = PLAIN,
    rows: Mapping[str, list[dict[str, Any]]] = ROWS,
) -> Commitment:
    """Answer the questions of a commitment: plain ones by key, rows by section and code."""
    assert commitment.sheet is not None
    values: dict[tuple[str, str], Any] = {("", key): value for key, value in plain.items()}
    for section, found in rows.items():
        for row in found:
            number = answers.next_row(commitment.sheet, section)
            scope = answers.add_row(commitment.sheet, section, number, now=MORNING)
            values |= {(scope, f"{section}_{code}"): value for code, value in row.items()}
    answers.put(commitment.sheet, values, by=None, now=MORNING)
    return commitment


def change(commitment: Commitment, by: User, key: str, value: Any, scope: str = "") -> None:
    """Answer one question anew, having seen the answer that stands there."""
    row = commitment.sheet.answers.filter(scope=scope, key=key).first()  # type: ignore[union-attr]
    seen = row.version if row else 0
    answers.save_answer(commitment.sheet, scope, key, value, seen_version=seen, by=by, now=LATER)  # type: ignore[arg-type]


def accept(case: Case) -> None:
    """Let a case be accepted, as if Champions and Core Group had spoken."""
    case.state, case.decided_at = "accepted", MORNING
    case.save()


def reject(case: Case) -> None:
    """Let a case be declined."""
    case.state, case.decided_at, case.reason = "declined", MORNING, "No target can be measured."
    case.save()


@pytest.fixture
def write(forum: Forum, red: Organisation, ana: User) -> Write:
    """Write a complete draft of Red de Mujeres; answers by key, `rows=` by section."""

    def make(rows: Mapping[str, list[dict[str, Any]]] | None = None, **plain: Any) -> Commitment:
        commitment = services.create(forum, red, ana, MORNING)
        return fill(commitment, PLAIN | plain, ROWS | (rows or {}))

    return make


@pytest.fixture
def maker(forum: Forum, red: Organisation, gbv: Coalition) -> Maker:
    """Red de Mujeres is a commitment maker of gender-based violence."""
    return Maker.objects.create(forum=forum, organisation=red, coalition=gbv, since=MORNING)


@pytest.fixture
def submitted(write: Write, maker: Maker, ana: User) -> Commitment:
    """A commitment handed in on its own."""
    return services.submit(write(), ana, MORNING)


@pytest.fixture
def in_review(submitted: Commitment, sofia: User) -> Commitment:
    """A commitment that gender-based violence looks at."""
    services.open_cases(submitted, sofia, MORNING)
    return Commitment.objects.get(pk=submitted.pk)


@pytest.fixture
def published(in_review: Commitment, sofia: User) -> Commitment:
    """A commitment that everybody can read."""
    for link in in_review.coalitions.all():
        accept(link.case)  # type: ignore[arg-type]
    return services.publish(in_review, sofia, LATER)


__all__ = ["LATER", "MORNING", "PLAIN", "ROWS", "World", "accept", "at", "change", "fill", "reject"]


@pytest.fixture
def joint(write: Write, world: World, maker: Maker, ana: User, lagos: Organisation) -> Commitment:
    """A commitment of Red de Mujeres with Lagos Youth Network, handed in."""
    from tests.commitments.joint_making import CO_MAKER, MONEY, make_maker

    make_maker(world, lagos)
    draft = write(rows={"maker": [CO_MAKER], "finance": [MONEY]}, lead_share="60")
    return services.submit(draft, ana, MORNING)
