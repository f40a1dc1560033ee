"""What has happened to an application, as far as its reader may know."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.applications.models import Application
from avow.desk.casework import CaseView
from avow.review.models import SealedStep

STEPS: dict[str, str | Promise] = {
    "ask": _("asked the applicant"),
    "answer": _("the applicant answered"),
    "forward": _("the Champions are for it"),
    "reject": _("the Champions declined"),
    "settle_for": _("sent to the Core Group by the secretariat"),
    "settle_against": _("declined by the secretariat"),
    "object": _("the Core Group objects"),
    "accept": _("accepted: nobody objected"),
    "uphold": _("objection upheld: declined"),
    "overrule": _("objection overruled: accepted"),
    "close": _("closed"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened."""

    at: datetime
    title: str | Promise
    where: str = ""
    who: str = ""


def moments_of(application: Application, views: list[CaseView]) -> list[Moment]:
    """Return the history, oldest first; of a case only if one may see its votes."""
    found = [Moment(application.created_at, _("Begun"))]
    if application.submitted_at:
        found.append(Moment(application.submitted_at, _("Submitted")))
    for asked in application.clarifications.select_related("asked_by", "answered_by"):
        found.append(
            Moment(asked.asked_at, _("Question to the applicant"), who=str(asked.asked_by or ""))
        )
        if asked.answered_at:
            found.append(Moment(asked.answered_at, _("Answered"), who=str(asked.answered_by or "")))
    found += _of_cases([view for view in views if view.sees_votes])
    if application.decided_at:
        found.append(Moment(application.decided_at, _("Decided")))
    if application.prepared_at:
        who = str(application.prepared_by or "")
        found.append(Moment(application.prepared_at, _("Outcome prepared"), who=who))
    if application.told_at:
        who = str(application.told_by or "")
        found.append(Moment(application.told_at, _("Applicant told"), who=who))
    return sorted(found, key=lambda moment: moment.at)


def _of_cases(views: list[CaseView]) -> list[Moment]:
    coalitions = {view.case.pk: view.case.coalition.name for view in views}
    found = [
        Moment(view.case.opened_at, _("Before the Champions"), coalitions[view.case.pk])
        for view in views
    ]
    steps = SealedStep.objects.filter(case__in=coalitions).select_related("by")
    return found + [
        Moment(one.at, STEPS.get(one.move, one.move), coalitions[one.case_id], str(one.by or ""))
        for one in steps
    ]
