"""The Core Group objects, or its silence passes; the secretariat answers an objection."""

import logging
from datetime import datetime

from django.db import transaction

from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.notices.services import tell
from avow.people.models import User
from avow.review.models import Case, Objection
from avow.review.services import common, telling
from avow.review.states import State

logger = logging.getLogger(__name__)
NOBODY: frozenset[int] = frozenset()


def object_to(pk: int, *, reason: str, by: User, now: datetime) -> Case:
    """Raise the Core Group's objection, with its reason; the case goes back to the secretariat.

    The last instant is the one before `liaison_until`. Raises Refused: not of the Core Group, own
    organisation, too late, no reason.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        case = common.locked(pk)
        roles = common.roles_in(case, by, now)
        facts = common.facts_of(case, NOBODY, reason)
        common.step(case, "object", roles=roles, facts=facts, now=now, by=by)
        Objection.objects.create(case=case, by=by, reason=reason, raised_at=now)
        telling.tell_secretariat("case.object", case, key=f"case.object:{case.pk}", now=now)
    return case


def uphold(pk: int, *, reason: str, by: User, now: datetime) -> Case:
    """Agree with the objection and decline, with a written reason. Raises Refused."""
    return _answer_objection(pk, "uphold", reason=reason, by=by, now=now)


def overrule(pk: int, *, reason: str, by: User, now: datetime) -> Case:
    """Accept in spite of the objection, with a written reason. Raises Refused."""
    return _answer_objection(pk, "overrule", reason=reason, by=by, now=now)


def _answer_objection(pk: int, name: str, *, reason: str, by: User, now: datetime) -> Case:
    reason = nfc(reason).strip()
    with transaction.atomic():
        case = common.locked(pk)
        roles = common.roles_in(case, by, now)
        facts = common.facts_of(case, NOBODY, reason)
        if name == "uphold":
            case.reason = reason
        common.step(case, name, roles=roles, facts=facts, now=now, by=by)
        objection = Objection.objects.get(case=case)
        objection.answer, objection.answered_by, objection.answered_at = reason, by, now
        objection.save(update_fields=["answer", "answered_by", "answered_at"])
        tell(
            "case.objection_answered",
            to=[objection.by] if objection.by else [],
            at=now,
            forum=case.forum,
            key=f"case.objection_answered:{case.pk}",
            context=telling.context_of(case, upheld=name == "uphold", answer=reason),
            url=telling.page("core_group:case", case, pk=case.pk),
        )
    return case


def pass_silence(now: datetime) -> int:
    """Accept every case whose days before the Core Group passed in silence; return how many.

    One transaction each: a case that breaks does not stop the others, and is tried again.
    """
    passed = 0
    for pk in list(Case.objects.silent_at(now).order_by("pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                case = common.locked(pk)
                facts = common.facts_of(case, NOBODY)
                common.step(case, "accept", roles=common.SYSTEM, facts=facts, now=now)
            passed += 1
        except Refused:
            continue  # somebody objected, or another machine was first
        except Exception:
            logger.exception("case %s: silence could not pass", pk)
    return passed


def is_silent(case: Case, now: datetime) -> bool:
    """Return whether a case waits only for `pass_silence`."""
    return (
        case.state == State.LIAISON and case.liaison_until is not None and now >= case.liaison_until
    )
