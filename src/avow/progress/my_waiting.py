"""What waits for a maker on their own page: reports to write, and those that were returned."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.forums.formats import day_words
from avow.forums.models import Forum
from avow.people.models import User
from avow.people.standing import Standing
from avow.people.waiting import Waiting, tells_what_waits
from avow.progress import rules, services
from avow.progress.models import Cycle, Report
from avow.progress.services.common import page_of
from avow.progress.states import State


@tells_what_waits("reports")
def reports(user: User, forum: Forum, standing: Standing, now: datetime) -> list[Waiting]:
    """Return a line for the reports of a cycle that takes them, and one for those returned."""
    rows = Report.objects.filter(cycle__forum=forum, cycle__in=Cycle.objects.under_way())
    rows = rows.of_person(user, standing.readable_organisations).waiting_for_maker().whole()
    found = []
    for one in rows:
        one.cycle.forum = forum  # its pack is read once
        if one.cycle.phase(now) in {"open", "late"}:
            found.append(one)
    if not found:
        return []
    returned = [one for one in found if one.state == State.RETURNED]
    lines = [_returned(returned, forum)] if returned else []
    return lines + ([_owed(found, forum, now)] if len(returned) < len(found) else [])


def _returned(rows: list[Report], forum: Forum) -> Waiting:
    title = ngettext(
        "The secretariat has a question about a report",
        "The secretariat has questions about %(number)s reports",
        len(rows),
    ) % {"number": len(rows)}
    url = rows[0].page if len(rows) == 1 else page_of(forum)
    return Waiting(title, _("Answer, and hand in again."), url, _("Answer"), "warn")


def _owed(rows: list[Report], forum: Forum, now: datetime) -> Waiting:
    owed = [one for one in rows if one.state != State.RETURNED]
    title = ngettext(
        "%(number)s report waits for you", "%(number)s reports wait for you", len(owed)
    ) % {"number": len(owed)}
    first = min(services.due_dates(owed).values())
    words = _("It is due on %(due)s.") if len(owed) == 1 else _("The first is due on %(due)s.")
    if now >= first:
        words = _("It was due on %(due)s; late reports are still taken.")
    text = words % {"due": day_words(rules.due_on(first))}
    url = owed[0].page if len(owed) == 1 else page_of(forum)
    return Waiting(title, text, url, _("Report"))
