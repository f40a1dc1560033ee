"""Hand an application in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from avow.answers import rules, shape
from avow.answers import services as answers
from avow.answers.packs import application_form
from avow.applications.gathering import codes_of, commitments_of
from avow.applications.models import Application, Undertaking
from avow.applications.services.moving import locked, move
from avow.applications.states import State
from avow.commitments.services import submit as submit_commitment
from avow.commitments.states import State as CommitmentState
from avow.interest.services.handing_in import apply as mark_applied
from avow.kernel.localised import pick_tagged
from avow.people.models import User


def submit(
    pk: int, *, by: User, now: datetime, seen_state: str | None = None, language: str = ""
) -> Application:
    """Hand in a draft: answers frozen, undertakings recorded word for word, due date promised.

    Its draft commitments go with it. `language` is the one the undertakings were read in. Raises
    Refused with every reason: the window, what is missing, or that it was handed in before.
    """
    with transaction.atomic():
        application = locked(pk)
        if application.state == State.DRAFT:
            answers.follow(application.sheet, application_form(application.forum.settings), now)
        application = move(pk, "submit", by=by, now=now, seen_state=seen_state)
        record_undertakings(application, by, now, language or get_language() or "en")
        if application.interest is not None:
            mark_applied(application.interest, application.organisation, now=now)
        for commitment in commitments_of(application):
            if commitment.state == CommitmentState.DRAFT:
                submit_commitment(commitment, by, now, application=application)
    return application


def record_undertakings(application: Application, by: User, now: datetime, language: str) -> int:
    """Record each accepted undertaking as worded; one recorded in these words is not repeated."""
    values = answers.answers_of(application.sheet)
    definition = answers.definition_of(application.sheet)
    known = set(
        Undertaking.objects.filter(application=application).values_list("scope", "code", "version")
    )
    coalitions = codes_of(application)
    fresh = []
    for section, question in definition.questions():
        for scope in rules.scopes_of(section, coalitions, {}):
            terms = question.terms
            if terms is None or values.get((scope, question.key)) is not True:
                continue
            if (scope, terms.code, terms.version) not in known:
                fresh.append(_undertaking(application, scope, terms, by, now, language))
    Undertaking.objects.bulk_create(fresh)
    return len(fresh)


def _undertaking(
    application: Application,
    scope: str,
    terms: shape.Terms,
    by: User,
    now: datetime,
    language: str,
) -> Undertaking:
    read_in, wording = pick_tagged(terms.texts, language)
    return Undertaking(
        application=application,
        scope=scope,
        code=terms.code,
        wording=wording,
        version=terms.version,
        dated=terms.dated,
        language=read_in,
        accepted_by=by,
        accepted_at=now,
    )
