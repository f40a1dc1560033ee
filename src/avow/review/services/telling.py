"""Who is told what about a case. Texts lie in templates/notices/."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from avow.notices.services import tell
from avow.people.models import User
from avow.people.querysets import ACTING
from avow.review import rules
from avow.review.models import Case
from avow.review.services import common


def page(name: str, case: Case, **kwargs: Any) -> str:
    """Return the address of a page about the case; empty where there is no such page."""
    try:
        return reverse(name, kwargs={"forum": case.forum.slug, **kwargs})
    except NoReverseMatch:
        return ""


def context_of(case: Case, **more: Any) -> dict[str, Any]:
    """Return what every text about a case may say: no vote, no person."""
    at_risk = case.organisation.is_protected or case.partners.filter(is_protected=True).exists()
    return {
        # A title may hold a name that reviewers must not read.
        "title": common.name_for_reviewers(case.organisation) if at_risk else case.title,
        "organisation": common.name_for_reviewers(case.organisation),
        "coalition_names": case.coalition.names,
        "about": case.subject,
        "due_on": case.due_on.isoformat() if case.due_on else "",
        **more,
    }


def people_in(case: Case, seats: Iterable[int], now: datetime) -> list[User]:
    """Return who acts for these seats today, without anybody of the organisations concerned."""
    holders = common.holders_of(case, now)
    organisations = {one for seat in seats for one in holders.get(seat, frozenset())}
    users = User.objects.filter(
        is_active=True,
        representations__organisation__in=organisations,
        representations__role__in=ACTING,
    ).exclude(representations__organisation__in=concerned(case))
    return list(users.distinct().order_by("pk"))


def concerned(case: Case) -> list[int]:
    """Return the organisations that are applicant or partner."""
    return [case.organisation_id, *common.partners_of(case)]


def applicants(case: Case) -> list[User]:
    """Return who acts for the organisation whose case it is."""
    users = User.objects.filter(
        is_active=True,
        representations__organisation=case.organisation_id,
        representations__role__in=ACTING,
    )
    return list(users.distinct().order_by("pk"))


def tell_champions(verb: str, case: Case, seats: Iterable[int], *, key: str, now: datetime) -> int:
    """Tell the Champions of these seats."""
    return tell(
        verb,
        to=people_in(case, seats, now),
        at=now,
        forum=case.forum,
        key=key,
        context=context_of(case),
        url=page("champions:case", case, pk=case.pk),
    )


def tell_core_group(verb: str, case: Case, *, now: datetime) -> int:
    """Tell the Core Group that a case lies before it."""
    until = (
        rules.last_day(case.liaison_until, case.forum.zone).isoformat()
        if case.liaison_until
        else ""
    )
    return tell(
        verb,
        to=common.core_group_of(case.forum, concerned(case)),
        at=now,
        forum=case.forum,
        key=f"{verb}:{case.pk}:{until}",
        context=context_of(case, last_day=until),
        url=page("core_group:case", case, pk=case.pk),
    )


def tell_secretariat(verb: str, case: Case, *, key: str, now: datetime, **more: Any) -> int:
    """Tell the secretariat."""
    return tell(
        verb,
        to=common.secretariat_of(case.forum, concerned(case)),
        at=now,
        forum=case.forum,
        key=key,
        context=context_of(case, **more),
        url=page("desk:case", case, pk=case.pk),
    )
