"""Many cycles' reports, silent organisations and commitments, for the lists that show them."""

from avow.commitments.models import CommitmentCoalition
from avow.people.models import WindowGrant
from avow.progress.models import Inactivity, Reminder, Report
from tests.house.crowds import NOW, commitments, houses
from tests.house.scene_reports import cycle
from tests.worlds import World, at


def reports(world: World, number: int) -> None:
    """Owe so many reports in a cycle, each of another organisation that was reminded."""
    found = cycle(world, year=2022)
    texts = commitments(world, houses(number))
    CommitmentCoalition.objects.bulk_create(
        [
            CommitmentCoalition(
                commitment=one.commitment, coalition=world.coalition("gender_based_violence")
            )
            for one in texts
        ],
        ignore_conflicts=True,
    )
    rows = [
        Report(
            cycle=found, commitment=one.commitment, organisation=one.commitment.organisation,
            share=100, is_lead=True,
        )
        for one in texts
    ]  # fmt: skip
    Report.objects.bulk_create(rows)
    Reminder.objects.bulk_create(
        [
            Reminder(cycle=found, organisation=one.organisation, day=NOW.date(), sent_at=NOW)
            for one in rows
        ]
    )


def grants(world: World, number: int) -> None:
    """Give so many organisations more time."""
    found = cycle(world, year=2022)
    WindowGrant.objects.bulk_create(
        [
            WindowGrant(
                window=found.window, organisation=one, until=at("2022-05-09 00:00"),
                reason="Storm", granted_at=NOW,
            )
            for one in houses(number)
        ]
    )  # fmt: skip


def silent(world: World, number: int) -> None:
    """Announce so many commitments as inactive soon."""
    Inactivity.objects.bulk_create(
        [
            Inactivity(commitment=one.commitment, missed=2, announced_at=NOW)
            for one in commitments(world, houses(number))
        ]
    )
