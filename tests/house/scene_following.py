"""What Ana follows."""

from typing import Any

from avow.participants.services.entering import of_user
from tests.following.kit import NOW, follows, search
from tests.worlds import World


def add(world: World) -> dict[str, Any]:
    """Let her follow a search; return the names that addresses are filled with."""
    person = of_user(world.user("ana"), world.forum, now=NOW)
    row = follows(person, search(world.forum, "country=MX"))
    return {"followed": row.pk, "follower": row.follower.token}
