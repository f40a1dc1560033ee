"""Figures about applications that everybody may see."""

from datetime import date

from avow.applications import rules
from avow.applications.models import Application
from avow.applications.states import State
from avow.forums.models import Forum
from avow.kernel.clock import day_of


def promise_figures(forum: Forum, today: date) -> rules.PromiseFigures:
    """Return how the promise of an answer in time is kept in a forum; one query.

    Whoever withdrew is not counted.
    """
    rows = Application.objects.filter(forum=forum, submitted_at__isnull=False, due_on__isnull=False)
    rows = rows.exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    zone = forum.zone
    return rules.promise_figures(
        (
            rules.Promise(
                submitted_on=day_of(submitted, zone),
                due_on=due,
                told_on=day_of(told, zone) if told else None,
            )
            for submitted, due, told in rows.values_list("submitted_at", "due_on", "told_at")
            if submitted and due
        ),
        today,
    )
