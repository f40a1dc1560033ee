"""A question about a case, and its answer."""

from datetime import datetime

from django.db import transaction

from avow.kernel.text import nfc
from avow.notices.services import tell
from avow.people.models import User
from avow.review.models import Case, Clarification
from avow.review.services import common, telling


def ask(pk: int, *, question: str, by: User, now: datetime) -> Clarification:
    """Ask the applicant or maker something; voting waits for the answer.

    Raises Refused: not a Champion of the coalition or the secretariat, recused, a question is open.
    """
    question = nfc(question).strip()
    with transaction.atomic():
        case = common.locked(pk)
        roles = common.roles_in(case, by, now)
        facts = common.facts_of(case, common.may_vote(case, now), question)
        common.step(case, "ask", roles=roles, facts=facts, now=now, by=by)
        asked = Clarification.objects.create(
            case=case, question=question, asked_by=by, asked_at=now
        )
        tell(
            "case.ask",
            to=telling.applicants(case),
            at=now,
            forum=case.forum,
            key=f"case.ask:{asked.pk}",
            context=telling.context_of(case, question=question),
            url=telling.page("my:clarification", case, pk=asked.pk)
            or telling.page("my:home", case),
        )
    return asked


def answer(pk: int, *, text: str, by: User, now: datetime) -> Case:
    """Answer the open question of a case; the Champions go on voting.

    Raises Refused: not for this organisation, nothing is asked (any more), no words.
    """
    text = nfc(text).strip()
    with transaction.atomic():
        case = common.locked(pk)
        roles = common.roles_in(case, by, now)
        facts = common.facts_of(case, common.may_vote(case, now), text)
        common.step(case, "answer", roles=roles, facts=facts, now=now, by=by)
        asked = Clarification.objects.get(case=case, answered_at=None)
        asked.answer, asked.answered_by, asked.answered_at = text, by, now
        asked.save(update_fields=["answer", "answered_by", "answered_at"])
        seats = common.renew_recusals(case, now)
        key = f"case.answer:{asked.pk}"
        telling.tell_champions("case.answer", case, seats, key=key, now=now)
        telling.tell_secretariat("case.answer", case, key=key, now=now)
    return case
