"""Many things that Ana follows, of every kind."""

import secrets

from avow.following.models import Follow, Follower
from avow.following.targets import of_organisation
from avow.participants.services.entering import of_user
from tests.directory.making import publish_some
from tests.following.kit import NOW
from tests.worlds import World


def followed(world: World, number: int) -> None:
    """Make so many: searches of an action, organisations, commitments, in turn."""
    person = of_user(world.user("ana"), world.forum, now=NOW)
    token = secrets.token_urlsafe(32)
    follower, _made = Follower.objects.get_or_create(participant=person, defaults={"token": token})
    publish_some(world.forum, 3)
    red = world.organisation("red-de-mujeres")
    shared = {"follower": follower, "created_at": NOW, "confirmed_at": NOW, "looked_until": NOW}
    kinds = (
        {"kind": "search", "query": "action=GBV-1&country=MX"},
        {"kind": "organisation", "organisation": red},
        {"kind": "commitment", "ref": "GE-900001"},
    )
    Follow.objects.bulk_create(
        Follow(**shared, key=f"{n}:{of_organisation(red).key[:40]}", **kinds[n % 3])
        for n in range(number)
    )
