"""Many rows of imports at once, for tests of what a list costs."""

from avow.opendata.models import NearMiss, WaitingRow
from tests.house.crowds import NOW, houses
from tests.worlds import World


def near_misses(world: World, number: int) -> None:
    made = NearMiss.objects.bulk_create(
        [
            NearMiss(
                forum=world.forum,
                name=one.name,
                folded_name=one.folded_name,
                candidates=[[one.pk, 90, "close_spelling"]],
                found_at=NOW,
            )
            for one in houses(number)
        ]
    )
    WaitingRow.objects.bulk_create(
        [
            WaitingRow(near_miss=one, kind="commitments", key="x", line=2, cells={}, at=NOW)
            for one in made
        ]
    )
