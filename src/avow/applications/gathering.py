"""Take the facts of an application from its rows, for the rules and the page of what is missing."""

from dataclasses import dataclass
from datetime import datetime

from avow.answers import services as answers
from avow.applications.facts import ApplicationFacts
from avow.applications.models import Application, ApplicationCoalition, ScreeningItem
from avow.applications.states import Check
from avow.commitments.models import Commitment, Partner
from avow.commitments.services import missing_of
from avow.forums.models import Forum
from avow.forums.states import WindowKind
from avow.forums.windows import WindowStatus
from avow.people.models import Organisation
from avow.people.windows import current_window
from avow.review.states import OVER

NEEDS_EVERYTHING = frozenset({"submit", "answer"})
PROFILE = ("kind", "country", "summary", "principles")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. `kind`: profile, coalitions, answer or commitment."""

    kind: str
    why: str  # a code with a sentence
    scope: str = ""
    section: str = ""
    question: str = ""
    commitment: int | None = None

    def __str__(self) -> str:
        return ":".join(
            str(part) for part in (self.kind, self.scope, self.question, self.why) if part
        )


def facts_of(
    application: Application, move: str, now: datetime, reason: str = ""
) -> ApplicationFacts:
    """Return what the guards of this move need; a constant number of queries."""
    links = ApplicationCoalition.objects.filter(application=application)
    states = list(links.values_list("case__state", flat=True))
    opened, failed = _checklist(application) if move == "pass" else (0, 0)
    return ApplicationFacts(
        window_open=window_of(application, now).is_open if move == "submit" else False,
        missing=tuple(str(gap) for gap in gaps_of(application)) if move in NEEDS_EVERYTHING else (),
        cases=len([state for state in states if state]),
        cases_open=len([state for state in states if state not in OVER]),
        checklist_open=opened,
        checklist_failed=failed,
        reason=reason,
    )


def window_of(application: Application, now: datetime) -> WindowStatus:
    """Return the window of applications as it stands for this organisation, exceptions counted."""
    return current_window(
        application.forum, WindowKind.APPLICATIONS, now, organisation=application.organisation
    )


def _checklist(application: Application) -> tuple[int, int]:
    """Return how many items of the screening checklist are open, and how many are a no."""
    pack = application.forum.settings
    wanted = {item.code for item in (*pack.eligibility, *pack.due_diligence)}
    given = dict(
        ScreeningItem.objects.filter(application=application, code__in=wanted).values_list(
            "code", "answer"
        )
    )
    settled = {code for code, answer in given.items() if answer != Check.UNCLEAR}
    return len(wanted - settled), len([code for code in settled if given[code] == Check.NO])


def codes_of(application: Application) -> list[str]:
    """Return the codes of the coalitions asked for, in the forum's order; one query."""
    links = ApplicationCoalition.objects.filter(application=application).order_by(
        "coalition__position"
    )
    return list(links.values_list("coalition__code", flat=True))


def gaps_of(application: Application) -> list[Gap]:
    """Return everything the application still lacks, in the order in which it is filled in."""
    coalitions = codes_of(application)
    gaps = [
        Gap("profile", why) for why in profile_gaps(application.organisation, application.forum)
    ]
    if not coalitions:
        gaps.append(Gap("coalitions", "no_coalition"))
    gaps += [
        Gap("answer", one.why, scope=one.scope, section=one.section, question=one.question)
        for one in answers.missing(application.sheet, coalitions)
    ]
    return gaps + _commitment_gaps(application)


def profile_gaps(organisation: Organisation, forum: Forum) -> list[str]:
    """Return the codes of what the organisation's profile lacks.

    A country is not asked of types that belong to none, as the pack says (`without_country`).
    """
    kind = forum.settings.organisation_type(organisation.kind)
    wanted = [
        field
        for field in PROFILE
        if not (field == "country" and kind is not None and kind.without_country)
    ]
    return [f"profile_{field}" for field in wanted if not getattr(organisation, field).strip()]


def commitments_of(application: Application) -> list[Commitment]:
    """Return the commitments handed in with the application, oldest first; one query."""
    return list(
        Commitment.objects.filter(application_link__application=application)
        .select_related("forum", "organisation", "current", "sheet__definition")
        .order_by("application_link__pk")
    )


def partner_ids_of(application: Application) -> list[int]:
    """Return the registered organisations named in the commitments that came with it; one query."""
    rows = Partner.objects.filter(
        revision__commitment__application_link__application=application, organisation__isnull=False
    )
    return list(rows.values_list("organisation_id", flat=True).distinct())


def _commitment_gaps(application: Application) -> list[Gap]:
    gaps = []
    found = [one for one in commitments_of(application) if one.state != "withdrawn"]
    if not found and application.forum.settings.require_commitment:
        gaps.append(Gap("commitment", "no_commitment"))
    return gaps + [
        Gap("commitment", "commitment_incomplete", commitment=one.pk)
        for one in found
        if one.state == "draft" and missing_of(one)
    ]
