"""The desk's suggestions: published reports with a good practice that nobody has taken up."""

from django.db.models import Q, QuerySet

from avow.commitments.states import PUBLIC
from avow.forums.models import Forum
from avow.progress.models import Report


def suggestions(forum: Forum) -> "QuerySet[Report]":
    """Return the reports whose public version shares a practice not taken up, the newest first."""
    shares = Q(public__content__plain__may_share=True)
    rows: QuerySet[Report] = Report.objects.filter(shares, cycle__forum=forum, practices=None)
    rows = rows.filter(commitment__state__in=sorted(PUBLIC))
    rows = rows.exclude(public__content__plain__good_practice="")
    return rows.select_related(
        "cycle__window", "organisation", "public", "commitment__public"
    ).order_by("-published_at", "-pk")
