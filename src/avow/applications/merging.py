"""Applications, when two organisations become one."""

from datetime import datetime

from avow.applications.models import Application
from avow.applications.states import OVER
from avow.kernel.lifecycle import Refused
from avow.people.merging import moves_on_merge
from avow.people.models import Organisation


@moves_on_merge("applications")
def move(gone: Organisation, kept: Organisation, _now: datetime) -> int:
    """Move the applications, open and over.

    Two open ones to the same forum are two requests, and nobody but their writers may give one up.
    Raises Refused (`merge_two_applications`) and nothing is merged.
    """
    undecided = Application.objects.exclude(state__in=sorted(OVER))
    theirs = undecided.filter(organisation=gone).values("forum")
    if undecided.filter(organisation=kept, forum__in=theirs).exists():
        raise Refused("merge_two_applications")
    return Application.objects.filter(organisation=gone).update(organisation=kept)
