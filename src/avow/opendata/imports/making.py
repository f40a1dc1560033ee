"""What one checked row becomes: unsaved rows of the tables, as the database would give them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from avow.commitments import publication
from avow.commitments.models import (
    Commitment,
    CommitmentCoalition,
    FinanceLine,
    Link,
    Place,
    Revision,
)
from avow.commitments.states import State
from avow.directory.states import Status
from avow.directory.vocabulary import Vocabulary
from avow.forums.models import Action, Forum
from avow.kernel import bulk
from avow.kernel.clock import day_of
from avow.people.models import Organisation

if TYPE_CHECKING:
    from avow.opendata.imports.commitments import Money, Pledge

_STATES = {Status.COMPLETED.value: State.COMPLETED, Status.ENDED.value: State.ENDED}


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of one commitment; `actions` are those that its revision serves."""

    commitment: Commitment
    revision: Revision
    coalitions: Sequence[CommitmentCoalition]
    actions: Sequence[Action]
    lines: Sequence[FinanceLine]
    places: Sequence[Place]
    links: Sequence[Link]


@dataclass
class Maker:
    """Makes the rows of a forum's commitments; knows the forum's coalitions and actions."""

    forum: Forum
    vocabulary: Vocabulary

    @cached_property
    def _order(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.vocabulary.actions)}

    def make(
        self,
        pledge: "Pledge",
        keys: tuple[int, int],
        number: int,
        owner: Organisation,
        now: datetime,
    ) -> Made:
        """Return the rows of one; `keys` are those of the commitment and of its revision."""
        key, text = keys
        since = pledge.published_at or now
        commitment = bulk.made(
            Commitment,
            id=key,
            forum_id=self.forum.pk,
            organisation_id=owner.pk,
            ref=f"{self.forum.reference_prefix}-{number:06d}",
            state=_STATES.get(pledge.status, State.PUBLISHED).value,
            current_id=text,
            public_id=text,
            source_id=pledge.source_id,
            progress_status=_progress(pledge),
            over_on=_over_on(pledge, day_of(now, self.forum.zone)),
            created_at=now,
            submitted_at=pledge.submitted_at,
            published_at=since,
        )
        bulk.relate(commitment, forum=self.forum)
        made = Made(
            commitment,
            _revision(pledge, keys, now),
            self._coalitions(pledge, key, since),
            [self.vocabulary.actions[code] for code in sorted(pledge.actions, key=self._place)],
            [_line(money, text) for money in pledge.money],
            [bulk.made(Place, revision_id=text, country=code) for code in sorted(pledge.places)],
            [bulk.made(Link, revision_id=text, url=url) for url in pledge.links],
        )
        publication.complete(
            commitment,
            made.revision,
            owner=owner,
            coalitions=made.coalitions,
            children={
                "actions": made.actions,
                "finance_lines": made.lines,
                "places": made.places,
                "links": made.links,
            },
        )
        return made

    def _place(self, code: str) -> int:
        return self._order[code]

    def _coalitions(self, pledge: "Pledge", key: int, since: datetime) -> list[CommitmentCoalition]:
        rows = []
        for code in pledge.coalitions:
            coalition = self.vocabulary.coalitions[code]
            row = bulk.made(
                CommitmentCoalition,
                commitment_id=key,
                coalition_id=coalition.pk,
                shown_since=since,
            )
            bulk.relate(row, coalition=coalition)
            rows.append(row)
        return rows


def _progress(pledge: "Pledge") -> str:
    return Status.NOT_REPORTED.value if pledge.status in _STATES else pledge.status


def _over_on(pledge: "Pledge", today: date) -> date | None:
    """Return the last day of what comes in as over: no later than the day it comes in."""
    return min(pledge.ends_on, today) if pledge.status in _STATES else None


def _revision(pledge: "Pledge", keys: tuple[int, int], now: datetime) -> Revision:
    key, text = keys
    return bulk.made(
        Revision,
        id=text,
        commitment_id=key,
        number=1,
        language=pledge.language,
        title=pledge.title,
        summary=pledge.summary,
        main_type=pledge.types[0],
        types=list(pledge.types),
        sdg_targets=list(pledge.sdg_targets),
        starts_on=pledge.starts_on,
        ends_on=pledge.ends_on,
        also_registered_in=pledge.also_registered_in,
        iati_identifier=pledge.iati_identifier,
        created_at=now,
        published_at=pledge.published_at or now,
        **pledge.texts,
    )


def _line(money: "Money", revision: int) -> FinanceLine:
    return bulk.made(
        FinanceLine,
        revision_id=revision,
        amount=money.amount,
        currency=money.currency,
        amount_usd=money.usd,
        rate=money.rate.usd if money.rate else None,
        rate_day=money.rate.day if money.rate else None,
        rate_source=money.rate.source if money.rate else "",
    )


def write(made: Sequence[Made]) -> None:
    """Insert all rows, few statements for any number of them."""
    bulk.insert_made([one.commitment for one in made])
    bulk.insert_made([one.revision for one in made])
    bulk.insert_made([row for one in made for row in one.coalitions])
    bulk.insert(
        Revision.actions.through,
        ("revision_id", "action_id"),
        [(one.revision.pk, action.pk) for one in made for action in one.actions],
    )
    bulk.insert_made([row for one in made for row in one.lines])
    bulk.insert_made([row for one in made for row in one.places])
    bulk.insert_made([row for one in made for row in one.links])
