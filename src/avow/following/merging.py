"""What is followed, when two organisations become one."""

from datetime import datetime

from avow.following.models import Follow
from avow.following.targets import of_organisation
from avow.people.merging import moves_on_merge
from avow.people.models import Organisation


@moves_on_merge("following")
def move(gone: Organisation, kept: Organisation, _now: datetime) -> int:
    """Let whoever follows the one follow the other; who followed both keeps the one."""
    rows = Follow.objects.filter(organisation=gone)
    both = Follow.objects.filter(organisation=kept).values("follower")
    rows.filter(follower__in=list(both.values_list("follower", flat=True))).delete()
    return rows.update(organisation=kept, key=of_organisation(kept).key)
