"""Many joint commitments, requests to join, makers and rates, for the lists that show them."""

from datetime import date, timedelta

from avow.commitments.models import CoMaker, Commitment, Joining
from avow.directory.services import publish_all
from tests.directory.making import public_entry
from tests.house.crowds import NOW, commitments, houses
from tests.worlds import World


def co_makers(world: World, number: int) -> None:
    red = world.organisation("red-de-mujeres")
    CoMaker.objects.bulk_create(
        [
            CoMaker(revision=one, organisation=red, share=40)
            for one in commitments(world, houses(number))
        ]
    )


def joint(world: World, number: int) -> None:
    (text,) = commitments(world, [world.organisation("red-de-mujeres")])
    Commitment.objects.filter(pk=text.commitment.pk).update(ref="GE-000778")
    made = houses(number)
    CoMaker.objects.bulk_create(
        [CoMaker(revision=text, organisation=one, share="0.1") for one in made]
    )
    Joining.objects.bulk_create(
        [Joining(commitment=text.commitment, organisation=one, asked_at=NOW) for one in made]
    )


def parts(world: World, number: int) -> None:
    publish_all(
        public_entry(world.forum, organisation_slug=f"house-{n}", organisation_name=f"House {n}")
        for n in range(number)
    )


def rates(world: World, number: int) -> None:
    forum = world.forum
    days = [date(2021, 1, 1) + timedelta(days=n) for n in range(number)]
    forum.pack["rates"] = [
        {"currency": "EUR", "usd": "1.2", "day": day.isoformat(), "source": "A bank"}
        for day in days
    ]
    forum.save(update_fields=["pack"])
